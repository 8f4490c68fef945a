import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { upperBound } from '../../../src/statistics.js'
import { isFiled } from '../../../src/train/evaluate.js'
import type { Judged } from '../../../src/train/judged.js'
import { chooseThresholds, lowestKept } from '../../../src/train/thresholds.js'

const options = {
  labels: ['a', 'b', 'udenfor'],
  outside: 'udenfor',
  noveltyLimit: 0.5,
  promise: { error: 0.1, confidence: 0.95 },
}
const mails = (count: number, truth: string, guess: string, probability: number, novelty = 0): Judged[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${at}`, truth, guess, probability, novelty }))

const judgedMail = fc.record({
  id: fc.constant('x'),
  truth: fc.constantFrom('a', 'a', 'a', 'b', 'b', 'udenfor'),
  guess: fc.constantFrom('a', 'a', 'a', 'b', 'udenfor'),
  probability: fc.integer({ min: 30, max: 100 }).map((p) => p / 100),
  novelty: fc.constantFrom(0, 0.4, 0.6),
})

describe('choosing thresholds', () => {
  it('files nothing when there is too little evidence for the promise', () => {
    const { byQueue, closed } = chooseThresholds(mails(20, 'a', 'a', 0.99), options)
    expect(byQueue).toEqual({})
    expect(Object.keys(closed)).toEqual(['a', 'b'])
  })

  it('goes as low as the promise allows', () => {
    const judged = [...mails(100, 'a', 'a', 0.9), ...mails(100, 'a', 'a', 0.8), ...mails(100, 'b', 'a', 0.7)]
    expect(chooseThresholds(judged, options).byQueue).toEqual({ a: 0.8, b: 0.8 })
  })

  it('counts mail from outside as wrong wherever it would be filed', () => {
    const judged = [...mails(100, 'a', 'a', 0.9), ...mails(100, 'udenfor', 'a', 0.8)]
    expect(chooseThresholds(judged, options).byQueue['a']).toBe(0.9)
  })

  it('never looks at mail that is too novel to be filed', () => {
    const judged = [...mails(100, 'a', 'a', 0.9), ...mails(100, 'b', 'a', 0.95, 0.6)]
    expect(chooseThresholds(judged, options).byQueue['a']).toBe(0.9)
  })

  it('raises a queue whose own errors break the promise while the others stay', () => {
    const judged = [
      ...mails(400, 'a', 'a', 0.8),
      ...mails(30, 'b', 'b', 0.9),
      ...mails(10, 'b', 'b', 0.8),
      ...mails(15, 'a', 'b', 0.8),
    ]
    expect(chooseThresholds(judged, options).byQueue).toEqual({ a: 0.8, b: 0.9 })
  })

  it('closes a queue whose errors break the promise at every threshold, and says why', () => {
    const judged = [...mails(400, 'a', 'a', 0.8), ...mails(20, 'a', 'b', 0.9)]
    const { byQueue, closed } = chooseThresholds(judged, options)
    expect(Object.keys(byQueue)).toEqual(['a'])
    expect(closed['b']).toContain('break the promise')
  })

  it('keeps the promise on the mails it was chosen on, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(judgedMail, { minLength: 30, maxLength: 400 }), (judged) => {
        const promise = { error: 0.5, confidence: 0.8 }
        const { byQueue } = chooseThresholds(judged, { ...options, promise })
        const filed = judged.filter((each) => isFiled(each, { ...options, thresholds: byQueue }))
        const wrong = filed.filter(({ truth, guess }) => truth !== guess).length
        return filed.length === 0 || upperBound(wrong, filed.length, 0.8) <= 0.5
      }),
    )
  })

  it('a laxer promise never asks for a higher probability', () => {
    fc.assert(
      fc.property(fc.array(judgedMail, { minLength: 30, maxLength: 200 }), (judged) => {
        const strict = lowestKept(judged, { error: 0.2, confidence: 0.9 }) ?? 2
        const lax = lowestKept(judged, { error: 0.4, confidence: 0.9 }) ?? 2
        return lax <= strict
      }),
    )
  })
})
