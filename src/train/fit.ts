// Step 8 of 8, the heart: TrainingExamples -> a network. Both paths are fitted on their own and added up.
import type { Features } from '../journey.js'
import type { NetworkWeights } from '../model/network.js'
import { type DirectWeights, fitDirect } from './fit-direct.js'
import { fitHidden, type HiddenWeights } from './fit-hidden.js'

export interface FitOptions {
  readonly seed: number
  /** Number of labels. */
  readonly labels: number
  /** Number of columns of the vocabulary. */
  readonly columns: number
  /** Whether a row is a queue's description rather than a mail. */
  readonly isDescription?: (row: number) => boolean
  readonly onEpoch?: (epoch: number) => void
}

/** A description holds the matter in so many words, without a letter's small talk (docs/experiments/0004). */
const DESCRIPTION_COST = 5
/** How loud the straight lines are beside the hidden path's scores: 4 to 16 are alike (docs/experiments/0002). */
const DIRECT_SCALE = 10

/** Fits the network. Same seed, same engine: same bits. @shape targets: column of the right label, for each row */
export function fitNetwork(
  rows: readonly Features[],
  targets: readonly number[],
  options: FitOptions,
): NetworkWeights {
  const { isDescription = () => false } = options
  const costOf = (row: number) => (isDescription(row) ? DESCRIPTION_COST : 1)
  const direct = fitDirect(rows, targets, { ...options, costOf })
  return joined(fitHidden(rows, targets, options), direct, options)
}

// --- Private helpers

/** Lays the two paths side by side, as the network reads them. */
function joined(
  hidden: HiddenWeights,
  direct: DirectWeights,
  { labels, columns }: FitOptions,
): NetworkWeights {
  const hiddenUnits = hidden.inputBiasH.length
  const width = hiddenUnits + labels
  const inputVK = new Float32Array(columns * width)
  const loudVC = direct.weightsVC.map((weight) => weight * DIRECT_SCALE)
  for (let column = 0; column < columns; column++) {
    inputVK.set(hidden.inputVH.subarray(column * hiddenUnits, (column + 1) * hiddenUnits), column * width)
    inputVK.set(loudVC.subarray(column * labels, (column + 1) * labels), column * width + hiddenUnits)
  }
  const inputBiasK = new Float32Array(width)
  inputBiasK.set(hidden.inputBiasH)
  inputBiasK.set(
    direct.biasC.map((bias, c) => bias * DIRECT_SCALE + (hidden.outputBiasC[c] as number)),
    hiddenUnits,
  )
  return { hiddenUnits, labels, inputVK, inputBiasK, outputHC: hidden.outputHC }
}
