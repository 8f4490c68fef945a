// Learn then Test by a fixed sequence: how low a threshold may go while the errors among the filed mails show that the promise is kept.
// Many thresholds are tested at one level without correction, because their order is fixed before any error is looked at and the first
// that fails ends the walk: whichever is returned, the chance that it breaks the promise is at most 1 - confidence (docs/promise.md).

import { type ErrorBound, fewestRight, isShownWithin, mailsWanted } from '../statistics.js'
import { isRight, type ScoredExample } from './scored.js'

/** What filing everything from a threshold up would have filed. */
export interface FilingStep {
  /** [0, 1]. Mails of equal probability are filed together or not at all. */
  readonly threshold: number
  readonly n: number
  readonly errors: number
}

/**
 * Steps of the walk: fewer, larger steps are less likely to end at a chance dip, and cost at most this share of the mails in coverage.
 */
const STEPS = 50
/**
 * The walk begins at this many times the mails that would suffice without any error: 177 for 5 % at 95 %, where 4 errors are allowed.
 * At 59 a single one would end it, and even a good model is wrong about one in a hundred of its most confident mails.
 */
const START = 3

/** The steps from the highest threshold to the lowest, chosen without looking at which guesses are right. */
export function filingSteps(scored: readonly ScoredExample[]): readonly FilingStep[] {
  const descending = [...scored].sort((a, b) => b.probability - a.probability)
  const stride = Math.max(1, Math.floor(descending.length / STEPS))
  const sum = { n: 0, errors: 0 }
  const steps: FilingStep[] = []
  let due = stride
  descending.forEach((each, at) => {
    sum.n++
    if (!isRight(each)) sum.errors++
    const isLastOfEqual = descending[at + 1]?.probability !== each.probability
    if (!isLastOfEqual || (at + 1 < due && at + 1 < descending.length)) return
    steps.push({ threshold: each.probability, ...sum })
    due = at + 1 + stride
  })
  return steps
}

/** The steps that keep the promise, from where the walk began to the lowest: empty when the first one already does not. */
export function keptSteps(steps: readonly FilingStep[], guarantee: ErrorBound): readonly FilingStep[] {
  const walk = walkOf(steps, guarantee)
  const firstFailure = walk.findIndex(({ errors, n }) => !isShownWithin(errors, n, guarantee))
  return firstFailure === -1 ? walk : walk.slice(0, firstFailure)
}

/**
 * How many more mails like these would let the walk begin, if errors stay as frequent.
 * @returns undefined when errors are so frequent where it begins that more mails alone would not help
 */
export function moreWanted(steps: readonly FilingStep[], guarantee: ErrorBound): number | undefined {
  const all = steps.at(-1)?.n ?? 0
  const first = walkOf(steps, guarantee)[0] ?? steps.at(-1)
  if (first === undefined) return fewestRight(guarantee)
  const wanted = mailsWanted(first.errors, first.n, guarantee)
  return wanted === undefined ? undefined : Math.max(1, Math.ceil((all * wanted) / first.n) - all)
}

export const errorsOf = (scored: readonly ScoredExample[]): number =>
  scored.reduce((count, each) => count + (isRight(each) ? 0 : 1), 0)

// ---------------------------------------------------------------------------------------------------------------

/** From the first step with enough mails. How many that takes depends on the number of mails alone, never on which guesses are right. */
function walkOf(steps: readonly FilingStep[], guarantee: ErrorBound): readonly FilingStep[] {
  const fewest = fewestRight(guarantee)
  const half = (steps.at(-1)?.n ?? 0) / 2
  const first = steps.findIndex(({ n }) => n >= Math.max(fewest, Math.min(START * fewest, half)))
  return first === -1 ? [] : steps.slice(first)
}
