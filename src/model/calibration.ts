// Step 4 of 8: raw scores -> probabilities that mean what they say. One number, the temperature, fitted on mails not trained on.

/**
 * Turns raw scores into probabilities by temperature scaling.
 * @shape scoresC [C labels] -> [C]; sums to 1; order kept
 * @units temperature: > 0; 1 leaves scores as they are, above 1 makes the model less sure.
 * @source Guo et al. 2017, "On calibration of modern neural networks"
 */
export function calibrate(scoresC: ArrayLike<number>, temperature: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < scoresC.length; c++) highest = Math.max(highest, scoresC[c] as number)
  const probabilitiesC = new Float64Array(scoresC.length)
  let sum = 0
  for (let c = 0; c < scoresC.length; c++) {
    const weight = Math.exp(((scoresC[c] as number) - highest) / temperature)
    probabilitiesC[c] = weight
    sum += weight
  }
  for (let c = 0; c < scoresC.length; c++) probabilitiesC[c] = (probabilitiesC[c] as number) / sum
  return probabilitiesC
}

/**
 * The temperature under which held-out labels are likeliest, found by golden-section search over its logarithm
 * (the likelihood has one top in 1 / temperature).
 * @shape scores [N][C], targets [N]: column of the right label
 */
export function fitTemperature(scores: readonly ArrayLike<number>[], targets: readonly number[]): number {
  const golden = (Math.sqrt(5) - 1) / 2
  const lossAt = (logTemperature: number) => meanLoss(scores, targets, Math.exp(logTemperature))
  let [low, high] = [Math.log(0.01), Math.log(100)]
  for (let step = 0; step < 40; step++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)]
    if (lossAt(left) < lossAt(right)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

// --- Private helpers

function meanLoss(
  scores: readonly ArrayLike<number>[],
  targets: readonly number[],
  temperature: number,
): number {
  let loss = 0
  scores.forEach((scoresC, n) => {
    const probability = calibrate(scoresC, temperature)[targets[n] as number] ?? 0
    loss -= Math.log(Math.max(probability, 1e-12))
  })
  return loss / scores.length
}
