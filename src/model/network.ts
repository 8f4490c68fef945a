// Steps 3 to 4 of 8: Features -> scores. The network, and the second door to TensorFlow.js; no file is read or written here.
//
//   scores = relu(x * hiddenVH + bH) * outputHC + bC + (x * directVC + b)
//
// The input is sparse, a few hundred of tens of thousands of columns: its layer is a sum of rows in order, by our own WebAssembly loop
// (kernel/), so it gives the same bits on every engine. The dense head runs in TensorFlow.js. (A dense first layer is hopeless: docs/experiments/0002.)
import * as tf from '@tensorflow/tfjs-core'
import type { RowMatrix } from './kernel/row-matrix.js'
import type { SparseRows } from './sparse-rows.js'

/** All that is learnt. V columns, H hidden units, C labels, K = H + C. */
export interface NetworkWeights {
  readonly hiddenUnits: number
  readonly labels: number
  /** @shape [V, K]: a column's hidden part, then its direct part, side by side because they are read together. */
  readonly inputVK: RowMatrix
  /** @shape [K] */
  readonly inputBiasK: Float32Array
  /** @shape [H, C] */
  readonly outputHC: Float32Array
  /** @shape [C] */
  readonly outputBiasC: Float32Array
}

export interface Forward {
  /** @shape [N, C] */
  readonly scoresNC: Float32Array
  /** What the sparse layer gave: the hidden layer's input before relu, then the direct scores. @shape [N, K] */
  readonly sumsNK: Float32Array
}

export interface Network {
  forward(rows: SparseRows): Forward
  dispose(): void
}

/** Puts weights on the current engine. `forward` leaves no tensor behind; `dispose` frees the rest. */
export function createNetwork(weights: NetworkWeights): Network {
  const { hiddenUnits, labels, inputVK, inputBiasK } = weights
  const width = hiddenUnits + labels
  const head = createHead(weights)
  return {
    forward(rows) {
      const sumsNK = new Float32Array(rows.count * width)
      const inputNH = new Float32Array(rows.count * hiddenUnits)
      for (let n = 0; n < rows.count; n++) {
        const sumsK = sumsNK.subarray(n * width, (n + 1) * width)
        inputVK.sum(rows, n, inputBiasK, sumsK)
        inputNH.set(sumsK.subarray(0, hiddenUnits), n * hiddenUnits)
      }
      const scoresNC = head.scores(inputNH).slice()
      for (let n = 0; n < rows.count; n++) {
        for (let c = 0; c < labels; c++) {
          const at = n * labels + c
          scoresNC[at] = (scoresNC[at] as number) + (sumsNK[n * width + hiddenUnits + c] as number)
        }
      }
      return { scoresNC, sumsNK }
    },
    dispose: head.dispose,
  }
}

/** The dense part of the network: what the hidden layer's input gives each label. */
export interface Head {
  /** relu(inputNH) * outputHC + bC. Leaves no tensor behind. @shape inputNH [N, H] before relu -> [N, C] */
  scores(inputNH: Float32Array): Float32Array
  dispose(): void
}

/** Puts a head on the current engine: the one formula that training scores by and that predicts. */
export function createHead(weights: Pick<NetworkWeights, 'outputHC' | 'outputBiasC'>): Head {
  const labels = weights.outputBiasC.length
  const hiddenUnits = weights.outputHC.length / labels
  const outputHC = tf.tensor2d(weights.outputHC, [hiddenUnits, labels])
  const outputBiasC = tf.tensor1d(weights.outputBiasC)
  return {
    scores: (inputNH) =>
      tidied(() => {
        const hiddenNH = tf.relu(tf.tensor2d(inputNH, [inputNH.length / hiddenUnits, hiddenUnits]))
        return tf.add(tf.matMul(hiddenNH, outputHC), outputBiasC).dataSync<'float32'>()
      }),
    dispose: () => tf.dispose([outputHC, outputBiasC]),
  }
}

/** The loss of a batch, and its gradient with respect to the head's weights and input. */
export interface HeadGradient {
  readonly loss: number
  readonly outputHC: Float32Array
  readonly outputBiasC: Float32Array
  /** With respect to the hidden layer's input, before relu. */
  readonly inputNH: Float32Array
}

/**
 * Softmax cross-entropy of a batch through the hidden layer, with its gradient written out:
 * the automatic one of a matrix product is 8 times slower on the WebAssembly engine, and a product with a transposed matrix three
 * times slower than transposing first.
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
      outputHC: tf.matMul(tf.transpose(hiddenNH), errorNC).dataSync<'float32'>(),
      outputBiasC: tf.sum(errorNC, 0).dataSync<'float32'>(),
      inputNH: tf.mul(tf.matMul(errorNC, tf.transpose(outputHC)), openNH).dataSync<'float32'>(),
    }
  })
}

// ---------------------------------------------------------------------------------------------------------------

/** tf.tidy, with the result passed around it: it searches every number of a returned array for tensors, which costs more than the head. */
function tidied<Result>(work: () => Result): Result {
  const results: Result[] = []
  tf.tidy(() => {
    results.push(work())
  })
  return results[0] as Result
}
