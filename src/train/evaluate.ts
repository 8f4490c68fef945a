// How good a model is on mails whose label is known. Three numbers always go together: the share filed without a person, the share of those that is wrong, and the share left to people.
import { isRight, type ScoredExample } from './scored.js'

export interface QueueReport {
  readonly queue: string
  /** Mails that belong here. */
  readonly n: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Undefined for a queue that is never filed automatically. */
  readonly threshold: number | undefined
}

/** A point of the risk-coverage curve: filing the most confident `coverage` of all mails would misfile `error` of them. */
export interface RiskPoint {
  readonly coverage: number
  readonly error: number
}

export interface Evaluation {
  readonly n: number
  readonly accuracy: number
  readonly macroF1: number
  /** Expected calibration error, 15 bins of equal width. */
  readonly ece: number
  readonly promise: { readonly target: number; readonly coverage: number; readonly error: number }
  readonly riskCoverage: readonly RiskPoint[]
  readonly perQueue: readonly QueueReport[]
  /** Mails by right label, then by the model's. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface EvaluateOptions {
  readonly labels: readonly string[]
  readonly outside: string
  readonly thresholds: Readonly<Record<string, number>>
  readonly noveltyLimit: number
  /** The promised error. */
  readonly target: number
}

/** Measures scored mails. Labels that only the data has are counted like any other: the model cannot get them right. */
export function evaluate(scored: readonly ScoredExample[], options: EvaluateOptions): Evaluation {
  const labels = [...new Set([...options.labels, ...scored.map(({ truth }) => truth)])]
  const perQueue = labels.map((queue) => queueReport(queue, scored, thresholdOf(queue, options.thresholds)))
  const met = perQueue.filter(({ n }) => n > 0)
  const filed = scored.filter((each) => isFiled(each, options))
  return {
    n: scored.length,
    accuracy: share(scored.filter(isRight).length, scored.length),
    macroF1: share(
      met.reduce((sum, { f1 }) => sum + f1, 0),
      met.length,
    ),
    ece: calibrationError(scored),
    promise: {
      target: options.target,
      coverage: share(filed.length, scored.length),
      error: share(filed.filter((each) => !isRight(each)).length, filed.length),
    },
    riskCoverage: riskCoverage(scored, options.outside),
    perQueue,
    confusion: confusion(scored),
  }
}

/** The rule by which a model files without a person: a part of its manifest. */
export type FilingRule = Pick<EvaluateOptions, 'outside' | 'thresholds' | 'noveltyLimit'>

/** Whether the model alone would file this mail; the same rule as the last one of the policy. */
export const isFiled = (
  { guess, probability, novelty }: ScoredExample,
  { outside, thresholds, noveltyLimit }: FilingRule,
): boolean =>
  guess !== outside &&
  novelty <= noveltyLimit &&
  probability >= (thresholdOf(guess, thresholds) ?? Number.POSITIVE_INFINITY)

/** Mean distance between what was claimed and what came true, over bins of equal width, weighted by their mails. */
export function calibrationError(scored: readonly ScoredExample[], bins = 15): number {
  const sums = Array.from({ length: bins }, () => ({ claimed: 0, right: 0 }))
  for (const each of scored) {
    const bin = sums[Math.min(bins - 1, Math.floor(each.probability * bins))]
    if (!bin) continue
    bin.claimed += each.probability
    bin.right += isRight(each) ? 1 : 0
  }
  return share(
    sums.reduce((sum, { claimed, right }) => sum + Math.abs(claimed - right), 0),
    scored.length,
  )
}

/** The curve at every 5 % of all mails, most confident first; mails that the model takes for outside are never filed, so it may end early. */
export function riskCoverage(scored: readonly ScoredExample[], outside: string): readonly RiskPoint[] {
  const descending = scored
    .filter(({ guess }) => guess !== outside)
    .sort((a, b) => b.probability - a.probability)
  const points: RiskPoint[] = []
  let errors = 0
  descending.forEach((each, at) => {
    if (!isRight(each)) errors++
    const filed = at + 1
    const steps = (count: number) => Math.floor((count * 20) / scored.length)
    if (steps(filed) > steps(at)) points.push({ coverage: filed / scored.length, error: errors / filed })
  })
  return points
}

// ---------------------------------------------------------------------------------------------------------------

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Labels come from the data: "constructor" must not find what every object inherits. */
const thresholdOf = (label: string, thresholds: Readonly<Record<string, number>>): number | undefined =>
  Object.hasOwn(thresholds, label) ? thresholds[label] : undefined

function queueReport(
  queue: string,
  scored: readonly ScoredExample[],
  threshold: number | undefined,
): QueueReport {
  const truths = scored.filter(({ truth }) => truth === queue)
  const guesses = scored.filter(({ guess }) => guess === queue)
  const hits = truths.filter(isRight).length
  return {
    queue,
    n: truths.length,
    precision: share(hits, guesses.length),
    recall: share(hits, truths.length),
    f1: share(2 * hits, truths.length + guesses.length),
    threshold,
  }
}

function confusion(scored: readonly ScoredExample[]): Record<string, Record<string, number>> {
  const counts = new Map<string, Map<string, number>>()
  for (const { truth, guess } of scored) {
    const row = counts.get(truth) ?? new Map<string, number>()
    counts.set(truth, row.set(guess, (row.get(guess) ?? 0) + 1))
  }
  return Object.fromEntries([...counts].map(([truth, row]) => [truth, Object.fromEntries(row)]))
}
