// A sparse layer that learns by Adam: a step touches only the rows of a batch's columns.
import type { SparseRows } from '../sparse-rows.js'
import { createKernel, strideOf } from './kernel.js'
import { createRowStore, type RowStore, storeNumbers } from './row-store.js'

export interface AdamRows extends Pick<RowStore, 'copyRow' | 'sum'> {
  /** Adds the contribution of row `n` to the gradient. @shape gradient [width] of the sums */
  descend(rows: SparseRows, n: number, gradient: ArrayLike<number>): void
  /** Moves all rows that have a gradient since the last step. @units rate: learning rate with Adam's bias correction */
  step(rate: number): void
}

/**
 * Adam with one second moment per row instead of one per weight (one root and one division per row, at the same accuracy: docs/experiments/0002),
 * in its lazy form: the moments of a row change only when it is touched.
 * @source Kingma and Ba 2015
 * @throws RangeError when the layer would not fit into 4 GB
 */
export function createAdamRows(rows: number, width: number, start: () => number): AdamRows {
  const stride = strideOf(width)
  const kernel = createKernel(storeNumbers(rows, width) + 2 * rows * stride + 2 * rows)
  const store = createRowStore(kernel, rows, width)
  const { scratch, at: weightsAt, strideBytes, copyRow, sum } = store
  const means = kernel.floats(rows * stride)
  const gradients = kernel.floats(rows * stride)
  const variances = kernel.floats(rows)
  const touched = kernel.integers(rows)
  const isTouched = new Uint8Array(rows)
  let count = 0
  const startK = new Float32Array(width)
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < width; k++) startK[k] = start()
    store.setRow(row, startK)
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
    ...{ copyRow, sum },
    descend(mails, n, gradient) {
      const gradientAt = store.load(gradient)
      touch(mails, n)
      scratch.each(mails, n, (indicesAt, valuesAt, columns) =>
        kernel.loops.add(indicesAt, valuesAt, columns, gradients.at, strideBytes, gradientAt),
      )
    },
    step(rate) {
      kernel.loops.adam(
        touched.at,
        count,
        weightsAt,
        means.at,
        gradients.at,
        strideBytes,
        variances.at,
        width,
        rate,
      )
      for (let at = 0; at < count; at++) isTouched[touched.numbers[at] as number] = 0
      count = 0
    },
  }
}
