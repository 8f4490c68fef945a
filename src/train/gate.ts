// The gate before a model is put to use: what it does on mail that was never learnt from. Pure; who may force it is checked elsewhere.

import { isContradicted } from '../statistics.js'
import { type Comparison, compare, type QueueComparison, type Side } from './compare.js'
import { isFiled } from './evaluate.js'
import { errorsOf } from './fixed-sequence.js'
import type { FilingGuarantee } from './thresholds.js'

export type Objection =
  /** Significantly more of what it files is wrong than promised; `queue` for a promise of a queue's own. */
  | {
      readonly kind: 'breaks-promise'
      readonly queue?: string
      readonly filed: number
      readonly wrong: number
    }
  /** It recognises significantly less of this queue's mail, or none of it. */
  | {
      readonly kind: 'loses-queue'
      readonly queue: string
      readonly n: number
      readonly before: number
      readonly now: number
    }
  /** It is right significantly less often overall. */
  | { readonly kind: 'worse'; readonly difference: number }

/** The chance, over all queues together, that one is taken for lost when it is not. */
const LOST_BY_CHANCE = 0.05

/**
 * What speaks against replacing one model with another.
 * @param current undefined when there is none to compare with: then only the promise is checked
 */
export function objectionsTo(
  candidate: Side,
  current: Side | undefined,
  guarantee: FilingGuarantee,
): { readonly objections: readonly Objection[]; readonly comparison: Comparison | undefined } {
  const broken = brokenGuarantees(candidate, guarantee)
  if (!current) return { objections: broken, comparison: undefined }
  const comparison = compare(current, candidate)
  const { verdict, difference } = comparison
  const worse: Objection[] = verdict === 'worse' ? [{ kind: 'worse', difference: difference.share }] : []
  return { objections: [...broken, ...lostQueues(comparison.perQueue), ...worse], comparison }
}

// ---------------------------------------------------------------------------------------------------------------

function brokenGuarantees({ scored, rule }: Side, guarantee: FilingGuarantee): readonly Objection[] {
  const filed = scored.filter((each) => isFiled(each, rule))
  const asked = [
    { queue: undefined, bound: guarantee, mails: filed },
    ...Object.entries(guarantee.queues ?? {}).map(([queue, bound]) => ({
      ...{ queue, bound },
      mails: filed.filter(({ guess }) => guess === queue),
    })),
  ]
  return asked.flatMap(({ queue, bound, mails }): Objection[] => {
    const wrong = errorsOf(mails)
    if (!isContradicted(wrong, mails.length, bound)) return []
    return [{ kind: 'breaks-promise', ...(queue ? { queue } : {}), filed: mails.length, wrong }]
  })
}

/** Holm's step-down: the most significant loss is tested at the level for all queues, the next at that for all but one. */
function lostQueues(queues: readonly QueueComparison[]): readonly Objection[] {
  const byChance = queues.toSorted((one, other) => one.pValue - other.pValue)
  const end = byChance.findIndex(({ pValue }, at) => pValue > LOST_BY_CHANCE / (byChance.length - at))
  const differing = new Set(byChance.slice(0, end === -1 ? undefined : end))
  return queues
    .filter((queue) => queue.onlyARight > queue.onlyBRight && (differing.has(queue) || isGone(queue)))
    .map(({ queue, n, a, b }) => ({ kind: 'loses-queue', queue, n, before: a, now: b }))
}

/** Not a single mail is recognised, where more than one was before. */
const isGone = ({ b, onlyARight }: QueueComparison): boolean => b === 0 && onlyARight > 1
