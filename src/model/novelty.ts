// Step 4 of 8: how unlike everything learnt a mail is: how weakly the queues claim it, how few of its words are known, and, where
// training had mail that belongs nowhere, how much it resembles that.

/** What novelty is computed from. */
export interface Signals {
  /** Share of the mail's words that are not in the vocabulary, [0, 1]. */
  readonly unknownShare: number
  /** Log-sum-exp of the queues' scores: how strongly they claim the mail between them. */
  readonly energy: number
  /** Probability of the label for "no queue here"; undefined when training had none. */
  readonly outside: number | undefined
}

/** What is usual among mails that belong somewhere. */
export interface UsualEnergy {
  readonly mean: number
  /** > 0 */
  readonly deviation: number
}

/** The log odds for a usual mail when training had no mail that belongs nowhere: 1 in 20. */
const USUAL_ODDS = -3
const ENERGY_WEIGHT = -0.5
const UNKNOWN_WEIGHT = 1

/** The signals of one mail, from its scores. @shape scoresC, probabilitiesC: one for each label; outside: its index, or -1 */
export function signalsOf(
  unknownShare: number,
  scoresC: ArrayLike<number>,
  probabilitiesC: ArrayLike<number>,
  outside: number,
): Signals {
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < scoresC.length; c++) {
    if (c !== outside) highest = Math.max(highest, scoresC[c] as number)
  }
  let sum = 0
  for (let c = 0; c < scoresC.length; c++) {
    if (c !== outside) sum += Math.exp((scoresC[c] as number) - highest)
  }
  return { unknownShare, energy: highest + Math.log(sum), outside: probabilitiesC[outside] }
}

/**
 * Novelty: the logistic function of the signals' weighted sum; 1 for a mail without a single known word. The weights were chosen on held-out
 * training parts of two sets (docs/experiments/0006).
 * @returns [0, 1]
 * @source Liu et al. 2020, "Energy-based out-of-distribution detection", for the energy
 */
export function noveltyOf({ unknownShare, energy, outside }: Signals, usual: UsualEnergy): number {
  if (unknownShare === 1) return 1
  const odds = outside === undefined ? USUAL_ODDS : logOdds(outside)
  const standardised = (energy - usual.mean) / usual.deviation
  return 1 / (1 + Math.exp(-(odds + ENERGY_WEIGHT * standardised + UNKNOWN_WEIGHT * unknownShare)))
}

/** What is usual among held-out mails that belong somewhere. */
export function fitUsualEnergy(energies: readonly number[]): UsualEnergy {
  if (energies.length === 0) return { mean: 0, deviation: 1 }
  const mean = energies.reduce((sum, energy) => sum + energy, 0) / energies.length
  const variance = energies.reduce((sum, energy) => sum + (energy - mean) ** 2, 0) / energies.length
  return { mean, deviation: Math.max(Math.sqrt(variance), 1e-6) }
}

/** The limit that all but this share of known mails stay under. */
export function fitNoveltyLimit(noveltiesOfKnown: readonly number[], shareAbove = 0.02): number {
  if (noveltiesOfKnown.length === 0) return 1
  const ascending = [...noveltiesOfKnown].sort((a, b) => a - b)
  const index = Math.min(ascending.length - 1, Math.ceil(ascending.length * (1 - shareAbove)) - 1)
  return ascending[Math.max(0, index)] ?? 1
}

// ---------------------------------------------------------------------------------------------------------------

const logOdds = (probability: number): number => {
  const held = Math.min(1 - 1e-9, Math.max(1e-9, probability))
  return Math.log(held / (1 - held))
}
