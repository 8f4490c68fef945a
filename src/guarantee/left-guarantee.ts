// The second promise: of the mail that was left as a machine's, at most so much had something for us in it. An upper bound from the answers
// to the sampler's question about left mail; like every bound here it may be read every morning (docs/promise.md).
import type { LeftAnswer, SampleStore } from '../ledger/contract/samples.js'

export interface LeftGuarantee {
  /** Units answered: a burst of like mails is one. */
  readonly n: number
  /** Of them: there was something for us. */
  readonly wrong: number
  /** Each answer weighed by how many units it stands for. Undefined while there is none. */
  readonly share: number | undefined
  /** The true share is at most this, at all times together with 95 % confidence. (0, 1]; 1 while nothing is known. */
  readonly high: number
  /** Asked and not answered yet: they tighten nothing. */
  readonly waiting: number
}

export async function leftGuarantee(
  ledger: Pick<SampleStore, 'leftAnswers' | 'leftWaiting'>,
): Promise<LeftGuarantee> {
  const [answers, waiting] = await Promise.all([ledger.leftAnswers(), ledger.leftWaiting()])
  return { ...leftBound(answers), waiting }
}

/** How sure the bound is, once and for all mornings on which it is read. */
export const LEFT_CONFIDENCE = 0.95

/**
 * Bets, with an equal share on each, that wrong mail is rarer than a share u by some factor. While the truth is u or more, the stake is
 * multiplied by 20 in at most 5 % of installations, ever (Ville 1939); so the bound is the smallest u against which that much is won.
 * An answer drawn with chance c stands for w = 1/c units. A unit that is wrong with probability p has E exp(-bw x) <= exp(-p (1 - exp(-bw))),
 * x being 1 where it is. Over all answers the sum of p (1 - exp(-bw)) is least where what is wrong lies with the heaviest of them: that
 * is assumed, as far as MOST_UNEVEN lets it be.
 * @param answers in the order in which they were given, one for each unit
 * @source Howard, Ramdas, McAuliffe and Sekhon 2021 (sub-Poisson); Horvitz and Thompson 1952 (the weights)
 */
export function leftBound(
  answers: readonly Pick<LeftAnswer, 'chance' | 'isRight'>[],
): Pick<LeftGuarantee, 'n' | 'wrong' | 'share' | 'high'> {
  const weights = answers.map(({ chance }) => 1 / chance)
  const [first] = weights
  if (first === undefined) return { n: 0, wrong: 0, share: undefined, high: 1 }
  const wrong = weights.filter((_, nth) => !answers[nth]?.isRight)
  const heaviest = heaviestOf(weights)
  const bets = BETS.map((bet) => bet / first) // known before the first answer is
  const gains = bets.map((bet) => ({ perShare: leastSeen(heaviest, bet), lost: bet * sum(wrong) }))
  const limit = 1 / (1 - LEFT_CONFIDENCE)
  const isOpen = (u: number) =>
    sum(gains.map(({ perShare, lost }) => Math.exp(u * perShare - lost))) / gains.length < limit
  return { n: answers.length, wrong: wrong.length, share: sum(wrong) / sum(weights), high: edgeOf(isOpen) }
}

// ---------------------------------------------------------------------------------------------------------------

/** How much rarer than u wrong mail is bet to be, by each bet exp(-BET) times as frequent. Nobody knows, so there is one for each case. */
const BETS = [0.5, 1, 1.5, 2, 3, 4]

/**
 * Mail that came on some days may be wrong this many times as often as the mean, and no more. Without a limit one answer from a day with a
 * low chance outweighs a hundred others; with 1, mail of busy days could not be wrong more often than that of quiet ones.
 */
const MOST_UNEVEN = 3

/** The answers that stand for most units, until they are 1/MOST_UNEVEN of all weight; of the last one a part. */
function heaviestOf(
  weights: readonly number[],
): readonly { readonly weight: number; readonly part: number }[] {
  const taken: { weight: number; part: number }[] = []
  let left = sum(weights) / MOST_UNEVEN
  for (const weight of [...weights].sort((a, b) => b - a)) {
    if (left <= 0) break
    taken.push({ weight, part: Math.min(1, left / weight) })
    left -= weight
  }
  return taken
}

/** For each unit of u, what a bet gains while all that is wrong lies with the heaviest. */
const leastSeen = (heaviest: ReturnType<typeof heaviestOf>, bet: number): number =>
  MOST_UNEVEN * sum(heaviest.map(({ weight, part }) => part * (1 - Math.exp(-bet * weight))))

/** The edge of [0, edge) in which something holds, at most 1. */
function edgeOf(holds: (u: number) => boolean): number {
  if (holds(1)) return 1
  let [inside, outside] = [0, 1]
  for (let step = 0; step < 40; step++) {
    const between = (inside + outside) / 2
    if (holds(between)) inside = between
    else outside = between
  }
  return outside
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
