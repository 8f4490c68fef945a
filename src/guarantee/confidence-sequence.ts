// The running error with its interval: a confidence sequence. Unlike an interval made for one look, it holds the true share at all times
// together with the confidence stated, so it may be read every morning.

export interface RunningShare {
  readonly n: number
  readonly wrong: number
  /** Undefined while there is none. */
  readonly share: number | undefined
  /** [0, 1] each. */
  readonly low: number
  readonly high: number
}

/** Weighs errors between none and some tens of percent; any fixed choice is valid, this one is narrow where errors are few. */
const PRIOR = { wrong: 0.5, right: 4.5 }

/**
 * All shares p that the answers do not contradict: those whose likelihood is more than (1 - confidence) of the beta-binomial mixture's.
 * @source Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021, "Time-uniform, nonparametric, nonasymptotic confidence sequences"
 */
export function runningShare(wrong: number, n: number, confidence: number): RunningShare {
  if (n === 0) return { n, wrong, share: undefined, low: 0, high: 1 }
  const share = wrong / n
  const limit = -Math.log(1 - confidence)
  const mixture = logBeta(PRIOR.wrong + wrong, PRIOR.right + n - wrong) - logBeta(PRIOR.wrong, PRIOR.right)
  const isHeld = (p: number) => mixture - logLikelihood(wrong, n, p) < limit
  return { n, wrong, share, low: edge(isHeld, share, 0), high: edge(isHeld, share, 1) }
}

// ---------------------------------------------------------------------------------------------------------------

/** The last value on the way from the middle that is still held: the likelihood only falls on that way. */
function edge(isHeld: (p: number) => boolean, middle: number, end: number): number {
  if (isHeld(end)) return end
  let [inside, outside] = [middle, end]
  for (let step = 0; step < 50; step++) {
    const between = (inside + outside) / 2
    if (isHeld(between)) inside = between
    else outside = between
  }
  return outside
}

function logLikelihood(wrong: number, n: number, p: number): number {
  const right = n - wrong
  return (wrong === 0 ? 0 : wrong * Math.log(p)) + (right === 0 ? 0 : right * Math.log1p(-p))
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** @source Stirling's series after shifting the argument above 8: good to 12 digits. */
function logGamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 8) {
    shift += Math.log(at)
    at++
  }
  const inverse = 1 / (at * at)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / at
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift
}
