import { beforeAll, describe, expect, it } from 'vitest'
import type { Features } from '../../../src/journey.js'
import { useBackend } from '../../../src/model/backend.js'
import { headGradient } from '../../../src/model/network.js'
import { sparseRowsOf } from '../../../src/model/sparse-rows.js'
import { createDirect } from '../../../src/train/fit-direct.js'
import { createHidden } from '../../../src/train/fit-hidden.js'
import { createRandom, shuffled } from '../../../src/train/random.js'

const row = (entries: Record<number, number>): Features => ({
  indices: Uint32Array.from(Object.keys(entries), Number),
  values: Float32Array.from(Object.values(entries)),
  unknownShare: 0,
})

beforeAll(async () => {
  await useBackend('wasm')
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

describe('separable mails', () => {
  const rows = sparseRowsOf([row({ 0: 1 }), row({ 1: 1 }), row({ 0: 1, 2: 0.5 }), row({ 1: 1, 2: 0.5 })])
  const targets = [0, 1, 0, 1]
  const all = Uint32Array.of(0, 1, 2, 3)

  it('are put on their own side by the direct path', () => {
    const { weightsVC, biasC, learn } = createDirect(rows, targets, { seed: 1, labels: 2, columns: 3 })
    learn(all, 8)
    const scoreC = new Float32Array(2)
    for (const [n, target] of targets.entries()) {
      weightsVC.sum(rows, n, biasC, scoreC)
      expect(scoreC[target]).toBeGreaterThan(scoreC[1 - target] as number)
    }
  })

  it('are learnt by the hidden path, whose loss falls', () => {
    const options = { seed: 1, labels: 2, columns: 3, units: 8, dropout: 0 }
    const { learn } = createHidden(rows, targets, options)
    expect(learn(all, 1)).toBeCloseTo(Math.log(2), 1)
    expect(learn(all, 200)).toBeLessThan(0.1)
  })
})

it('shuffling keeps every item and repeats with its seed', () => {
  const items = [1, 2, 3, 4, 5]
  expect([...shuffled(items, createRandom(1))].sort()).toEqual(items)
  expect(shuffled(items, createRandom(1))).toEqual(shuffled(items, createRandom(1)))
})
