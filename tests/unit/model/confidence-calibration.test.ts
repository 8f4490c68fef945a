import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate } from '../../../src/model/calibration.js'
import { fitConfidence, leadOf, withConfidence } from '../../../src/model/confidence-calibration.js'
import { createRandom } from '../../../src/train/random.js'

const scores = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 30 })
const certainties = fc.record({
  slope: fc.double({ min: 0.05, max: 5, noNaN: true }),
  offset: fc.double({ min: -5, max: 5, noNaN: true }),
})

describe('withCertainty', () => {
  it('keeps the sum and the order of the probabilities', () => {
    fc.assert(
      fc.property(scores, certainties, (raw, certainty) => {
        const before = calibrate(raw)
        const after = withConfidence(before, certainty)
        expect(after.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        const order = [...before.keys()].sort((a, b) => (before[b] as number) - (before[a] as number))
        order.slice(1).forEach((place, n) => {
          expect(after[place]).toBeLessThanOrEqual((after[order[n] as number] as number) + 1e-12)
        })
      }),
    )
  })

  it('reads the best label off its lead alone', () => {
    const probabilities = Float64Array.of(0.8, 0.1, 0.1)
    const lead = Math.log(0.8) - (Math.log(0.1) + Math.log(0.2)) / 2
    expect(leadOf(probabilities)).toBeCloseTo(lead, 12)
    const [best] = withConfidence(probabilities, { slope: 0.5, offset: 0.2 })
    expect(best).toBeCloseTo(1 / (1 + Math.exp(-(0.5 * lead + 0.2))), 12)
  })

  it('leaves certainty as it is where there is nothing else', () => {
    expect([...withConfidence(Float64Array.of(1, 0), { slope: 1, offset: 0 })]).toEqual([1, 0])
  })
})

describe('fitCertainty', () => {
  it('finds the line that made the guesses right', () => {
    const random = createRandom(5)
    const leads = Array.from({ length: 20_000 }, () => random() * 8 - 1)
    const isRight = leads.map((lead) => random() < 1 / (1 + Math.exp(-(0.7 * lead - 0.4))))
    const { slope, offset } = fitConfidence(leads, isRight)
    expect(slope).toBeCloseTo(0.7, 1)
    expect(offset).toBeCloseTo(-0.4, 1)
  })

  it.each([
    ['all right', Array.from({ length: 50 }, () => true)],
    ['all wrong', Array.from({ length: 50 }, () => false)],
    ['none at all', []],
  ])('stays finite where they are %s', (_, isRight) => {
    const { slope, offset } = fitConfidence(
      isRight.map((_, n) => n / 5),
      isRight,
    )
    expect(slope).toBeGreaterThan(0)
    expect(Number.isFinite(slope) && Number.isFinite(offset)).toBe(true)
  })
})
