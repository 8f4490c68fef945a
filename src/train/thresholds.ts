// The promise: the lowest probabilities at which the share of wrong mails among the filed is surely under what was promised.
// Judged on out-of-fold mails. Mail that belongs to no queue here counts as wrong wherever it is filed.

import { lowerBound, upperBound } from '../statistics.js'
import { isRight, type Judged } from './judged.js'

export interface FilingPromise {
  /** Highest accepted share of wrong mails among the filed, (0, 1). */
  readonly error: number
  /** How sure, (0, 1). */
  readonly confidence: number
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
  readonly promise: FilingPromise
}

/** Rounds in which queues that break the promise are raised before the common threshold is found again. */
const ROUNDS = 5

/**
 * One common threshold for all queues, then each queue's own errors are looked at: a queue that surely breaks the promise
 * (its lower bound is above it) is raised to where it no longer does, or closed.
 */
export function chooseThresholds(judged: readonly Judged[], options: ThresholdOptions): Thresholds {
  const queues = options.labels.filter((label) => label !== options.outside)
  const candidates = judged.filter(
    ({ guess, novelty }) => guess !== options.outside && novelty <= options.noveltyLimit,
  )
  const floors = new Map<string, number>()
  let common = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const open = candidates.filter(({ guess, probability }) => probability >= (floors.get(guess) ?? 0))
    common = lowestKept(open, options.promise) ?? Number.POSITIVE_INFINITY
    const raised = queues.filter((queue) => raise(queue, open, common, floors, options.promise))
    if (raised.length === 0) break
  }
  return thresholdsOf(queues, floors, common)
}

/**
 * The lowest probability p such that filing all mails with at least p keeps the promise; undefined when none does.
 * Mails of equal probability are filed together or not at all.
 */
export function lowestKept(judged: readonly Judged[], promise: FilingPromise): number | undefined {
  const descending = [...judged].sort((a, b) => b.probability - a.probability)
  let errors = 0
  let lowest: number | undefined
  descending.forEach((each, at) => {
    if (!isRight(each)) errors++
    const isLastOfEqual = descending[at + 1]?.probability !== each.probability
    if (isLastOfEqual && upperBound(errors, at + 1, promise.confidence) <= promise.error) {
      lowest = each.probability
    }
  })
  return lowest
}

// --- Private helpers

/** True when the queue was raised. */
function raise(
  queue: string,
  open: readonly Judged[],
  common: number,
  floors: Map<string, number>,
  promise: FilingPromise,
): boolean {
  const filed = open.filter(({ guess, probability }) => guess === queue && probability >= common)
  if (!breaks(filed, promise)) return false
  const steps = [...new Set(filed.map(({ probability }) => probability))].sort((a, b) => a - b)
  const floor = steps.find((step) =>
    isWithin(
      filed.filter(({ probability }) => probability >= step),
      promise,
    ),
  )
  floors.set(queue, floor ?? Number.POSITIVE_INFINITY)
  return true
}

/** Once a queue has broken the promise, not to break it surely is not enough: its errors as counted must be within. */
const isWithin = (filed: readonly Judged[], { error }: FilingPromise): boolean =>
  filed.filter((each) => !isRight(each)).length <= error * filed.length

const breaks = (filed: readonly Judged[], { error, confidence }: FilingPromise): boolean =>
  lowerBound(filed.filter((each) => !isRight(each)).length, filed.length, confidence) > error

function thresholdsOf(
  queues: readonly string[],
  floors: ReadonlyMap<string, number>,
  common: number,
): Thresholds {
  const byQueue: Record<string, number> = {}
  const closed: Record<string, string> = {}
  for (const queue of queues) {
    const threshold = Math.max(common, floors.get(queue) ?? 0)
    if (threshold <= 1) byQueue[queue] = threshold
    else if (common > 1) closed[queue] = 'too few held-out mails to promise anything'
    else closed[queue] = 'its own errors break the promise at every threshold'
  }
  return { byQueue, closed }
}
