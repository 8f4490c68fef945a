// Two models on the same mails: which is better, whether that is chance, what each would file, and which mails changed.

import { lowerBound, mcNemar, upperBound } from '../statistics.js'
import { type FilingRule, isFiled } from './evaluate.js'
import { isRight, type ScoredExample } from './scored.js'

export interface QueueComparison {
  readonly queue: string
  readonly n: number
  /** Recall of each on the mails of this queue. */
  readonly a: number
  readonly b: number
  readonly onlyARight: number
  readonly onlyBRight: number
  /** Two-sided exact McNemar, on the mails of this queue alone. */
  readonly pValue: number
}

/** What one model would do with the mails, under its own thresholds. */
export interface SideFigures {
  readonly accuracy: number
  /** Share filed without a person, and the share of those that is wrong. */
  readonly coverage: number
  readonly error: number
}

export interface ChangedMail {
  readonly id: string
  readonly truth: string
  readonly a: string
  readonly b: string
}

export interface Comparison {
  readonly n: number
  readonly a: SideFigures
  readonly b: SideFigures
  /** Accuracy of B minus that of A, with its exact two-sided 95 % interval. */
  readonly difference: { readonly share: number; readonly low: number; readonly high: number }
  readonly onlyARight: number
  readonly onlyBRight: number
  /** Two-sided exact McNemar. */
  readonly pValue: number
  readonly verdict: 'better' | 'worse' | 'no-difference'
  /** False only when B is significantly worse. */
  readonly mayPromote: boolean
  readonly perQueue: readonly QueueComparison[]
  /** Mails that the two put into different queues. */
  readonly changed: readonly ChangedMail[]
}

/** What a model said of the mails, and the rule by which it files. */
export interface Side {
  readonly scored: readonly ScoredExample[]
  readonly rule: FilingRule
}

/** Above it a difference may be chance. */
const SIGNIFICANT = 0.05

/** Compares what two models said of the same mails, in the same order. */
export function compare(a: Side, b: Side): Comparison {
  const pairs = a.scored.map((one, at) => pairOf(one, b.scored[at] as ScoredExample))
  const { onlyARight, onlyBRight } = discordant(pairs)
  const pValue = mcNemar(onlyARight, onlyBRight)
  const verdict = verdictOf(onlyARight, onlyBRight, pValue)
  return {
    n: pairs.length,
    a: sideFigures(a),
    b: sideFigures(b),
    difference: differenceOf(onlyARight, onlyBRight, pairs.length),
    ...{ onlyARight, onlyBRight, pValue, verdict },
    mayPromote: verdict !== 'worse',
    perQueue: [...new Set(pairs.map(({ truth }) => truth))].sort().map((queue) => queueOf(queue, pairs)),
    changed: pairs
      .filter((pair) => pair.guessA !== pair.guessB)
      .map(({ id, truth, guessA, guessB }) => ({ id, truth, a: guessA, b: guessB })),
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Pair {
  readonly id: string
  readonly truth: string
  readonly guessA: string
  readonly guessB: string
  readonly a: boolean
  readonly b: boolean
}

const pairOf = (one: ScoredExample, other: ScoredExample): Pair => ({
  ...{ id: one.id, truth: one.truth, guessA: one.guess, guessB: other.guess },
  ...{ a: isRight(one), b: isRight(other) },
})

const discordant = (pairs: readonly Pair[]) => ({
  onlyARight: pairs.filter((pair) => pair.a && !pair.b).length,
  onlyBRight: pairs.filter((pair) => pair.b && !pair.a).length,
})

function queueOf(queue: string, pairs: readonly Pair[]): QueueComparison {
  const mine = pairs.filter(({ truth }) => truth === queue)
  const { onlyARight, onlyBRight } = discordant(mine)
  return {
    ...{ queue, n: mine.length, onlyARight, onlyBRight },
    a: shareOf(mine, (pair) => pair.a),
    b: shareOf(mine, (pair) => pair.b),
    pValue: mcNemar(onlyARight, onlyBRight),
  }
}

function sideFigures({ scored, rule }: Side): SideFigures {
  const filed = scored.filter((each) => isFiled(each, rule))
  return {
    accuracy: shareOf(scored, isRight),
    coverage: scored.length === 0 ? 0 : filed.length / scored.length,
    error: shareOf(filed, (each) => !isRight(each)),
  }
}

/** B's share of the mails that only one gets right has an exact interval; the difference over all mails follows from it. */
function differenceOf(onlyA: number, onlyB: number, n: number): Comparison['difference'] {
  const differing = onlyA + onlyB
  if (n === 0 || differing === 0) return { share: 0, low: 0, high: 0 }
  const scaled = (share: number) => ((2 * share - 1) * differing) / n
  return {
    share: (onlyB - onlyA) / n,
    low: scaled(lowerBound(onlyB, differing, 0.975)),
    high: scaled(upperBound(onlyB, differing, 0.975)),
  }
}

function verdictOf(onlyA: number, onlyB: number, pValue: number): Comparison['verdict'] {
  if (pValue > SIGNIFICANT) return 'no-difference'
  return onlyB > onlyA ? 'better' : 'worse'
}

const shareOf = <T>(items: readonly T[], has: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(has).length / items.length
