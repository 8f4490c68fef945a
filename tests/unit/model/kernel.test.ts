import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembled } from '../../../scripts/kernel-text.js'
import { createAdamRows } from '../../../src/model/kernel/adam-rows.js'
import { createRowMatrix } from '../../../src/model/kernel/row-matrix.js'
import { rowsWasm } from '../../../src/model/kernel/rows-wasm.js'
import { sparseRowsOf } from '../../../src/model/sparse-rows.js'
import { createAdam } from '../../../src/train/adam.js'

const value = fc.float({ min: -4, max: 4, noNaN: true })
/** A matrix, and a mail that picks some of its rows. */
const cases = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), width: fc.integer({ min: 1, max: 40 }) })
  .chain(({ rows, width }) =>
    fc.record({
      width: fc.constant(width),
      weights: fc.array(fc.array(value, { minLength: width, maxLength: width }), {
        minLength: rows,
        maxLength: rows,
      }),
      mail: fc.dictionary(fc.integer({ min: 0, max: rows - 1 }).map(String), value),
      vector: fc.array(value, { minLength: width, maxLength: width }),
    }),
  )

const rowOf = (mail: Record<string, number>) =>
  sparseRowsOf([
    { indices: [], values: [] },
    { indices: Object.keys(mail).map(Number), values: Object.values(mail) },
  ])

const matrixOf = (weights: number[][], width: number) => {
  const matrix = createRowMatrix(weights.length, width)
  weights.forEach((row, at) => {
    matrix.setRow(at, row)
  })
  return matrix
}

it('the bytes are those of rows.wat', async () => {
  const text = readFileSync(new URL('../../../src/model/kernel/rows.wat', import.meta.url), 'utf8')
  expect(Buffer.from(await assembled(text)).equals(rowsWasm)).toBe(true)
})

describe('a row matrix', () => {
  it('sums the rows of a mail onto the bias', () => {
    fc.assert(
      fc.property(cases, ({ width, weights, mail, vector }) => {
        const into = new Float32Array(width)
        matrixOf(weights, width).sum(rowOf(mail), 1, vector, into)
        into.forEach((sum, k) => {
          const expected = Object.entries(mail).reduce(
            (total, [column, times]) => total + times * (weights[Number(column)]?.[k] ?? 0),
            vector[k] ?? 0,
          )
          expect(sum).toBeCloseTo(expected, 3)
        })
      }),
    )
  })

  it('adds to the rows of a mail and to no other', () => {
    fc.assert(
      fc.property(cases, ({ width, weights, mail, vector }) => {
        const matrix = matrixOf(weights, width)
        matrix.add(rowOf(mail), 1, vector)
        const into = new Float32Array(width)
        weights.forEach((row, at) => {
          matrix.copyRow(at, into)
          const times = mail[String(at)] ?? 0
          into.forEach((weight, k) => {
            expect(weight).toBeCloseTo((row[k] ?? 0) + times * (vector[k] ?? 0), 3)
          })
        })
      }),
    )
  })

  it('multiplies the rows of a mail with a slope', () => {
    fc.assert(
      fc.property(cases, ({ width, weights, mail, vector }) => {
        const rows = rowOf(mail)
        const into = new Float32Array(rows.indices.length)
        matrixOf(weights, width).dot(rows, 1, vector, into)
        into.forEach((product, at) => {
          const row = weights[rows.indices[at] as number] ?? []
          const expected = row.reduce((sum, weight, k) => sum + weight * (vector[k] ?? 0), 0)
          expect(product).toBeCloseTo(expected, 2)
        })
      }),
    )
  })

  it('takes a mail of more columns than go in at once', () => {
    const columns = 20_000
    const matrix = createRowMatrix(columns, 1)
    for (let row = 0; row < columns; row++) matrix.setRow(row, [1])
    const rows = sparseRowsOf([
      {
        indices: Uint32Array.from({ length: columns }, (_, at) => at),
        values: new Float32Array(columns).fill(1),
      },
    ])
    const into = new Float32Array(1)
    matrix.sum(rows, 0, [0], into)
    expect(into[0]).toBe(columns)
    const products = new Float32Array(columns)
    matrix.dot(rows, 0, [2], products)
    expect(new Set(products)).toEqual(new Set([2]))
  })

  it('says so when it would not fit into its memory', () => {
    expect(() => createRowMatrix(20_000_000, 100)).toThrow(RangeError)
  })
})

it('rows that learn by Adam move as the dense rule moves them', () => {
  const [width, rate] = [5, 0.01]
  const sparse = createAdamRows(3, width, () => 0.5)
  const dense = new Float32Array(width).fill(0.5)
  const move = createAdam(dense, width)
  const rows = sparseRowsOf([{ indices: [1], values: [2] }])
  for (let step = 0; step < 20; step++) {
    const gradient = Float32Array.from({ length: width }, (_, k) => Math.sin(step + k))
    sparse.descend(rows, 0, gradient)
    sparse.step(rate)
    move(
      gradient.map((slope) => slope * 2),
      rate,
    )
  }
  const learnt = new Float32Array(width)
  sparse.copyRow(1, learnt)
  learnt.forEach((weight, k) => {
    expect(weight).toBeCloseTo(dense[k] as number, 4)
  })
  sparse.copyRow(0, learnt)
  expect([...learnt]).toEqual(new Array(width).fill(0.5))
})
