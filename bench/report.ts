// The results as people read them: a table with the aim beside each figure, and a sentence for each budget that is broken.
import { table } from '../src/cli/table.js'
import { budgets } from './budgets.js'
import { quantile } from './harness.js'
import type { Result } from './measure.js'

export function lines(results: readonly Result[]): readonly string[] {
  const head = ['case', 'mails/s', 'min-max', 'aim', 'CPU ms', 'p99 ms', 'peak MB', 'at most']
  const broken = brokenBudgets(results)
  const verdict = broken.length > 0 ? broken : ['Every budget is kept.']
  return [...table(head, results.map(rowOf)), '', ...verdict]
}

/** A sentence for each budget that the results break. */
export const brokenBudgets = (results: readonly Result[]): readonly string[] =>
  results.flatMap((result) => {
    const { mailsPerSecond = 0, peakMb = Number.POSITIVE_INFINITY } = budgets[result.name]
    const [speed, peak] = [speedOf(result), peakOf(result)]
    const tooSlow = `BROKEN: ${result.name} does ${speed.toFixed(0)} mails/s; the aim is at least ${mailsPerSecond}.`
    const tooLarge = `BROKEN: ${result.name} takes ${peak.toFixed(0)} MB of memory; the aim is at most ${peakMb}.`
    return [...(speed < mailsPerSecond ? [tooSlow] : []), ...(peak > peakMb ? [tooLarge] : [])]
  })

// ---------------------------------------------------------------------------------------------------------------

const speedOf = ({ runs }: Result): number =>
  quantile(
    runs.map(({ mailsPerSecond }) => mailsPerSecond),
    0.5,
  )

const peakOf = ({ runs }: Result): number => Math.max(...runs.map(({ peakMb }) => peakMb))

function rowOf(result: Result): readonly (string | number | undefined)[] {
  const speeds = result.runs.map(({ mailsPerSecond }) => Math.round(mailsPerSecond))
  const cpu = result.runs.map(({ cpuMs }) => cpuMs)
  const p99s = result.runs.flatMap(({ p99Ms }) => p99Ms ?? [])
  const aim = budgets[result.name]
  return [
    result.name,
    Math.round(speedOf(result)),
    `${Math.min(...speeds)}-${Math.max(...speeds)}`,
    aim.mailsPerSecond,
    quantile(cpu, 0.5).toFixed(2),
    p99s.length > 0 ? quantile(p99s, 0.5).toFixed(1) : undefined,
    Math.round(peakOf(result)),
    aim.peakMb,
  ]
}
