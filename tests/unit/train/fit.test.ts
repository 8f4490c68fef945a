import { beforeAll, describe, expect, it } from 'vitest'
import type { Features } from '../../../src/journey.js'
import { useBackend } from '../../../src/model/backend.js'
import { headGradient, sumRows } from '../../../src/model/network.js'
import { fitDirect } from '../../../src/train/fit-direct.js'
import { createRandom, shuffled } from '../../../src/train/random.js'
import { createRowGradient } from '../../../src/train/row-gradient.js'

const row = (entries: Record<number, number>): Features => ({
  indices: Uint32Array.from(Object.keys(entries), Number),
  values: Float32Array.from(Object.values(entries)),
  unknownShare: 0,
})

beforeAll(async () => {
  await useBackend('wasm')
})

describe('the sparse layer', () => {
  it('is the bias plus value times weights of each column', () => {
    const sums = sumRows(
      [row({ 0: 2, 2: 1 }), row({})],
      Float32Array.of(1, 2, 3, 4, 5, 6),
      Float32Array.of(10, 20),
    )
    expect([...sums]).toEqual([17, 30, 10, 20])
  })

  it('hands its gradient to the columns that were there, and forgets it for the next batch', () => {
    const gradient = createRowGradient(3, 2)
    gradient.spread([row({ 1: 9 })], Float32Array.of(1, 1))
    const { columns, gradientRH } = gradient.spread(
      [row({ 2: 2 }), row({ 0: 1, 2: 1 })],
      Float32Array.of(1, 2, 3, 4),
    )
    expect([...columns]).toEqual([2, 0])
    expect([...gradientRH]).toEqual([5, 8, 3, 4])
  })
})

describe('the head', () => {
  const random = createRandom(3)
  const batch = {
    inputNH: Float32Array.from({ length: 6 }, () => random() * 2 - 0.7),
    keepNH: Float32Array.of(2, 0, 2, 2, 2, 0),
    targetNC: Float32Array.of(1, 0, 0, 1),
    outputHC: Float32Array.from({ length: 6 }, () => random() - 0.5),
    outputBiasC: Float32Array.of(0.1, -0.2),
  }

  it.each(['inputNH', 'outputHC', 'outputBiasC'] as const)(
    'has the gradient that small steps of %s measure',
    (name) => {
      const gradient = headGradient(batch)
      const step = 1e-2
      const measured = [...batch[name]].map((_, at) => {
        const moved = (by: number) =>
          headGradient({ ...batch, [name]: batch[name].map((value, i) => (i === at ? value + by : value)) })
            .loss
        return (moved(step) - moved(-step)) / (2 * step)
      })
      measured.forEach((slope, at) => {
        expect(gradient[name][at]).toBeCloseTo(slope, 3)
      })
    },
  )
})

it('the direct path puts separable mails on their own side', () => {
  const rows = [row({ 0: 1 }), row({ 1: 1 }), row({ 0: 1, 2: 0.5 }), row({ 1: 1, 2: 0.5 })]
  const { weightsVC, biasC } = fitDirect(rows, [0, 1, 0, 1], { seed: 1, labels: 2, columns: 3 })
  const [a = 0, b = 0, c = 0, d = 0] = sumRows(rows.slice(0, 2), weightsVC, biasC)
  expect(a).toBeGreaterThan(b)
  expect(d).toBeGreaterThan(c)
})

it('shuffling keeps every item and repeats with its seed', () => {
  const items = [1, 2, 3, 4, 5]
  expect([...shuffled(items, createRandom(1))].sort()).toEqual(items)
  expect(shuffled(items, createRandom(1))).toEqual(shuffled(items, createRandom(1)))
})
