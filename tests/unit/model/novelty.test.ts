import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate } from '../../../src/model/calibration.js'
import {
  fitNoveltyLimit,
  fitUsualEnergy,
  noveltyOf,
  type Signals,
  signalsOf,
} from '../../../src/model/novelty.js'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const usual = fc.record({ mean: number(-20, 20), deviation: number(0.1, 10) })
const signals: fc.Arbitrary<Signals> = fc.record({
  unknownShare: number(0, 1),
  energy: number(-30, 30),
  outside: fc.option(number(0, 1), { nil: undefined }),
})

describe('novelty', () => {
  it('lies between 0 and 1, and is 1 for a mail without a single known word', () => {
    fc.assert(
      fc.property(signals, usual, (mail, of) => {
        const novelty = noveltyOf(mail, of)
        expect(novelty >= 0 && novelty <= 1).toBe(true)
        expect(noveltyOf({ ...mail, unknownShare: 1 }, of)).toBe(1)
      }),
    )
  })

  it.each<{ what: string; by: (mail: Signals, one: number) => Signals; rises: boolean }>([
    { what: 'the share of unknown words', by: (mail, one) => ({ ...mail, unknownShare: one }), rises: true },
    { what: 'the probability of "outside"', by: (mail, one) => ({ ...mail, outside: one }), rises: true },
    { what: "the queues' energy", by: (mail, one) => ({ ...mail, energy: one * 60 - 30 }), rises: false },
  ])('is monotone in $what', ({ by, rises }) => {
    fc.assert(
      fc.property(signals, usual, number(0, 1), number(0, 1), (mail, of, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        const [atLow, atHigh] = [noveltyOf(by(mail, low), of), noveltyOf(by(mail, high), of)]
        expect(rises ? atLow <= atHigh : atLow >= atHigh).toBe(true)
      }),
    )
  })

  it('does not depend on which unit the scores are in: only on how usual the energy is', () => {
    fc.assert(
      fc.property(signals, usual, number(-5, 5), (mail, of, by) => {
        const shifted = noveltyOf({ ...mail, energy: mail.energy + by }, { ...of, mean: of.mean + by })
        expect(shifted).toBeCloseTo(noveltyOf(mail, of), 9)
      }),
    )
  })
})

describe('the signals', () => {
  const scores = fc.array(number(-50, 50), { minLength: 2, maxLength: 8 })

  it("the energy is the log-sum-exp of the queues' scores, which the label for outside is not among", () => {
    fc.assert(
      fc.property(scores, fc.nat(), (scoresC, nth) => {
        const outside = nth % scoresC.length
        const { energy } = signalsOf(0, scoresC, calibrate(scoresC), outside)
        const queues = scoresC.filter((_, c) => c !== outside)
        const highest = Math.max(...queues)
        expect(energy >= highest && energy <= highest + Math.log(queues.length) + 1e-9).toBe(true)
        const another = scoresC.map((score, c) => (c === outside ? score + 7 : score))
        expect(signalsOf(0, another, calibrate(another), outside).energy).toBe(energy)
      }),
    )
  })

  it('a model that knew no mail from outside has no probability of it', () => {
    const scoresC = [1, 2]
    expect(signalsOf(0.5, scoresC, calibrate(scoresC), -1)).toMatchObject({
      unknownShare: 0.5,
      outside: undefined,
    })
  })
})

describe('what is usual', () => {
  it('is the mean and deviation of the known mails, and never without a deviation', () => {
    expect(fitUsualEnergy([1, 3])).toEqual({ mean: 2, deviation: 1 })
    expect(fitUsualEnergy([])).toEqual({ mean: 0, deviation: 1 })
    expect(fitUsualEnergy([4, 4, 4]).deviation).toBeGreaterThan(0)
  })

  it('the limit leaves at most the given share of the known mails above it, and not much less', () => {
    const novelties = fc.array(number(0, 1), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(novelties, fc.constantFrom(0.02, 0.1, 0.5), (known, share) => {
        const limit = fitNoveltyLimit(known, share)
        expect(known.filter((one) => one > limit).length).toBeLessThanOrEqual(share * known.length)
        expect(known.filter((one) => one >= limit).length).toBeGreaterThanOrEqual(share * known.length - 1)
      }),
    )
    expect(fitNoveltyLimit([])).toBe(1)
  })
})
