import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, fitMixture, mixtureOf } from '../../../src/model/calibration.js'
import { createRandom } from '../../../src/train/random.js'

const scores = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 30 })

describe('calibrate', () => {
  it.each([
    [
      [0, 0],
      [0.5, 0.5],
    ],
    [
      [Math.log(3), 0],
      [0.75, 0.25],
    ],
    [
      [1000, 1000, -1000],
      [0.5, 0.5, 0],
    ],
  ])('%j is %j', (raw, expected) => {
    calibrate(raw).forEach((probability, c) => {
      expect(probability).toBeCloseTo(expected[c] as number, 12)
    })
  })

  it('probabilities sum to 1 and keep the order of the scores', () => {
    fc.assert(
      fc.property(scores, (raw) => {
        const probabilities = calibrate(raw)
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        const best = raw.indexOf(Math.max(...raw))
        expect(probabilities[best]).toBe(Math.max(...probabilities))
      }),
    )
  })
})

describe('fitBlend', () => {
  it('finds the scale under which a claim of 3 in 4 comes true 3 times in 4', () => {
    const mail = { directC: [8, 0], hiddenC: [0, 0] }
    const blend = fitMixture([mail, mail, mail, mail], [0, 0, 0, 1])
    expect(calibrate(mixtureOf(mail, blend))[0]).toBeCloseTo(0.75, 3)
  })

  it('leaves out a path that knows nothing and listens to one that does', () => {
    const random = createRandom(4)
    const targets = Array.from({ length: 5000 }, () => Math.floor(random() * 3))
    const mails = targets.map((target) => {
      const noise = () => [random(), random(), random()]
      const told = random() < 0.8 ? target : Math.floor(random() * 3)
      return { directC: noise().map((x, c) => x + (c === told ? 2 : 0)), hiddenC: noise() }
    })
    const blend = fitMixture(mails, targets)
    expect(blend.direct).toBeGreaterThan(1)
    expect(blend.hidden).toBeLessThan(0.2)
  })

  it('stays finite where every held-out mail is right', () => {
    const blend = fitMixture([{ directC: [1, -1], hiddenC: [3, 0] }], [0])
    expect(Number.isFinite(blend.direct + blend.hidden)).toBe(true)
  })
})
