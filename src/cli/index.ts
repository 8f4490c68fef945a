#!/usr/bin/env node
// The command line: builds the program, runs one command, turns whatever happened into an exit code.
import { Command } from 'commander'
import { armFaults } from '../fault-points.js'
import { type CommandIo, exitCodes, reportError } from './command.js'
import { processIo } from './command-io.js'
import { programVersion } from './version.js'

/** Runs one command. Never throws and never ends the process: the exit code is the result. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const program = new Command('postfordeler')
    .description('Sorts a shared mailbox into department queues, and says how often it is wrong.')
    .version(programVersion(), versionFlags.join(', '), 'say which version this is')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.note(text.trimEnd()),
    })
    .showHelpAfterError('(add --help for the options)')
  for (const add of await commandsFor(args)) add(program, io)
  try {
    armFaults(io.env)
    await program.parseAsync([...args], { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    return reportError(error, io)
  }
}

// ---------------------------------------------------------------------------------------------------------------

const versionFlags: readonly string[] = ['-V', '--version']

type AddCommand = (program: Command, io: CommandIo) => unknown

/**
 * The commands in the order of the help. A command's file says what it takes, and loads what does its work when it does it: together
 * they bring in everything that the program stands on, which takes two seconds.
 */
const commands: readonly { readonly names: readonly string[]; readonly load: () => Promise<AddCommand> }[] = [
  { names: ['demo'], load: async () => (await import('./commands/demo.js')).addDemo },
  { names: ['init'], load: async () => (await import('./commands/init.js')).addInit },
  { names: ['check'], load: async () => (await import('./commands/check.js')).addCheck },
  { names: ['run'], load: async () => (await import('./commands/run.js')).addRun },
  { names: ['route'], load: async () => (await import('./commands/route.js')).addRoute },
  { names: ['classify'], load: async () => (await import('./commands/classify.js')).addClassify },
  { names: ['review'], load: async () => (await import('./commands/review.js')).addReview },
  { names: ['left'], load: async () => (await import('./commands/left.js')).addLeft },
  { names: ['user'], load: async () => (await import('./commands/user.js')).addUser },
  { names: ['queue'], load: async () => (await import('./commands/queue.js')).addQueue },
  { names: ['corrections'], load: async () => (await import('./commands/corrections.js')).addCorrections },
  { names: ['fuse'], load: async () => (await import('./commands/queue-closed.js')).addFuse },
  { names: ['explain'], load: async () => (await import('./commands/explain.js')).addExplain },
  { names: ['unroute'], load: async () => (await import('./commands/unroute.js')).addUnroute },
  { names: ['stats'], load: async () => (await import('./commands/stats.js')).addStats },
  { names: ['audit'], load: async () => (await import('./commands/stats.js')).addAudit },
  { names: ['import'], load: async () => (await import('./commands/import.js')).addImport },
  {
    names: ['train', 'evaluate', 'compare', 'models', 'promote', 'rollback'],
    load: async () => (await import('./commands/model-commands.js')).addModelCommands,
  },
]

/** The command that is asked for; all of them when it is none of ours, for the help and the complaint. */
function commandsFor([first = '']: readonly string[]): Promise<readonly AddCommand[]> {
  if (versionFlags.includes(first)) return Promise.resolve([])
  const asked = commands.filter(({ names }) => names.includes(first))
  return Promise.all((asked.length > 0 ? asked : commands).map(({ load }) => load()))
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('/postfordeler')) {
  process.exitCode = await main(process.argv.slice(2), processIo())
}
