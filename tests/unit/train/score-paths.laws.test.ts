import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { tensorsAlive, useBackend } from '../../../src/model/backend.js'
import { type Mixture, mixtureOf, type PathScores } from '../../../src/model/calibration.js'
import { createRowMatrix, type RowMatrix } from '../../../src/model/kernel/row-matrix.js'
import { createNetwork } from '../../../src/model/network.js'
import { type SparseRows, sparseRowsOf } from '../../../src/model/sparse-rows.js'
import { joinPaths, type Paths } from '../../../src/train/fit.js'
import { createRandom } from '../../../src/train/random.js'
import { scorePaths } from '../../../src/train/score-paths.js'

/** Relative to the sizes of all that is added up: float32 sums in another order, of weights that the mixture is multiplied into beforehand. */
const TOLERANCE = 1e-5

const sizes = fc.record({
  columns: fc.integer({ min: 1, max: 20 }),
  hiddenUnits: fc.integer({ min: 1, max: 24 }),
  labels: fc.integer({ min: 2, max: 9 }),
  /** Weights and biases are drawn from it, between minus and plus `reach`. */
  seed: fc.integer({ min: 1, max: 1e6 }),
  reach: fc.constantFrom(0.01, 1, 30),
})
const cases = sizes.chain((size) =>
  fc.record({
    size: fc.constant(size),
    mails: fc.array(
      fc.dictionary(
        fc.integer({ min: 0, max: size.columns - 1 }).map(String),
        fc.float({ min: -1, max: 1, noNaN: true }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    mixture: fc.record({
      direct: fc.float({ min: 0, max: 4, noNaN: true }),
      hidden: fc.float({ min: 0, max: 4, noNaN: true }),
    }),
  }),
)

type Size = typeof sizes extends fc.Arbitrary<infer Value> ? Value : never

/** Two paths with random weights; `as` is done to each of them. */
function pathsOf({ columns, hiddenUnits, labels, seed, reach }: Size, as: (weight: number) => number): Paths {
  const random = createRandom(seed)
  const numbers = (length: number) => Float32Array.from({ length }, () => as((random() * 2 - 1) * reach))
  const matrix = (width: number): RowMatrix => {
    const rows = createRowMatrix(columns, width)
    for (let column = 0; column < columns; column++) rows.setRow(column, numbers(width))
    return rows
  }
  return {
    direct: { weightsVC: matrix(labels), biasC: numbers(labels) },
    hidden: {
      inputVH: matrix(hiddenUnits),
      inputBiasH: numbers(hiddenUnits),
      outputHC: numbers(hiddenUnits * labels),
      outputBiasC: numbers(labels),
    },
  }
}

const same = (weight: number) => weight

const rowsOf = (mails: readonly Record<string, number>[]) =>
  sparseRowsOf(mails.map((mail) => ({ indices: Object.keys(mail).map(Number), values: Object.values(mail) })))

/** The scores of one mail by the formula at the head of network.ts, in plain double-precision loops. */
function byFormula({ direct, hidden }: Paths, mail: Record<string, number>): PathScores {
  const labels = direct.biasC.length
  const summed = (matrix: Pick<RowMatrix, 'copyRow'>, bias: Float32Array) => {
    const rowW = new Float32Array(bias.length)
    return Object.entries(mail).reduce((sums, [column, value]) => {
      matrix.copyRow(Number(column), rowW)
      return sums.map((sum, at) => sum + value * (rowW[at] ?? 0))
    }, Float64Array.from(bias))
  }
  const inputH = summed(hidden.inputVH, hidden.inputBiasH)
  const hiddenC = Float64Array.from(hidden.outputBiasC, (bias, c) =>
    inputH.reduce((sum, input, h) => sum + Math.max(0, input) * (hidden.outputHC[h * labels + c] ?? 0), bias),
  )
  return { directC: summed(direct.weightsVC, direct.biasC), hiddenC }
}

/** For each mail its scores by formula and the sum of the sizes of all that is added up for them. */
const expectedOf = (size: Size, mails: readonly Record<string, number>[], mixture: Mixture) => {
  const positive = pathsOf(size, Math.abs)
  const paths = pathsOf(size, same)
  return mails.map((mail) => {
    const sizes = Object.fromEntries(Object.entries(mail).map(([column, value]) => [column, Math.abs(value)]))
    return {
      scoresC: mixtureOf(byFormula(paths, mail), mixture),
      addedC: mixtureOf(byFormula(positive, sizes), mixture),
    }
  })
}

describe.each(['wasm', 'cpu'] as const)('on the %s engine', (engine) => {
  beforeAll(() => useBackend(engine))

  const holds = (scoresOf: (paths: Paths, rows: SparseRows, mixture: Mixture) => ArrayLike<number>[]) =>
    fc.assert(
      fc.property(cases, ({ size, mails, mixture }) => {
        const alive = tensorsAlive()
        const given = scoresOf(pathsOf(size, same), rowsOf(mails), mixture)
        expect(tensorsAlive()).toBe(alive)
        expect(given).toHaveLength(mails.length)
        for (const [n, { scoresC, addedC }] of expectedOf(size, mails, mixture).entries()) {
          scoresC.forEach((expected, c) => {
            const difference = Math.abs((given[n]?.[c] ?? Number.NaN) - expected)
            expect(difference).toBeLessThanOrEqual(TOLERANCE * (1e-3 + (addedC[c] ?? 0)))
          })
        }
      }),
    )

  it('the joined network gives the mixture of both paths', () => {
    holds((paths, rows, mixture) => {
      const network = createNetwork(joinPaths(paths, mixture))
      const { scoresNC } = network.forward(rows)
      network.dispose()
      const labels = paths.direct.biasC.length
      return Array.from({ length: rows.count }, (_, n) => scoresNC.subarray(n * labels, (n + 1) * labels))
    })
  })

  it('so do the scores that thresholds are chosen by', () => {
    holds((paths, rows, mixture) => scorePaths(paths, rows).map((scores) => mixtureOf(scores, mixture)))
  })
})

it('many mails are scored in batches, each as if it were alone', async () => {
  await useBackend('wasm')
  const paths = pathsOf({ columns: 3, hiddenUnits: 4, labels: 2, seed: 5, reach: 1 }, same)
  const mails = Array.from({ length: 2001 }, (_, n) => ({ [n % 3]: 1 + (n % 7) }))
  const all = scorePaths(paths, rowsOf(mails))
  expect(all).toHaveLength(2001)
  for (const n of [0, 999, 1000, 1999, 2000]) {
    expect(all[n]).toEqual(scorePaths(paths, rowsOf(mails.slice(n, n + 1)))[0])
  }
})
