// What the measured programs written in TypeScript share: their arguments, the clock, the memory, the outcome.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Outcome } from './outcome.js'

export interface Assignment {
  readonly train: string
  readonly test: string
  /** A folder for the model. */
  readonly work: string
  readonly out: string
  /** The label that means "no queue here"; empty when the data has none. */
  readonly outside: string
  readonly language: string
}

/** Reads the command line that run-program.ts writes. */
export function readAssignment(): Assignment {
  const text = { type: 'string', default: '' } as const
  const options = { train: text, test: text, work: text, out: text, outside: text, language: text }
  return parseArgs({ options }).values
}

/** Starts a clock; what it gives back tells seconds, and seconds of processor time, since then. */
export function startClock(): () => { readonly seconds: number; readonly processorSeconds: number } {
  const [startedAt, used] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(used)
    return { seconds: (performance.now() - startedAt) / 1000, processorSeconds: (user + system) / 1e6 }
  }
}

/** The most memory this process has had. Linux inherits getrusage's maximum from the parent, so its own page is read first. */
export function peakBytes(): number {
  try {
    const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (kibibytes !== undefined) return Number(kibibytes) * 1024
  } catch {
    // Not Linux: getrusage is all there is.
  }
  return process.resourceUsage().maxRSS * 1024
}

/** The first pass warms up and gives the results, the fastest of up to five within two seconds gives the rate. */
export async function fastestRate<T>(
  pass: () => Promise<readonly T[]>,
): Promise<{ results: readonly T[]; rate: number }> {
  let results: readonly T[] | undefined
  let [rate, spent] = [0, 0]
  for (let turn = 0; turn < 5 && spent <= 2; turn++) {
    const clock = startClock()
    const given = await pass()
    const { seconds } = clock()
    results ??= given
    rate = Math.max(rate, given.length / seconds)
    spent += seconds
  }
  return { results: results ?? [], rate }
}

export const folderBytes = (dir: string): number =>
  readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0)

export function writeOutcome(file: string, outcome: Outcome): void {
  writeFileSync(file, JSON.stringify(outcome))
}
