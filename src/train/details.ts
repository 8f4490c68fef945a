// What a report shows beyond the figures of an evaluation. Mails are named by their ids, never by their text.
import { isContradicted, lowerBound, upperBound } from '../statistics.js'
import { type FilingRule, isFiled } from './evaluate.js'
import { isRight, type ScoredExample } from './scored.js'

/** A share with its interval: each end is a one-sided exact bound at 97.5 %, so that both hold together at 95 %. */
export interface Interval {
  readonly part: number
  readonly whole: number
  readonly low: number
  readonly high: number
}

export interface QueueDetail {
  readonly queue: string
  /** Mails that belong here and were filed right, wrong, or left to people. */
  readonly filedRight: number
  readonly filedWrong: number
  readonly toPeople: number
  /** Of what was filed in this queue: wrong. */
  readonly error: Interval
}

export interface ReliabilityBin {
  /** Bounds of the claimed probability: low <= p < high. */
  readonly low: number
  readonly high: number
  readonly n: number
  /** Mean claimed probability. */
  readonly claimed: number
  /** Share that came true. */
  readonly right: Interval
}

export interface Confusion {
  readonly truth: string
  readonly guess: string
  readonly n: number
  /** Of these: filed without a person. */
  readonly filed: number
  /** The most confident ones. */
  readonly ids: readonly string[]
}

export interface Suspect {
  readonly id: string
  /** What a person said. */
  readonly label: string
  readonly guess: string
  readonly probability: number
}

export interface Details {
  readonly coverage: Interval
  readonly error: Interval
  /** Of mail that belongs to a queue: filed without a person. */
  readonly inScope: Interval
  readonly outsideFiled: Interval
  readonly queues: readonly QueueDetail[]
  readonly reliability: readonly ReliabilityBin[]
  /** Most frequent first. */
  readonly worst: readonly Confusion[]
  /** Most confident first. */
  readonly suspects: readonly Suspect[]
}

const BINS = 10
const WORST = 20
const IDS_EACH = 5
const SUSPECTS = 50

export function detailsOf(
  scored: readonly ScoredExample[],
  rule: FilingRule & { readonly labels: readonly string[] },
): Details {
  const filed = scored.filter((each) => isFiled(each, rule))
  const outside = scored.filter(({ truth }) => truth === rule.outside)
  const inside = scored.filter(({ truth }) => truth !== rule.outside)
  const filedAmong = (mails: readonly ScoredExample[]) =>
    intervalOf(mails.filter((each) => isFiled(each, rule)).length, mails.length)
  const labels = [...new Set([...rule.labels, ...scored.map(({ truth }) => truth)])]
  return {
    coverage: filedAmong(scored),
    error: intervalOf(filed.filter((each) => !isRight(each)).length, filed.length),
    inScope: filedAmong(inside),
    outsideFiled: filedAmong(outside),
    queues: queueDetails(labels, scored, rule),
    reliability: reliabilityOf(scored),
    worst: worstConfusions(scored, rule),
    suspects: suspectsOf(scored),
  }
}

/** Whether a share contradicts what was promised about it. */
export const breaks = ({ part, whole }: Interval, promised: number): boolean =>
  isContradicted(part, whole, { error: promised, confidence: 0.975 })

export const shareOf = ({ part, whole }: Pick<Interval, 'part' | 'whole'>): number =>
  whole === 0 ? 0 : part / whole

// ---------------------------------------------------------------------------------------------------------------

const intervalOf = (part: number, whole: number): Interval => ({
  ...{ part, whole },
  low: lowerBound(part, whole, 0.975),
  high: upperBound(part, whole, 0.975),
})

function queueDetails(
  labels: readonly string[],
  scored: readonly ScoredExample[],
  rule: FilingRule,
): QueueDetail[] {
  const counts = new Map(
    labels.map((queue) => [queue, { filedRight: 0, filedWrong: 0, toPeople: 0, filedHere: 0, wrongHere: 0 }]),
  )
  for (const each of scored) {
    const belongs = counts.get(each.truth)
    const here = counts.get(each.guess)
    if (!isFiled(each, rule)) {
      if (belongs) belongs.toPeople++
      continue
    }
    if (belongs) belongs[isRight(each) ? 'filedRight' : 'filedWrong']++
    if (!here) continue
    here.filedHere++
    if (!isRight(each)) here.wrongHere++
  }
  return [...counts].map(([queue, { filedHere, wrongHere, ...rest }]) => ({
    ...{ queue, ...rest },
    error: intervalOf(wrongHere, filedHere),
  }))
}

function reliabilityOf(scored: readonly ScoredExample[]): ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, () => ({ n: 0, claimed: 0, right: 0 }))
  for (const each of scored) {
    const bin = bins[Math.min(BINS - 1, Math.floor(each.probability * BINS))]
    if (!bin) continue
    bin.n++
    bin.claimed += each.probability
    bin.right += isRight(each) ? 1 : 0
  }
  return bins.flatMap(({ n, claimed, right }, at) =>
    n === 0
      ? []
      : [{ low: at / BINS, high: (at + 1) / BINS, n, claimed: claimed / n, right: intervalOf(right, n) }],
  )
}

function worstConfusions(scored: readonly ScoredExample[], rule: FilingRule): Confusion[] {
  const pairs = new Map<string, ScoredExample[]>()
  for (const each of scored) {
    if (isRight(each)) continue
    const key = JSON.stringify([each.truth, each.guess])
    const mails = pairs.get(key)
    if (mails) mails.push(each)
    else pairs.set(key, [each])
  }
  return [...pairs.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, WORST)
    .map((mails) => ({
      truth: mails[0]?.truth ?? '',
      guess: mails[0]?.guess ?? '',
      n: mails.length,
      filed: mails.filter((each) => isFiled(each, rule)).length,
      ids: surestFirst(mails)
        .slice(0, IDS_EACH)
        .map(({ id }) => id),
    }))
}

/**
 * Mails whose label the model contradicts with more confidence than it usually has when it is right about the queue it names.
 * @source Northcutt, Jiang and Chuang 2021, "Confident learning", with the guess's own probability in place of all labels'
 */
function suspectsOf(scored: readonly ScoredExample[]): Suspect[] {
  const usual = new Map<string, { n: number; sum: number }>()
  for (const { guess, probability } of scored.filter(isRight)) {
    const sure = usual.get(guess) ?? { n: 0, sum: 0 }
    usual.set(guess, { n: sure.n + 1, sum: sure.sum + probability })
  }
  const isSuspect = (each: ScoredExample) => {
    const sure = usual.get(each.guess)
    return !isRight(each) && sure !== undefined && each.probability >= sure.sum / sure.n
  }
  return surestFirst(scored.filter(isSuspect))
    .slice(0, SUSPECTS)
    .map(({ id, truth, guess, probability }) => ({ id, label: truth, guess, probability }))
}

const surestFirst = (mails: readonly ScoredExample[]): ScoredExample[] =>
  [...mails].sort((a, b) => b.probability - a.probability)
