// The promise: thresholds under which the share of wrong mails among those filed is within what was promised, at its confidence (docs/promise.md).
// Judged on out-of-fold mails. Mail that belongs to no queue here counts as wrong wherever it is filed.

import { type ErrorBound, isContradicted, isShownWithin } from '../statistics.js'
import { errorsOf, type FilingStep, filingSteps, keptSteps, moreWanted } from './fixed-sequence.js'
import type { ScoredExample } from './scored.js'

/** The common promise, about all mail that is filed without a person. */
export interface FilingGuarantee extends ErrorBound {
  /** Queues with a promise of their own, by queue. It can only be stricter: where it is laxer, the common one applies. */
  readonly queues?: Readonly<Record<string, ErrorBound>>
}

export interface Thresholds {
  /** By queue; a queue that is missing is never filed automatically. */
  readonly byQueue: Readonly<Record<string, number>>
  /** Why a queue is missing. */
  readonly closed: Readonly<Record<string, string>>
}

export interface ThresholdOptions {
  readonly labels: readonly string[]
  readonly outside: string
  readonly noveltyLimit: number
  readonly guarantee: FilingGuarantee
}

/**
 * Queues with a promise of their own have a threshold of their own, chosen by their own mails alone. All others share one, chosen by theirs: if the
 * mail of the former were included, errors already used for a choice would be counted as if they were fresh (5 % became 6 % in simulation). Last, a queue whose own errors contradict the common promise (their lower
 * bound is above it) is raised to where its errors as counted are within it, or closed. The common threshold is not lowered again after
 * that: it would be chosen by the same errors a second time.
 */
export function chooseThresholds(scored: readonly ScoredExample[], options: ThresholdOptions): Thresholds {
  const { outside, noveltyLimit, guarantee } = options
  const queues = options.labels.filter((label) => label !== outside)
  const candidates = scored.filter(({ guess, novelty }) => guess !== outside && novelty <= noveltyLimit)
  const own = ownThresholds(queues, candidates, guarantee)
  const shared = candidates.filter(({ guess }) => !Object.hasOwn(guarantee.queues ?? {}, guess))
  const steps = filingSteps(shared)
  const chosen = settle(keptSteps(steps, guarantee), shared, guarantee)
  const closed = new Map(own.closed)
  const byQueue = new Map(own.byQueue)
  for (const queue of queues.filter((one) => !Object.hasOwn(guarantee.queues ?? {}, one))) {
    const threshold = chosen?.of(queue)
    if (chosen === undefined) closed.set(queue, `the common promise: ${shortfall(steps, guarantee)}`)
    else if (threshold === undefined) closed.set(queue, 'its own errors break the promise at every threshold')
    else byQueue.set(queue, threshold)
  }
  return { byQueue: Object.fromEntries(byQueue), closed: Object.fromEntries(closed) }
}

// ---------------------------------------------------------------------------------------------------------------

function ownThresholds(
  queues: readonly string[],
  candidates: readonly ScoredExample[],
  guarantee: FilingGuarantee,
) {
  const byQueue = new Map<string, number>()
  const closed = new Map<string, string>()
  for (const [queue, wish] of Object.entries(guarantee.queues ?? {})) {
    if (!queues.includes(queue)) continue
    const bound = stricter(wish, guarantee)
    const steps = filingSteps(candidates.filter(({ guess }) => guess === queue))
    const lowest = keptSteps(steps, bound).at(-1)
    if (lowest) byQueue.set(queue, lowest.threshold)
    else closed.set(queue, `its own promise: ${shortfall(steps, bound)}`)
  }
  return { byQueue, closed }
}

/** Mail of a laxer queue would break the promise about all mail, to which it belongs too. */
const stricter = (wish: ErrorBound, common: ErrorBound): ErrorBound => ({
  error: Math.min(wish.error, common.error),
  confidence: Math.max(wish.confidence, common.confidence),
})

/** Why nothing can be promised, and how many mails that would take. */
function shortfall(steps: readonly FilingStep[], bound: ErrorBound): string {
  const more = moreWanted(steps, bound)
  const asked = `${percent(bound.error)} wrong at ${percent(bound.confidence)} confidence`
  const enough = steps.at(-1)?.n ?? 0
  return more === undefined
    ? `${asked} is broken by the surest mails already, which more mails alone do not mend`
    : `${asked} is not shown by ${enough} held-out mails; about ${more} more are needed`
}

interface Settled {
  /** Undefined for a queue that is closed. */
  readonly of: (queue: string) => number | undefined
}

/** The lowest kept step at which, after its contradicted queues are raised, everything filed still shows the promise kept. */
function settle(
  kept: readonly FilingStep[],
  shared: readonly ScoredExample[],
  guarantee: ErrorBound,
): Settled | undefined {
  for (const { threshold: common } of [...kept].reverse()) {
    const floors = raisedFloors(common, shared, guarantee)
    const of = (queue: string) => {
      const threshold = floors.get(queue) ?? common
      return Number.isFinite(threshold) ? threshold : undefined
    }
    const isFiled = ({ guess, probability }: ScoredExample) =>
      probability >= (of(guess) ?? Number.POSITIVE_INFINITY)
    const filed = shared.filter(isFiled)
    if (isShownWithin(errorsOf(filed), filed.length, guarantee)) return { of }
  }
  return undefined
}

/** The thresholds of queues whose errors contradict the promise at the common one; infinite for a queue that is to be closed. */
function raisedFloors(
  common: number,
  shared: readonly ScoredExample[],
  guarantee: ErrorBound,
): ReadonlyMap<string, number> {
  const filed = new Map<string, ScoredExample[]>()
  for (const each of shared) {
    if (each.probability < common) continue
    const mine = filed.get(each.guess)
    if (mine) mine.push(each)
    else filed.set(each.guess, [each])
  }
  const floors = new Map<string, number>()
  for (const [queue, mails] of filed) {
    if (!isContradicted(errorsOf(mails), mails.length, guarantee)) continue
    floors.set(queue, lowestWithin(mails, guarantee) ?? Number.POSITIVE_INFINITY)
  }
  return floors
}

/** Once a queue has contradicted the promise, no longer contradicting it is not enough: its errors as counted must be within. */
function lowestWithin(mails: readonly ScoredExample[], { error }: ErrorBound): number | undefined {
  const descending = [...mails].sort((a, b) => b.probability - a.probability)
  let errors = 0
  let lowest: number | undefined
  descending.forEach((each, at) => {
    errors += errorsOf([each])
    const isLastOfEqual = descending[at + 1]?.probability !== each.probability
    if (isLastOfEqual && errors <= error * (at + 1)) lowest = each.probability
  })
  return lowest
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`
