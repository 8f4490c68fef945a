// Two models on the same mails: which is better, is it chance, and may the new one take over.

import { mcNemar } from '../statistics.js'
import { isRight, type Judged } from './judged.js'

export interface QueueComparison {
  readonly queue: string
  readonly n: number
  /** Recall of each on the mails of this queue. */
  readonly a: number
  readonly b: number
}

export interface Comparison {
  readonly n: number
  readonly a: { readonly accuracy: number }
  readonly b: { readonly accuracy: number }
  readonly onlyARight: number
  readonly onlyBRight: number
  /** Two-sided exact McNemar. */
  readonly pValue: number
  readonly verdict: 'better' | 'worse' | 'no-difference'
  /** False only when B is surely worse. */
  readonly mayPromote: boolean
  readonly perQueue: readonly QueueComparison[]
}

/** Above it a difference may be chance. */
const SIGNIFICANT = 0.05

/** Compares what two models said of the same mails, in the same order. */
export function compare(a: readonly Judged[], b: readonly Judged[]): Comparison {
  const pairs = a.map((one, at) => ({ truth: one.truth, a: isRight(one), b: isRight(b[at] as Judged) }))
  const onlyARight = pairs.filter((pair) => pair.a && !pair.b).length
  const onlyBRight = pairs.filter((pair) => pair.b && !pair.a).length
  const pValue = mcNemar(onlyARight, onlyBRight)
  const verdict = verdictOf(onlyARight, onlyBRight, pValue)
  return {
    n: pairs.length,
    a: { accuracy: shareOf(pairs, (pair) => pair.a) },
    b: { accuracy: shareOf(pairs, (pair) => pair.b) },
    onlyARight,
    onlyBRight,
    pValue,
    verdict,
    mayPromote: verdict !== 'worse',
    perQueue: [...new Set(pairs.map(({ truth }) => truth))].sort().map((queue) => {
      const mine = pairs.filter(({ truth }) => truth === queue)
      return { queue, n: mine.length, a: shareOf(mine, (pair) => pair.a), b: shareOf(mine, (pair) => pair.b) }
    }),
  }
}

// --- Private helpers

function verdictOf(onlyA: number, onlyB: number, pValue: number): Comparison['verdict'] {
  if (pValue > SIGNIFICANT) return 'no-difference'
  return onlyB > onlyA ? 'better' : 'worse'
}

const shareOf = <T>(items: readonly T[], has: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(has).length / items.length
