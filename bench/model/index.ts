// npm run bench:model -- --data DIR: trains and tests this program and its peers on every set of a folder and prints the tables.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { measureSet } from './measure-set.js'
import { ours, type Program, peers } from './programs.js'
import { reportPage, setLines, summaryLines } from './report.js'
import type { Results, SetResult } from './results.js'
import { type BenchSet, setsOf } from './sets.js'

interface Options {
  readonly data: readonly string[]
  readonly only?: readonly string[]
  readonly peers?: readonly string[]
  readonly limit: string
  readonly reuse?: string
  readonly json?: boolean
  readonly out?: string
}

const command = new Command('bench:model')
  .description(
    'Trains and tests the classifier and its peers on the same sets, each in a process of its own.',
  )
  .requiredOption(
    '--data <dir...>',
    'folders of sets (each with train.jsonl[.gz] and test.jsonl[.gz]), or the bundled data/',
  )
  .option('--only <set...>', 'only these sets')
  .option(
    '--peers <name...>',
    `only these peers: ${peers.map(({ name }) => name).join(', ')}; "none" for none`,
  )
  .option('--limit <seconds>', 'most seconds for one program on one part', '900')
  .option(
    '--reuse <dir>',
    "keep the peers' outcomes there, and take those that are there instead of measuring again",
  )
  .option('--json', 'one JSON document on stdout instead of tables')
  .option('--out <file>', 'write the page there, anew after every set')
  .showHelpAfterError('See --help.')
await run(command.parse().opts<Options>())

// ---------------------------------------------------------------------------------------------------------------

async function run(options: Options): Promise<void> {
  const sets = wished(options.data.flatMap(setsIn), options.only)
  const programs = [ours, ...wished(peers, options.peers)]
  reportMissing(programs)
  const results: Results & { sets: SetResult[] } = {
    startedAt: new Date().toISOString(),
    machine: machine(),
    leftOut: peers.filter((peer) => !programs.includes(peer)).map(({ name }) => name),
    sets: [],
  }
  const work = mkdtempSync(join(tmpdir(), 'bench-model-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  for (const set of sets) {
    const result = await measureSet(set, programs, {
      work,
      limitSeconds: Number(options.limit),
      reuse: options.reuse,
      progress: (text) => console.error(text),
    })
    results.sets.push(result)
    if (options.out !== undefined) writeFileSync(options.out, reportPage(results))
    if (!options.json) console.log(`${setLines(result).join('\n')}\n`)
  }
  console.log(options.json ? JSON.stringify(results) : reportEnd(results))
}

/** A folder that holds no set is the caller's slip: a sentence, no stack. */
function setsIn(dir: string): readonly BenchSet[] {
  try {
    return setsOf(dir)
  } catch (error) {
    return command.error(error instanceof Error ? error.message : String(error), { exitCode: 2 })
  }
}

/** Those named, in the order of the names; all without names. Ends the program when there is none of a name. */
function wished<T extends { readonly name: string }>(
  all: readonly T[],
  names: readonly string[] | undefined,
): readonly T[] {
  if (names === undefined) return all
  const unknown = names.filter((name) => name !== 'none' && !all.some((one) => one.name === name))
  if (unknown.length > 0) {
    command.error(`Unknown: ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.`, {
      exitCode: 2,
    })
  }
  return names.flatMap((wish) => all.filter(({ name }) => name === wish))
}

function reportMissing(programs: readonly Program[]): void {
  for (const { title, isThere, install } of programs) {
    if (!isThere()) console.error(`${title} is missing here. To install it: ${install}`)
  }
}

function reportEnd(results: Results): string {
  return summaryLines(results.sets).join('\n')
}

function machine(): string {
  const cores = cpus()
  const load = loadavg()[0]?.toFixed(1)
  return `${cores.length} cores (${cores[0]?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}, load ${load} at the start`
}
