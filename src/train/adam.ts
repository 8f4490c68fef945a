// Adam for the small dense arrays of the head; the sparse layer has its own in src/model/kernel/adam-rows.ts, by the same rule.

const [DECAY_1, DECAY_2, EPSILON] = [0.9, 0.999, 1e-7]

/** The learning rate of a step with Adam's bias correction. @units step: 1 for the first */
export const adamRate = (step: number, learningRate: number): number =>
  (learningRate * Math.sqrt(1 - DECAY_2 ** step)) / (1 - DECAY_1 ** step)

/**
 * A function that moves the weights against a gradient: Adam with one second moment a row instead of one a weight.
 * @shape weights, gradient [rows, width]
 * @source Kingma and Ba 2015
 */
export function createAdam(
  weights: Float32Array,
  width: number,
): (gradient: Float32Array, rate: number) => void {
  const means = new Float32Array(weights.length)
  const variances = new Float64Array(weights.length / width)
  return (gradient, rate) => {
    for (let row = 0; row < variances.length; row++) {
      const [from, to] = [row * width, (row + 1) * width]
      let squares = 0
      for (let at = from; at < to; at++) squares += (gradient[at] as number) ** 2
      const variance = DECAY_2 * (variances[row] as number) + (1 - DECAY_2) * (squares / width)
      variances[row] = variance
      const by = rate / (Math.sqrt(variance) + EPSILON)
      for (let at = from; at < to; at++) {
        const mean = DECAY_1 * (means[at] as number) + (1 - DECAY_1) * (gradient[at] as number)
        means[at] = mean
        weights[at] = (weights[at] as number) - by * mean
      }
    }
  }
}
