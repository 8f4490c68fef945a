// Adam on typed arrays, where a step may touch only some rows of a matrix: the mails of a batch hold a few thousand of its columns.

export interface Adam {
  /** Starts the next step: the bias correction counts steps. */
  nextStep(): void
  /** Moves `weights[offset + i]` against `gradient[i]` for every i; rows that are never named stay as they are. */
  update(offset: number, gradient: Float32Array): void
}

/** @source Kingma and Ba 2015; in its lazy form: the moments of a row move only when the row is touched. */
export function createAdam(weights: Float32Array, options: { readonly learningRate: number }): Adam {
  const [decay1, decay2, epsilon] = [0.9, 0.999, 1e-7]
  const mean = new Float32Array(weights.length)
  const variance = new Float32Array(weights.length)
  let step = 0
  let rate = 0
  return {
    nextStep() {
      step++
      rate = (options.learningRate * Math.sqrt(1 - decay2 ** step)) / (1 - decay1 ** step)
    },
    update(offset, gradient) {
      for (let i = 0; i < gradient.length; i++) {
        const at = offset + i
        const slope = gradient[i] as number
        const m = decay1 * (mean[at] as number) + (1 - decay1) * slope
        const v = decay2 * (variance[at] as number) + (1 - decay2) * slope * slope
        mean[at] = m
        variance[at] = v
        weights[at] = (weights[at] as number) - (rate * m) / (Math.sqrt(v) + epsilon)
      }
    },
  }
}
