// The hidden path of the network: one layer with dropout, softmax, Adam. The head's gradient is TensorFlow.js's work, the sparse
// layer's is spread over the rows that the batch's mails hold.
import type { Features } from '../journey.js'
import { headGradient, sumRows } from '../model/network.js'
import { createAdam } from './adam.js'
import { createRandom, type Random, shuffled } from './random.js'
import { createRowGradient } from './row-gradient.js'

export interface HiddenWeights {
  /** @shape [V, H] */
  readonly inputVH: Float32Array
  /** @shape [H] */
  readonly inputBiasH: Float32Array
  /** @shape [H, C] */
  readonly outputHC: Float32Array
  /** @shape [C] */
  readonly outputBiasC: Float32Array
}

export interface HiddenOptions {
  readonly seed: number
  readonly labels: number
  readonly columns: number
  readonly units?: number
  readonly epochs?: number
  readonly learningRate?: number
  /** Share of hidden units left out for each mail, [0, 1). */
  readonly dropout?: number
  readonly batchMails?: number
  readonly onEpoch?: (epoch: number, loss: number) => void
}

/** Fits the hidden path. Same seed, same engine: same bits. @shape targets: column of the right label, for each row */
export function fitHidden(
  rows: readonly Features[],
  targets: readonly number[],
  options: HiddenOptions,
): HiddenWeights {
  const { epochs = 9, batchMails = 64, learningRate = 0.004 } = options
  const random = createRandom(options.seed)
  const weights = startingWeights(options, random)
  const step = createStep(weights, { learningRate, dropout: options.dropout ?? 0.5, random })
  const order = rows.map((_, n) => n)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let loss = 0
    const mails = shuffled(order, random)
    for (let from = 0; from < mails.length; from += batchMails) {
      const batch = mails.slice(from, from + batchMails)
      loss +=
        batch.length *
        step(
          batch.map((n) => rows[n] as Features),
          batch.map((n) => targets[n] as number),
        )
    }
    options.onEpoch?.(epoch, loss / rows.length)
  }
  return weights
}

// --- Private helpers

/** Uniform starts: the input layer as for rows of length 1, the output by Glorot. */
function startingWeights({ columns, labels, units = 64 }: HiddenOptions, random: Random): HiddenWeights {
  const uniform = (length: number, limit: number) => {
    const values = new Float32Array(length)
    for (let at = 0; at < length; at++) values[at] = (random() * 2 - 1) * limit
    return values
  }
  return {
    inputVH: uniform(columns * units, 0.05),
    inputBiasH: new Float32Array(units),
    outputHC: uniform(units * labels, Math.sqrt(6 / (units + labels))),
    outputBiasC: new Float32Array(labels),
  }
}

type Step = (rows: readonly Features[], targets: readonly number[]) => number

function createStep(
  weights: HiddenWeights,
  { learningRate, dropout, random }: { learningRate: number; dropout: number; random: Random },
): Step {
  const { inputVH, inputBiasH, outputHC, outputBiasC } = weights
  const units = inputBiasH.length
  const rowGradient = createRowGradient(inputVH.length / units, units)
  const labels = outputBiasC.length
  const adamInput = createAdam(inputVH, { width: units, learningRate })
  const adamInputBias = createAdam(inputBiasH, { width: units, learningRate })
  const adamOutput = createAdam(outputHC, { width: labels, learningRate })
  const adamOutputBias = createAdam(outputBiasC, { width: labels, learningRate })
  return (rows, targets) => {
    const inputNH = sumRows(rows, inputVH, inputBiasH)
    const keepNH = new Float32Array(inputNH.length)
    for (let at = 0; at < keepNH.length; at++) keepNH[at] = random() < dropout ? 0 : 1 / (1 - dropout)
    const targetNC = oneHot(targets, labels)
    const gradient = headGradient({ inputNH, keepNH, targetNC, outputHC, outputBiasC })
    for (const adam of [adamInput, adamInputBias, adamOutput, adamOutputBias]) adam.nextStep()
    for (let h = 0; h < units; h++) adamOutput.update(h, gradient.outputHC, h * labels)
    adamOutputBias.update(0, gradient.outputBiasC, 0)
    adamInputBias.update(0, columnSums(gradient.inputNH, units), 0)
    const { columns, gradientRH } = rowGradient.spread(rows, gradient.inputNH)
    for (let r = 0; r < columns.length; r++) adamInput.update(columns[r] as number, gradientRH, r * units)
    return gradient.loss
  }
}

function oneHot(targets: readonly number[], labels: number): Float32Array {
  const targetNC = new Float32Array(targets.length * labels)
  targets.forEach((target, n) => {
    targetNC[n * labels + target] = 1
  })
  return targetNC
}

function columnSums(valuesNH: Float32Array, units: number): Float32Array {
  const sumH = new Float32Array(units)
  for (let at = 0; at < valuesNH.length; at++) {
    sumH[at % units] = (sumH[at % units] as number) + (valuesNH[at] as number)
  }
  return sumH
}
