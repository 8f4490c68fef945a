// The one shape that thresholds, metrics and comparisons are made of: a mail whose right label is known, and what a model predicted.

export interface ScoredExample {
  readonly id: string
  readonly truth: string
  readonly guess: string
  /** Calibrated probability of the guess, [0, 1]. */
  readonly probability: number
  readonly novelty: number
}

export const isRight = ({ truth, guess }: ScoredExample): boolean => truth === guess
