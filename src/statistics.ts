// The few exact statistics that the promise, the comparison and the figures rest on.

/**
 * The exact (Clopper-Pearson) upper bound of a share after `errors` among `n`, one-sided.
 * @units confidence: (0, 1), e.g. 0.95
 * @returns (0, 1]; 1 when n is 0 or all were errors
 * @source Clopper and Pearson 1934: the p at which as few errors as seen have probability 1 - confidence
 */
export function upperBound(errors: number, n: number, confidence: number): number {
  if (errors >= n) return 1
  let [low, high] = [errors / n, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (binomialCdf(errors, n, middle) > 1 - confidence) low = middle
    else high = middle
  }
  return high
}

/** The lower bound to match: 1 - upperBound of the opposite. */
export const lowerBound = (errors: number, n: number, confidence: number): number =>
  n === 0 ? 0 : 1 - upperBound(n - errors, n, confidence)

/** Probability of at most k successes of n. @units p: [0, 1] */
export function binomialCdf(k: number, n: number, p: number): number {
  if (p <= 0) return 1
  if (p >= 1) return k >= n ? 1 : 0
  let logTerm = n * Math.log1p(-p)
  let sum = Math.exp(logTerm)
  for (let i = 1; i <= k; i++) {
    logTerm += Math.log((n - i + 1) / i) + Math.log(p) - Math.log1p(-p)
    sum += Math.exp(logTerm)
  }
  return Math.min(1, sum)
}

/** What is required of the mails that are filed without a person. */
export interface ErrorBound {
  /** Highest accepted share of wrong mails among the filed, (0, 1). */
  readonly error: number
  /** How confident that it is, (0, 1). */
  readonly confidence: number
}

/**
 * Whether so few errors show that the share of errors is within the bound: the same as upperBound(...) <= error, without the search.
 * An exact binomial test of "the share is above `error`" at level 1 - confidence.
 */
export const isShownWithin = (errors: number, n: number, { error, confidence }: ErrorBound): boolean =>
  n > 0 && binomialCdf(errors, n, error) <= 1 - confidence

/** Whether the errors contradict the bound: the lower bound of their share is above it. */
export const isContradicted = (errors: number, n: number, { error, confidence }: ErrorBound): boolean =>
  n > 0 && errors > 0 && 1 - binomialCdf(errors - 1, n, error) < 1 - confidence

/** Fewest mails, all of them right, that show a share of errors to be within the bound: 59 for 5 % at 95 %. */
export const fewestRight = ({ error, confidence }: ErrorBound): number =>
  Math.ceil(Math.log(1 - confidence) / Math.log1p(-error) - 1e-9)

/** More mails than this are not worth naming as a goal. */
const MOST_WANTED = 100_000

/**
 * Mails that would show the bound to be kept if errors stay as frequent as seen.
 * @returns at least `n`; undefined when errors are so frequent that no number of mails would show it
 */
export function mailsWanted(errors: number, n: number, bound: ErrorBound): number | undefined {
  const share = n === 0 ? 0 : errors / n
  if (share >= bound.error) return undefined
  const suffices = (count: number) => isShownWithin(Math.ceil(share * count - 1e-9), count, bound)
  let high = Math.max(n, fewestRight(bound))
  while (!suffices(high) && high < MOST_WANTED) high = Math.ceil(high * 1.05)
  return suffices(high) ? high : undefined
}

/**
 * Two-sided exact McNemar test: how likely a difference at least as large is when both are equally good.
 * @units onlyA, onlyB: mails that only the one, only the other got right
 */
export function mcNemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  return n === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(onlyA, onlyB), n, 0.5))
}
