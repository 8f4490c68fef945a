// Step 4 of 8: raw scores -> calibrated probabilities. Two numbers, the weight of each path of the network, fitted on mails that it was
// not trained on.

/** The weights of the network's two paths; both >= 0. Their size is the temperature, their ratio the mix. */
export interface Mixture {
  readonly direct: number
  readonly hidden: number
}

/** Scores of one mail by a network that had not seen it. @shape each [C] */
export interface PathScores {
  readonly directC: ArrayLike<number>
  readonly hiddenC: ArrayLike<number>
}

/** Mixed scores to probabilities: softmax. @shape scoresC [C labels] -> [C]; sums to 1; order kept */
export function calibrate(scoresC: ArrayLike<number>): Float64Array {
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < scoresC.length; c++) highest = Math.max(highest, scoresC[c] as number)
  const probabilitiesC = new Float64Array(scoresC.length)
  let sum = 0
  for (let c = 0; c < scoresC.length; c++) {
    const weight = Math.exp((scoresC[c] as number) - highest)
    probabilitiesC[c] = weight
    sum += weight
  }
  for (let c = 0; c < scoresC.length; c++) probabilitiesC[c] = (probabilitiesC[c] as number) / sum
  return probabilitiesC
}

/** The weighted sum of both paths' scores. @shape [C] */
export const mixtureOf = ({ directC, hiddenC }: PathScores, { direct, hidden }: Mixture): Float64Array =>
  Float64Array.from(directC, (score, c) => direct * score + hidden * (hiddenC[c] as number))

/** Newton steps at most; a handful is enough, the loss is convex. */
const STEPS = 40
/** Keeps the weights finite when all held-out mails are right and the likelihood has no maximum. */
const RIDGE = 1e-4

/**
 * The mixture under which held-out labels are likeliest: temperature scaling with one temperature for each path. Where the hidden path is
 * of no use (few mails, rare labels), its weight goes to zero by itself.
 * @shape targets [N]: column of the right label
 * @source Guo et al. 2017, "On calibration of modern neural networks"; here as logistic regression on both paths' scores
 */
export function fitMixture(mails: readonly PathScores[], targets: ArrayLike<number>): Mixture {
  let mixture: Mixture = { direct: 1, hidden: 0.1 }
  let loss = lossOf(mails, targets, mixture)
  for (let step = 0; step < STEPS; step++) {
    const towards = newtonStep(mails, targets, mixture)
    let [length, moved, lossThere] = [1, mixture, loss]
    // Halved until it gains: far from the optimum a whole step may overshoot.
    for (; length > 1e-4; length /= 2) {
      moved = {
        direct: Math.max(0, mixture.direct + length * towards.direct),
        hidden: Math.max(0, mixture.hidden + length * towards.hidden),
      }
      lossThere = lossOf(mails, targets, moved)
      if (lossThere < loss) break
    }
    if (loss - lossThere < 1e-9) break
    mixture = moved
    loss = lossThere
  }
  return mixture
}

// ---------------------------------------------------------------------------------------------------------------

function lossOf(mails: readonly PathScores[], targets: ArrayLike<number>, mixture: Mixture): number {
  let loss = 0
  mails.forEach((mail, n) => {
    const probability = calibrate(mixtureOf(mail, mixture))[targets[n] as number] ?? 0
    loss -= Math.log(Math.max(probability, 1e-12))
  })
  return loss / mails.length + RIDGE * (mixture.direct ** 2 + mixture.hidden ** 2)
}

/** The whole Newton step: gradient over curvature, two by two. */
function newtonStep(mails: readonly PathScores[], targets: ArrayLike<number>, mixture: Mixture): Mixture {
  let [slopeD, slopeH] = [2 * RIDGE * mixture.direct, 2 * RIDGE * mixture.hidden]
  let [curveDD, curveHH, curveDH] = [2 * RIDGE, 2 * RIDGE, 0]
  mails.forEach(({ directC, hiddenC }, n) => {
    const probabilitiesC = calibrate(mixtureOf({ directC, hiddenC }, mixture))
    const target = targets[n] as number
    let [meanD, meanH, squareD, squareH, product] = [0, 0, 0, 0, 0]
    for (let c = 0; c < probabilitiesC.length; c++) {
      const [p, d, h] = [probabilitiesC[c] as number, directC[c] as number, hiddenC[c] as number]
      meanD += p * d
      meanH += p * h
      squareD += p * d * d
      squareH += p * h * h
      product += p * d * h
    }
    slopeD += (meanD - (directC[target] as number)) / mails.length
    slopeH += (meanH - (hiddenC[target] as number)) / mails.length
    curveDD += (squareD - meanD * meanD) / mails.length
    curveHH += (squareH - meanH * meanH) / mails.length
    curveDH += (product - meanD * meanH) / mails.length
  })
  const determinant = curveDD * curveHH - curveDH * curveDH
  return {
    direct: -(curveHH * slopeD - curveDH * slopeH) / determinant,
    hidden: -(curveDD * slopeH - curveDH * slopeD) / determinant,
  }
}
