// A matrix whose rows are picked by sparse mails: the sparse layer of the network.
import type { SparseRows } from '../sparse-rows.js'
import { createKernel } from './kernel.js'
import { createRowStore, type RowStore, storeNumbers } from './row-store.js'

export interface RowMatrix extends Pick<RowStore, 'width' | 'setRow' | 'copyRow' | 'sum'> {
  readonly rows: number
  /** Adds value x `by` to the weights of each column of row `n`. @shape by [width] */
  add(rows: SparseRows, n: number, by: ArrayLike<number>): void
  /** For each column of row `n` the product of its weights with `slope`. @shape slope [width], into [columns of the row] */
  dot(rows: SparseRows, n: number, slope: ArrayLike<number>, into: Float32Array): void
}

/** A matrix of zeros. @throws RangeError when it would not fit into 4 GB */
export function createRowMatrix(rows: number, width: number): RowMatrix {
  const kernel = createKernel(storeNumbers(rows, width))
  const store = createRowStore(kernel, rows, width)
  const { scratch, at: weightsAt, strideBytes, setRow, copyRow, sum } = store
  return {
    ...{ rows, width, setRow, copyRow, sum },
    add(mails, n, by) {
      const byAt = store.load(by)
      scratch.each(mails, n, (indicesAt, valuesAt, count) =>
        kernel.loops.add(indicesAt, valuesAt, count, weightsAt, strideBytes, byAt),
      )
    },
    dot(mails, n, slope, into) {
      const slopeAt = store.load(slope)
      scratch.each(mails, n, (indicesAt, valuesAt, count, from) => {
        kernel.loops.dot(indicesAt, valuesAt, count, weightsAt, strideBytes, slopeAt)
        for (let at = 0; at < count; at++) into[from + at] = scratch.values[at] as number
      })
    },
  }
}
