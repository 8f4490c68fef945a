// Step 4 of 8, last: how sure to be of the best label. The softmax of many labels understates a clear lead and overstates a crowded one, so
// the probability of the best label is computed from its lead with two more numbers, fitted on mails that the network was not trained on.

/** Probability of the best label = logistic(slope x lead + offset). */
export interface ConfidenceCalibration {
  /** > 0 */
  readonly slope: number
  readonly offset: number
}

/**
 * How far the best label is ahead: the mean of its log odds against all others together and against the runner-up. It separates right from
 * wrong guesses better than the probability alone (docs/experiments/0008).
 * @shape probabilitiesC [C], at least two, sum 1
 */
export function leadOf(probabilitiesC: ArrayLike<number>): number {
  const { best, second, others } = topOf(probabilitiesC)
  return Math.log(best) - (Math.log(Math.max(second, SMALLEST)) + Math.log(Math.max(others, SMALLEST))) / 2
}

/** The same probabilities with the best one's computed from its lead; the others share the rest in the same proportions. Sums to 1; order kept. */
export function withConfidence(
  probabilitiesC: Float64Array,
  { slope, offset }: ConfidenceCalibration,
): Float64Array {
  const { at, second, others } = topOf(probabilitiesC)
  if (others <= 0) return probabilitiesC
  const claimed = logistic(slope * leadOf(probabilitiesC) + offset)
  // Never so low that the runner-up would overtake it.
  const share = second / others
  const sure = Math.max(claimed, share / (1 + share))
  const left = (1 - sure) / others
  return probabilitiesC.map((probability, c) => (c === at ? sure : probability * left))
}

/** Newton steps; the loss is convex. */
const STEPS = 50
/** Keeps the slope near 1 when there are few held-out mails or nearly all are right. */
const RIDGE = 1e-3

/**
 * The calibration under which the outcomes of the held-out guesses are likeliest.
 * @shape leads, isRight: one for each mail
 * @source Platt 1999, "Probabilistic outputs for support vector machines", with his smoothed targets
 */
export function fitConfidence(
  margins: readonly number[],
  isRight: readonly boolean[],
): ConfidenceCalibration {
  const right = isRight.filter(Boolean).length
  const targets = { right: (right + 1) / (right + 2), wrong: 1 / (margins.length - right + 2) }
  const lossAt = ({ slope, offset }: ConfidenceCalibration): number =>
    margins.reduce((sum, margin, n) => {
      const target = isRight[n] ? targets.right : targets.wrong
      const odds = slope * margin + offset
      return sum + Math.log1p(Math.exp(-Math.abs(odds))) + Math.max(odds, 0) - target * odds
    }, 0) /
      Math.max(1, margins.length) +
    RIDGE * ((slope - 1) ** 2 + offset ** 2)
  let confidence: ConfidenceCalibration = { slope: 1, offset: 0 }
  let loss = lossAt(confidence)
  for (let step = 0; step < STEPS; step++) {
    const towards = newtonStep(margins, isRight, targets, confidence)
    let length = 1
    let moved = confidence
    for (; length > 1e-4; length /= 2) {
      moved = {
        slope: Math.max(LEAST_SLOPE, confidence.slope + length * towards.slope),
        offset: confidence.offset + length * towards.offset,
      }
      if (lossAt(moved) < loss) break
    }
    const lossThere = lossAt(moved)
    if (loss - lossThere < 1e-9) break
    confidence = moved
    loss = lossThere
  }
  return confidence
}

// ---------------------------------------------------------------------------------------------------------------

/** A larger lead must never mean a lower probability. */
const LEAST_SLOPE = 0.05
/** Lower bound for a probability before its logarithm is taken. */
const SMALLEST = 1e-12

const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds))

/** `others`: the sum of all but the best, added up on its own, since 1 minus a best of nearly 1 would lose it to rounding. */
function topOf(probabilitiesC: ArrayLike<number>) {
  let [at, second, others] = [0, 0, 0]
  for (let c = 1; c < probabilitiesC.length; c++) {
    const [best, here] = [probabilitiesC[at] as number, probabilitiesC[c] as number]
    const behind = Math.min(best, here)
    if (here > best) at = c
    second = Math.max(second, behind)
    others += behind
  }
  return { at, best: probabilitiesC[at] as number, second, others }
}

function newtonStep(
  margins: readonly number[],
  isRight: readonly boolean[],
  targets: { readonly right: number; readonly wrong: number },
  { slope, offset }: ConfidenceCalibration,
): ConfidenceCalibration {
  let [gradS, gradO] = [2 * RIDGE * (slope - 1), 2 * RIDGE * offset]
  let [curveSS, curveOO, curveSO] = [2 * RIDGE, 2 * RIDGE, 0]
  margins.forEach((margin, n) => {
    const claimed = logistic(slope * margin + offset)
    const error = (claimed - (isRight[n] ? targets.right : targets.wrong)) / margins.length
    const curve = (claimed * (1 - claimed)) / margins.length
    gradS += error * margin
    gradO += error
    curveSS += curve * margin * margin
    curveOO += curve
    curveSO += curve * margin
  })
  const determinant = curveSS * curveOO - curveSO * curveSO
  return {
    slope: -(curveOO * gradS - curveSO * gradO) / determinant,
    offset: -(curveSS * gradO - curveSO * gradS) / determinant,
  }
}
