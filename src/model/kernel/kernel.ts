// The sparse layer's loops in WebAssembly (rows.wat), each with a memory of its own that is freed with its user.
// Vectors of four do in one step what a loop over numbers does in four, always in the same order: the same numbers give the same bits.
import type { SparseRows } from '../sparse-rows.js'
import { rowsWasm } from './rows-wasm.js'

/** Addresses are byte offsets in the kernel's memory; strides are in bytes. */
type Loop = (
  indices: number,
  values: number,
  count: number,
  weights: number,
  stride: number,
  vector: number,
) => void

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly sum: Loop
  readonly add: Loop
  readonly dot: Loop
  readonly adam: (
    columns: number,
    count: number,
    weights: number,
    means: number,
    gradients: number,
    stride: number,
    variances: number,
    width: number,
    rate: number,
  ) => void
}

/** A stretch of a kernel's memory: its address, and the numbers in it. */
export interface MemoryRegion<Numbers> {
  readonly at: number
  readonly numbers: Numbers
}

export interface Kernel {
  readonly loops: Omit<Exports, 'memory'>
  floats(length: number): MemoryRegion<Float32Array>
  integers(length: number): MemoryRegion<Uint32Array>
}

/** Numbers in a block of the loops: rows are padded to whole blocks. */
const BLOCK = 16
const PAGE_BYTES = 65_536
/** What a WebAssembly memory can hold. */
const MOST_BYTES = 2 ** 32 - PAGE_BYTES

/** The length of a row of `width` numbers with its padding. */
export const strideOf = (width: number): number => Math.ceil(width / BLOCK) * BLOCK

let compiled: WebAssembly.Module | undefined

/** A kernel whose memory holds this many numbers of 4 bytes, all 0. @throws RangeError above 4 GB */
export function createKernel(numbers: number): Kernel {
  const bytes = numbers * 4
  if (bytes > MOST_BYTES) throw new RangeError(`${numbers} weights need more than the 4 GB of a kernel.`)
  compiled ??= new WebAssembly.Module(rowsWasm)
  // The module's exports as rows.wat declares them.
  const { memory, ...loops } = new WebAssembly.Instance(compiled).exports as unknown as Exports
  memory.grow(Math.max(0, Math.ceil(bytes / PAGE_BYTES) - 1))
  let used = 0
  const take = (length: number): number => {
    const at = used
    used += length * 4
    return at
  }
  return {
    loops,
    floats: (length) => {
      const at = take(length)
      return { at, numbers: new Float32Array(memory.buffer, at, length) }
    },
    integers: (length) => {
      const at = take(length)
      return { at, numbers: new Uint32Array(memory.buffer, at, length) }
    },
  }
}

/** Columns of a mail that go into a kernel in one call; a longer mail goes in pieces. */
const SLATE_COLUMNS = 8192

/** Where a mail is kept while the loops read it. */
export interface MailSlate {
  /** Copies row `n` in, one piece at a time, and calls `work` with its addresses; `from` is the piece's offset in the row. */
  each(
    rows: SparseRows,
    n: number,
    work: (indicesAt: number, valuesAt: number, count: number, from: number) => void,
  ): void
  readonly values: Float32Array
}

/** Numbers that a scratch buffer takes of a kernel's memory. */
export const SLATE_NUMBERS = 2 * SLATE_COLUMNS

export function createSlate(kernel: Kernel): MailSlate {
  const indices = kernel.integers(SLATE_COLUMNS)
  const values = kernel.floats(SLATE_COLUMNS)
  return {
    values: values.numbers,
    each(rows, n, work) {
      const end = rows.offsets[n + 1] as number
      for (let from = rows.offsets[n] as number; from < end; from += SLATE_COLUMNS) {
        const count = Math.min(end - from, SLATE_COLUMNS)
        for (let at = 0; at < count; at++) {
          indices.numbers[at] = rows.indices[from + at] as number
          values.numbers[at] = rows.values[from + at] as number
        }
        work(indices.at, values.at, count, from - (rows.offsets[n] as number))
      }
    },
  }
}
