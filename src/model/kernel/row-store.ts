// Rows of weights in a kernel's memory, and what every user of them needs: writing them, reading them, and summing them for a mail.
import type { SparseRows } from '../sparse-rows.js'
import { createSlate, type Kernel, type MailSlate, SLATE_NUMBERS, strideOf } from './kernel.js'

export interface RowStore {
  readonly width: number
  readonly strideBytes: number
  /** Byte address of the weights. */
  readonly at: number
  readonly scratch: MailSlate
  /** Copies a vector to where the loops read it, padded to a stride. @shape values [width] @returns its byte address */
  load(values: ArrayLike<number>): number
  setRow(row: number, values: ArrayLike<number>): void
  /** @shape into [width] */
  copyRow(row: number, into: Float32Array): void
  /** into = bias + sum over the columns of row `n` of value x weights. @shape bias [width], into [width] */
  sum(rows: SparseRows, n: number, bias: ArrayLike<number>, into: Float32Array): void
}

/** Numbers that a store takes of its kernel's memory. */
export const storeNumbers = (rows: number, width: number): number =>
  (rows + 1) * strideOf(width) + SLATE_NUMBERS

export function createRowStore(kernel: Kernel, rows: number, width: number): RowStore {
  const stride = strideOf(width)
  const scratch = createSlate(kernel)
  const vector = kernel.floats(stride)
  const weights = kernel.floats(rows * stride)
  const load = (values: ArrayLike<number>): number => {
    for (let k = 0; k < width; k++) vector.numbers[k] = values[k] as number
    return vector.at
  }
  return {
    ...{ width, strideBytes: stride * 4, at: weights.at, scratch, load },
    setRow(row, values) {
      for (let k = 0; k < width; k++) weights.numbers[row * stride + k] = values[k] as number
    },
    copyRow(row, into) {
      for (let k = 0; k < width; k++) into[k] = weights.numbers[row * stride + k] as number
    },
    sum(mails, n, bias, into) {
      load(bias)
      scratch.each(mails, n, (indicesAt, valuesAt, count) =>
        kernel.loops.sum(indicesAt, valuesAt, count, weights.at, stride * 4, vector.at),
      )
      for (let k = 0; k < width; k++) into[k] = vector.numbers[k] as number
    },
  }
}
