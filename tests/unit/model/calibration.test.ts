import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, fitTemperature } from '../../../src/model/calibration.js'

const scores = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 30 })
const temperature = fc.double({ min: 0.05, max: 20, noNaN: true })

describe('calibrate', () => {
  it.each([
    [[0, 0], 1, [0.5, 0.5]],
    [[Math.log(3), 0], 1, [0.75, 0.25]],
    [[2 * Math.log(3), 0], 2, [0.75, 0.25]],
    [[1000, 1000, -1000], 1, [0.5, 0.5, 0]],
  ])('%j at temperature %d is %j', (raw, at, expected) => {
    calibrate(raw, at).forEach((probability, c) => {
      expect(probability).toBeCloseTo(expected[c] as number, 12)
    })
  })

  it('probabilities sum to 1 and keep the order of the scores', () => {
    fc.assert(
      fc.property(scores, temperature, (raw, at) => {
        const probabilities = calibrate(raw, at)
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        const best = raw.indexOf(Math.max(...raw))
        expect(probabilities[best]).toBe(Math.max(...probabilities))
      }),
    )
  })
})

describe('fitTemperature', () => {
  it('finds the temperature under which a claim of 3 in 4 comes true 3 times in 4', () => {
    const raw = Array.from({ length: 4 }, () => [8, 0])
    expect(calibrate([8, 0], fitTemperature(raw, [0, 0, 0, 1]))[0]).toBeCloseTo(0.75, 4)
  })
})
