// Many sparse rows in three flat arrays (compressed sparse rows): a million mails are three objects, not three million.

export interface SparseRows {
  readonly count: number
  /** Where each row begins, and after the last where it ends. @shape [count + 1] */
  readonly offsets: Uint32Array
  /** Column numbers, ascending within a row. */
  readonly indices: Uint32Array
  /** Same length as `indices`. */
  readonly values: Float32Array
}

export interface SparseRowsBuilder {
  /** Appends a row; both arrays are copied. */
  add(row: { readonly indices: ArrayLike<number>; readonly values: ArrayLike<number> }): void
  /** What was added so far. The builder is not used afterwards. */
  done(): SparseRows
}

/** @param isShared whether another thread reads the rows in place, without a copy of its own */
export function createSparseRows({ isShared = false } = {}): SparseRowsBuilder {
  const room = (length: number): ArrayBufferLike =>
    isShared ? new SharedArrayBuffer(length * 4) : new ArrayBuffer(length * 4)
  let offsets = new Uint32Array(room(1025))
  let indices = new Uint32Array(room(65_536))
  let values = new Float32Array(room(65_536))
  let count = 0
  let used = 0
  return {
    add(row) {
      const length = row.indices.length
      if (used + length > indices.length) {
        const longer = Math.max(used + length, Math.ceil(indices.length * 1.5))
        indices = grown(indices, new Uint32Array(room(longer)))
        values = grown(values, new Float32Array(room(longer)))
      }
      if (count + 2 > offsets.length) offsets = grown(offsets, new Uint32Array(room(offsets.length * 2)))
      for (let at = 0; at < length; at++) {
        indices[used + at] = row.indices[at] as number
        values[used + at] = row.values[at] as number
      }
      used += length
      offsets[++count] = used
    },
    done: () => ({
      count,
      offsets: offsets.subarray(0, count + 1),
      indices: indices.subarray(0, used),
      values: values.subarray(0, used),
    }),
  }
}

/** The rows of features that come one at a time. */
export function sparseRowsOf(
  rows: Iterable<{ readonly indices: ArrayLike<number>; readonly values: ArrayLike<number> }>,
): SparseRows {
  const builder = createSparseRows()
  for (const row of rows) builder.add(row)
  return builder.done()
}

// ---------------------------------------------------------------------------------------------------------------

function grown<Numbers extends Uint32Array | Float32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from)
  return into
}
