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

/**
 * Two-sided exact McNemar test: how likely a difference at least as large is when both are equally good.
 * @units onlyA, onlyB: mails that only the one, only the other got right
 */
export function mcNemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  return n === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(onlyA, onlyB), n, 0.5))
}
