// A matrix whose rows are picked by sparse mails: the sparse layer of the network.
import type { SparseRows } from '../sparse-rows.js'
import { createKernel, createSlate, SLATE_NUMBERS, strideOf } from './kernel.js'

export interface RowMatrix {
  readonly rows: number
  readonly width: number
  setRow(row: number, values: ArrayLike<number>): void
  /** @shape into [width] */
  copyRow(row: number, into: Float32Array): void
  /** into = bias + sum over the columns of row `n` of value x weights. @shape bias [width], into [width] */
  sum(rows: SparseRows, n: number, bias: ArrayLike<number>, into: Float32Array): void
  /** The weights of each column of row `n` grow by value x `by`. @shape by [width] */
  add(rows: SparseRows, n: number, by: ArrayLike<number>): void
  /** For each column of row `n` the product of its weights with `slope`. @shape slope [width], into [columns of the row] */
  dot(rows: SparseRows, n: number, slope: ArrayLike<number>, into: Float32Array): void
}

/** A matrix of zeros. @throws RangeError when it would not fit into 4 GB */
export function createRowMatrix(rows: number, width: number): RowMatrix {
  const stride = strideOf(width)
  const kernel = createKernel(rows * stride + stride + SLATE_NUMBERS)
  const slate = createSlate(kernel)
  const vector = kernel.floats(stride)
  const weights = kernel.floats(rows * stride)
  const load = (values: ArrayLike<number>): void => {
    for (let k = 0; k < width; k++) vector.numbers[k] = values[k] as number
  }
  return {
    rows,
    width,
    setRow(row, values) {
      for (let k = 0; k < width; k++) weights.numbers[row * stride + k] = values[k] as number
    },
    copyRow(row, into) {
      for (let k = 0; k < width; k++) into[k] = weights.numbers[row * stride + k] as number
    },
    sum(mails, n, bias, into) {
      load(bias)
      slate.each(mails, n, (indicesAt, valuesAt, count) =>
        kernel.loops.sum(indicesAt, valuesAt, count, weights.at, stride * 4, vector.at),
      )
      for (let k = 0; k < width; k++) into[k] = vector.numbers[k] as number
    },
    add(mails, n, by) {
      load(by)
      slate.each(mails, n, (indicesAt, valuesAt, count) =>
        kernel.loops.add(indicesAt, valuesAt, count, weights.at, stride * 4, vector.at),
      )
    },
    dot(mails, n, slope, into) {
      load(slope)
      slate.each(mails, n, (indicesAt, valuesAt, count, from) => {
        kernel.loops.dot(indicesAt, valuesAt, count, weights.at, stride * 4, vector.at)
        for (let at = 0; at < count; at++) into[from + at] = slate.values[at] as number
      })
    },
  }
}
