import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { upperBound } from '../../../src/statistics.js'
import { isFiled } from '../../../src/train/evaluate.js'
import { filingSteps, keptSteps } from '../../../src/train/fixed-sequence.js'
import type { ScoredExample } from '../../../src/train/scored.js'
import { chooseThresholds } from '../../../src/train/thresholds.js'

const options = {
  labels: ['a', 'b', 'udenfor'],
  outside: 'udenfor',
  noveltyLimit: 0.5,
  guarantee: { error: 0.1, confidence: 0.95 },
}
const mails = (
  count: number,
  truth: string,
  guess: string,
  probability: number,
  novelty = 0,
): ScoredExample[] =>
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
        const guarantee = { error: 0.5, confidence: 0.8 }
        const { byQueue } = chooseThresholds(judged, { ...options, guarantee })
        const filed = judged.filter((each) => isFiled(each, { ...options, thresholds: byQueue }))
        const wrong = filed.filter(({ truth, guess }) => truth !== guess).length
        return filed.length === 0 || upperBound(wrong, filed.length, 0.8) <= 0.5
      }),
    )
  })
})

describe('the walk down the thresholds', () => {
  const guarantee = { error: 0.05, confidence: 0.95 }
  const mixed = (right: number, wrong: number, probability: number) => [
    ...mails(right, 'a', 'a', probability),
    ...mails(wrong, 'b', 'a', probability),
  ]

  it('ends at the first step that fails, however good what follows looks', () => {
    const judged = [...mixed(200, 0, 0.9), ...mixed(60, 40, 0.8), ...mixed(2_000, 0, 0.7)]
    expect(keptSteps(filingSteps(judged), guarantee).at(-1)?.threshold).toBe(0.9)
  })

  it('does not end at an error among the very surest mails', () => {
    const judged = [...mixed(9, 1, 0.99), ...mixed(400, 2, 0.9)]
    expect(keptSteps(filingSteps(judged), guarantee).at(-1)?.threshold).toBe(0.9)
  })

  it('files 59 mails without an error, and not 58', () => {
    expect(keptSteps(filingSteps(mixed(59, 0, 0.9)), guarantee)).toHaveLength(1)
    expect(keptSteps(filingSteps(mixed(58, 0, 0.9)), guarantee)).toEqual([])
  })

  it('takes the same steps whatever is right and wrong', () => {
    fc.assert(
      fc.property(fc.array(judgedMail, { maxLength: 300 }), (judged) => {
        const flipped = judged.map((each) => ({ ...each, truth: 'another' }))
        const places = (all: readonly ScoredExample[]) =>
          filingSteps(all).map(({ threshold, n }) => [threshold, n])
        expect(places(flipped)).toEqual(places(judged))
      }),
    )
  })
})

describe('a promise of its own', () => {
  const own = {
    ...options,
    guarantee: { ...options.guarantee, queues: { b: { error: 0.05, confidence: 0.95 } } },
  }

  it('has a threshold of its own, which the other queues do not share', () => {
    const judged = [
      ...mails(200, 'a', 'a', 0.7),
      ...mails(200, 'b', 'b', 0.9),
      ...mails(20, 'b', 'b', 0.7),
      ...mails(20, 'a', 'b', 0.7),
    ]
    expect(chooseThresholds(judged, own).byQueue).toEqual({ a: 0.7, b: 0.9 })
    expect(chooseThresholds(judged, options).byQueue).toEqual({ a: 0.7, b: 0.7 })
  })

  it('keeps a queue with too little evidence with people, and says how many more mails it takes', () => {
    const judged = [...mails(200, 'a', 'a', 0.8), ...mails(40, 'b', 'b', 0.9)]
    const { byQueue, closed } = chooseThresholds(judged, own)
    expect(byQueue).toEqual({ a: 0.8 })
    expect(closed['b']).toContain('about 19 more are needed')
  })

  it('says when more mails alone would not help', () => {
    const judged = [...mails(50, 'b', 'b', 0.9), ...mails(50, 'a', 'b', 0.9)]
    expect(chooseThresholds(judged, own).closed['b']).toContain('more mails alone do not mend')
  })

  it('cannot be laxer than the common one', () => {
    const lax = {
      ...options,
      guarantee: { ...options.guarantee, queues: { b: { error: 0.5, confidence: 0.6 } } },
    }
    const judged = [...mails(90, 'b', 'b', 0.9), ...mails(30, 'a', 'b', 0.9)]
    expect(chooseThresholds(judged, lax).byQueue).toEqual({})
  })
})
