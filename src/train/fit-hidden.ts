// The hidden path of the network: one layer with dropout, softmax, Adam. TensorFlow.js computes the head's gradient; the
// sparse layer's is spread over the rows of the columns that the batch's mails have.
import { type AdamRows, createAdamRows } from '../model/kernel/adam-rows.js'
import { headGradient } from '../model/network.js'
import type { SparseRows } from '../model/sparse-rows.js'
import { adamRate, createAdam } from './adam.js'
import { createRandom, type Random, shuffled } from './random.js'

export interface HiddenWeights {
  /** @shape [V, H] */
  readonly inputVH: Pick<AdamRows, 'sum' | 'copyRow'>
  /** @shape [H] */
  readonly inputBiasH: Float32Array
  /** @shape [H, C] */
  readonly outputHC: Float32Array
  /** @shape [C] */
  readonly outputBiasC: Float32Array
}

export interface HiddenPath extends HiddenWeights {
  /** Learns from some of the rows, given by their indices; what was learnt before is kept. @returns the mean loss of the last epoch */
  learn(members: Uint32Array, epochs: number): number
}

export interface HiddenOptions {
  readonly seed: number
  readonly labels: number
  readonly columns: number
  readonly units?: number
  readonly learningRate?: number
  /** Share of hidden units left out for each mail, [0, 1). */
  readonly dropout?: number
  readonly batchMails?: number
}

/** An untrained path. Same seed, same engine: same bits. @shape targets: column of the right label, for each row */
export function createHidden(
  rows: SparseRows,
  targets: ArrayLike<number>,
  options: HiddenOptions,
): HiddenPath {
  const { batchMails = 128 } = options
  const random = createRandom(options.seed)
  const weights = startingWeights(options, random)
  const step = createStep(weights, rows, targets, { ...options, random })
  const learnAll = (order: Uint32Array): number => {
    let loss = 0
    for (let from = 0; from < order.length; from += batchMails) {
      const batch = order.subarray(from, from + batchMails)
      loss += batch.length * step(batch)
    }
    return loss / order.length
  }
  return {
    ...weights,
    learn(members, epochs) {
      let loss = 0
      for (let epoch = 0; epoch < epochs; epoch++) loss = learnAll(shuffled(members, random))
      return loss
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface LearningWeights extends HiddenWeights {
  readonly inputVH: AdamRows
}

/** Uniform initial weights: the input layer's for rows of length 1, the output's by Glorot. */
function startingWeights({ columns, labels, units = 64 }: HiddenOptions, random: Random): LearningWeights {
  const uniform = (limit: number) => (random() * 2 - 1) * limit
  const outputLimit = Math.sqrt(6 / (units + labels))
  return {
    inputVH: createAdamRows(columns, units, () => uniform(0.05)),
    inputBiasH: new Float32Array(units),
    outputHC: Float32Array.from({ length: units * labels }, () => uniform(outputLimit)),
    outputBiasC: new Float32Array(labels),
  }
}

/** One step on some of the rows, given by their indices; returns their mean loss. */
type Step = (batch: Uint32Array) => number

function createStep(
  { inputVH, inputBiasH, outputHC, outputBiasC }: LearningWeights,
  rows: SparseRows,
  targets: ArrayLike<number>,
  {
    learningRate = 0.006,
    dropout = 0.5,
    random,
  }: Pick<HiddenOptions, 'learningRate' | 'dropout'> & { random: Random },
): Step {
  const units = inputBiasH.length
  const labels = outputBiasC.length
  const adamInputBias = createAdam(inputBiasH, units)
  const adamOutput = createAdam(outputHC, labels)
  const adamOutputBias = createAdam(outputBiasC, labels)
  let steps = 0
  return (batch) => {
    const inputNH = new Float32Array(batch.length * units)
    const targetNC = new Float32Array(batch.length * labels)
    batch.forEach((row, n) => {
      inputVH.sum(rows, row, inputBiasH, inputNH.subarray(n * units, (n + 1) * units))
      targetNC[n * labels + (targets[row] as number)] = 1
    })
    const keepNH = dropoutMask(inputNH.length, dropout, random)
    const gradient = headGradient({ inputNH, keepNH, targetNC, outputHC, outputBiasC })
    batch.forEach((row, n) => {
      inputVH.descend(rows, row, gradient.inputNH.subarray(n * units, (n + 1) * units))
    })
    const rate = adamRate(++steps, learningRate)
    inputVH.step(rate)
    adamInputBias(columnSums(gradient.inputNH, units), rate)
    adamOutput(gradient.outputHC, rate)
    adamOutputBias(gradient.outputBiasC, rate)
    return gradient.loss
  }
}

/** 0 for a unit that is left out, else the factor that compensates. One random number serves four units, 8 bits each. */
function dropoutMask(length: number, dropout: number, random: Random): Float32Array {
  const mask = new Float32Array(length)
  const limit = dropout * 256
  const kept = 1 / (1 - dropout)
  let bits = 0
  for (let at = 0; at < length; at++) {
    bits = at % 4 === 0 ? Math.floor(random() * 2 ** 32) : bits >>> 8
    mask[at] = (bits & 255) < limit ? 0 : kept
  }
  return mask
}

function columnSums(valuesNH: Float32Array, units: number): Float32Array {
  const sumH = new Float32Array(units)
  for (let at = 0; at < valuesNH.length; at++) {
    sumH[at % units] = (sumH[at % units] as number) + (valuesNH[at] as number)
  }
  return sumH
}
