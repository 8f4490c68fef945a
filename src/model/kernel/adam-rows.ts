// A sparse layer that learns by Adam: a step touches only the rows of a batch's columns.
import type { SparseRows } from '../sparse-rows.js'
import { createKernel, createSlate, SLATE_NUMBERS, strideOf } from './kernel.js'

export interface AdamRows {
  /** into = bias + sum over the columns of row `n`. @shape bias, into [width] */
  sum(rows: SparseRows, n: number, bias: ArrayLike<number>, into: Float32Array): void
  /** Adds to the gradient what row `n` hands down. @shape gradient [width] of the sums */
  descend(rows: SparseRows, n: number, gradient: ArrayLike<number>): void
  /** Moves all rows that have a gradient since the last step. @units rate: learning rate with Adam's bias correction */
  step(rate: number): void
  /** @shape into [width] */
  copyRow(row: number, into: Float32Array): void
}

/**
 * Adam with one second moment a row instead of one a weight (a root and a division a row, at the same accuracy: docs/experiments/0002),
 * in its lazy form: the moments of a row move only when it is touched.
 * @source Kingma and Ba 2015
 * @throws RangeError when the layer would not fit into 4 GB
 */
export function createAdamRows(rows: number, width: number, start: () => number): AdamRows {
  const stride = strideOf(width)
  const kernel = createKernel(3 * rows * stride + 2 * rows + stride + SLATE_NUMBERS)
  const slate = createSlate(kernel)
  const vector = kernel.floats(stride)
  const weights = kernel.floats(rows * stride)
  const means = kernel.floats(rows * stride)
  const gradients = kernel.floats(rows * stride)
  const variances = kernel.floats(rows)
  const touched = kernel.integers(rows)
  const isTouched = new Uint8Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < width; k++) weights.numbers[row * stride + k] = start()
  }
  const load = (values: ArrayLike<number>): void => {
    for (let k = 0; k < width; k++) vector.numbers[k] = values[k] as number
  }
  const touch = ({ offsets, indices }: SparseRows, n: number): void => {
    for (let at = offsets[n] as number; at < (offsets[n + 1] as number); at++) {
      const column = indices[at] as number
      if (isTouched[column] === 1) continue
      isTouched[column] = 1
      touched.numbers[count++] = column
    }
  }
  return {
    sum(mails, n, bias, into) {
      load(bias)
      slate.each(mails, n, (indicesAt, valuesAt, columns) =>
        kernel.loops.sum(indicesAt, valuesAt, columns, weights.at, stride * 4, vector.at),
      )
      for (let k = 0; k < width; k++) into[k] = vector.numbers[k] as number
    },
    descend(mails, n, gradient) {
      load(gradient)
      touch(mails, n)
      slate.each(mails, n, (indicesAt, valuesAt, columns) =>
        kernel.loops.add(indicesAt, valuesAt, columns, gradients.at, stride * 4, vector.at),
      )
    },
    step(rate) {
      kernel.loops.adam(
        touched.at,
        count,
        weights.at,
        means.at,
        gradients.at,
        stride * 4,
        variances.at,
        width,
        rate,
      )
      for (let at = 0; at < count; at++) isTouched[touched.numbers[at] as number] = 0
      count = 0
    },
    copyRow(row, into) {
      for (let k = 0; k < width; k++) into[k] = weights.numbers[row * stride + k] as number
    },
  }
}
