// Steps 3 to 4 of 8: Features -> scores. The network, and the second door to TensorFlow.js; no file is read or written here.
//
//   scores = relu(x * hiddenVH + b) * outputHC + (x * directVC) + b
//
// The input is sparse, some hundred of tens of thousands of columns: its layer is a sum of rows over typed arrays, in order,
// so the same bits on every engine. The dense head runs in TensorFlow.js. (A dense first layer is hopeless: docs/experiments/0002.)
import * as tf from '@tensorflow/tfjs-core'
import type { Features } from '../journey.js'

/** All that is learnt, as plain arrays. V columns, H hidden units, C labels, K = H + C. */
export interface NetworkWeights {
  readonly hiddenUnits: number
  readonly labels: number
  /** @shape [V, K]: a column's hidden part, then its direct part, side by side because they are read together. */
  readonly inputVK: Float32Array
  /** @shape [K] */
  readonly inputBiasK: Float32Array
  /** @shape [H, C] */
  readonly outputHC: Float32Array
}

export interface Forward {
  /** @shape [N][C] */
  readonly scores: readonly Float32Array[]
  /** The hidden layer's input before relu, which the explanation reads. @shape [N][H] */
  readonly hiddenInputs: readonly Float32Array[]
}

export interface Network {
  forward(rows: readonly Features[]): Forward
  dispose(): void
}

/** Rows that go through the head at once: bounds the memory of a large batch. */
const HEAD_ROWS = 1024

/** Puts weights on the current engine. `forward` leaves no tensor behind; `dispose` frees the rest. */
export function createNetwork(weights: NetworkWeights): Network {
  const { hiddenUnits, labels } = weights
  const width = hiddenUnits + labels
  const outputHC = tf.tensor2d(weights.outputHC, [hiddenUnits, labels])

  const headNC = (sumsNK: Float32Array, mails: number): Float32Array =>
    tidied(() => {
      const inputNK = tf.tensor2d(sumsNK, [mails, width])
      const hiddenNH = tf.relu(tf.slice(inputNK, [0, 0], [mails, hiddenUnits]))
      const directNC = tf.slice(inputNK, [0, hiddenUnits], [mails, labels])
      return tf.add(tf.matMul(hiddenNH, outputHC), directNC).dataSync<'float32'>()
    })

  return {
    forward(rows) {
      const scores: Float32Array[] = []
      const hiddenInputs: Float32Array[] = []
      for (let from = 0; from < rows.length; from += HEAD_ROWS) {
        const some = rows.slice(from, from + HEAD_ROWS)
        const sumsNK = sumRows(some, weights.inputVK, weights.inputBiasK)
        const scoresNC = headNC(sumsNK, some.length)
        some.forEach((_, n) => {
          scores.push(scoresNC.slice(n * labels, (n + 1) * labels))
          hiddenInputs.push(sumsNK.subarray(n * width, n * width + hiddenUnits))
        })
      }
      return { scores, hiddenInputs }
    },
    dispose: () => outputHC.dispose(),
  }
}

/**
 * The sparse layer: for each row the sum of its columns' weights, plus the bias.
 * @shape weightsVK [V, K], biasK [K] -> [N, K]
 */
export function sumRows(
  rows: readonly Features[],
  weightsVK: Float32Array,
  biasK: Float32Array,
): Float32Array {
  const width = biasK.length
  const sumsNK = new Float32Array(rows.length * width)
  rows.forEach((row, n) => {
    sumRow(row, weightsVK, biasK, sumsNK.subarray(n * width, (n + 1) * width))
  })
  return sumsNK
}

/** The sparse layer for one mail, into `sumK`. @shape weightsVK [V, K], biasK [K], sumK [K] */
export function sumRow(
  row: Features,
  weightsVK: Float32Array,
  biasK: Float32Array,
  sumK: Float32Array,
): void {
  const { indices, values } = row
  const width = biasK.length
  sumK.set(biasK)
  // Two columns at a time: the sum is read and written half as often.
  const even = indices.length & ~1
  for (let at = 0; at < even; at += 2) {
    const base = (indices[at] as number) * width
    const nextBase = (indices[at + 1] as number) * width
    const value = values[at] as number
    const nextValue = values[at + 1] as number
    for (let k = 0; k < width; k++) {
      sumK[k] =
        (sumK[k] as number) +
        (value * (weightsVK[base + k] as number) + nextValue * (weightsVK[nextBase + k] as number))
    }
  }
  if (even < indices.length) {
    const base = (indices[even] as number) * width
    const value = values[even] as number
    for (let k = 0; k < width; k++) sumK[k] = (sumK[k] as number) + value * (weightsVK[base + k] as number)
  }
}

/** What a batch taught the head: the loss, and the way down for its weights and for what comes in. */
export interface HeadGradient {
  readonly loss: number
  readonly outputHC: Float32Array
  readonly outputBiasC: Float32Array
  /** With respect to the hidden layer's input, before relu. */
  readonly inputNH: Float32Array
}

/**
 * Softmax cross-entropy of a batch through the hidden layer, with its gradient written out:
 * the automatic one of a matrix product is 8 times slower on the WebAssembly engine.
 * @shape inputNH [N, H] before relu; keepNH [N, H] dropout: 0 or 1 / (1 - rate); targetNC [N, C] rows that sum to 1
 */
export function headGradient(batch: {
  readonly inputNH: Float32Array
  readonly keepNH: Float32Array
  readonly targetNC: Float32Array
  readonly outputHC: Float32Array
  readonly outputBiasC: Float32Array
}): HeadGradient {
  const labels = batch.outputBiasC.length
  const hiddenUnits = batch.outputHC.length / labels
  const mails = batch.inputNH.length / hiddenUnits
  return tidied(() => {
    const inputNH = tf.tensor2d(batch.inputNH, [mails, hiddenUnits])
    const keepNH = tf.tensor2d(batch.keepNH, [mails, hiddenUnits])
    const targetNC = tf.tensor2d(batch.targetNC, [mails, labels])
    const outputHC = tf.tensor2d(batch.outputHC, [hiddenUnits, labels])
    const hiddenNH = tf.mul(tf.relu(inputNH), keepNH)
    const scoresNC = tf.add(tf.matMul(hiddenNH, outputHC), tf.tensor1d(batch.outputBiasC))
    const probabilitiesNC = tf.softmax(scoresNC)
    const errorNC = tf.div(tf.sub(probabilitiesNC, targetNC), mails)
    const openNH = tf.mul(keepNH, tf.step(inputNH))
    const likelihoodN = tf.sum(tf.mul(targetNC, tf.log(tf.add(probabilitiesNC, 1e-12))), 1)
    return {
      loss: -(tf.mean(likelihoodN).dataSync<'float32'>()[0] ?? 0),
      outputHC: tf.matMul(hiddenNH, errorNC, true).dataSync<'float32'>(),
      outputBiasC: tf.sum(errorNC, 0).dataSync<'float32'>(),
      inputNH: tf.mul(tf.matMul(errorNC, outputHC, false, true), openNH).dataSync<'float32'>(),
    }
  })
}

// --- Private helpers

/** tf.tidy for plain arrays, past it: it looks for a tensor in every number of what it returns, which costs more than the head. */
function tidied<Result>(work: () => Result): Result {
  const results: Result[] = []
  tf.tidy(() => {
    results.push(work())
  })
  return results[0] as Result
}
