#!/usr/bin/env node
// The command line: builds the program, runs one command, turns whatever happened into an exit code.
import { Command } from 'commander'
import { addCheck } from './check.js'
import { addClassify } from './classify.js'
import { addDemo } from './demo.js'
import { addExplain } from './explain.js'
import { exitCodes, reportError, type Shell } from './frame.js'
import { addImport } from './import.js'
import { addInit } from './init.js'
import { addModelCommands } from './model-commands.js'
import { addQueue } from './queue.js'
import { addReview } from './review.js'
import { addRoute } from './route.js'
import { addRun } from './run.js'
import { processShell } from './shell.js'
import { addAudit, addStats } from './stats.js'

/** Runs one command. Never throws and never ends the process: the exit code is the result. */
export async function main(args: readonly string[], shell: Shell): Promise<number> {
  const program = new Command('postfordeler')
    .description('Sorts a shared mailbox into department queues, and says how often it is wrong.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.out(text.trimEnd()),
      writeErr: (text) => shell.note(text.trimEnd()),
    })
    .showHelpAfterError('(add --help for the options)')
  for (const add of [
    addDemo,
    addInit,
    addCheck,
    addRun,
    addRoute,
    addClassify,
    addReview,
    addQueue,
    addExplain,
    addStats,
    addAudit,
    addImport,
    addModelCommands,
  ])
    add(program, shell)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    return reportError(error, shell)
  }
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('/postfordeler')) {
  process.exitCode = await main(process.argv.slice(2), processShell())
}
