import { describe, expect, it } from 'vitest'
import { calibrationError, evaluate, riskCoverage } from '../../../src/train/evaluate.js'
import type { ScoredExample } from '../../../src/train/scored.js'

const mail = (truth: string, guess: string, probability: number, novelty = 0): ScoredExample => ({
  id: `${truth}-${guess}-${probability}`,
  truth,
  guess,
  probability,
  novelty,
})

// Five mails, worked out by hand: 3 right of 5; filed at 0.8: the first three (2 right) - the fourth is outside, the fifth unsure.
const judged = [
  mail('a', 'a', 0.95),
  mail('b', 'b', 0.85),
  mail('udenfor', 'a', 0.8),
  mail('udenfor', 'udenfor', 0.99),
  mail('b', 'a', 0.6),
]
const options = {
  labels: ['a', 'b', 'udenfor'],
  outside: 'udenfor',
  thresholds: { a: 0.8, b: 0.8 },
  noveltyLimit: 0.5,
  target: 0.05,
}

describe('evaluate', () => {
  const figures = evaluate(judged, options)

  it('counts the right first guesses', () => {
    expect(figures).toMatchObject({ n: 5, accuracy: 0.6 })
  })

  it('gives precision, recall and F1 of each queue', () => {
    expect(figures.perQueue).toEqual([
      { queue: 'a', n: 1, precision: 1 / 3, recall: 1, f1: 0.5, threshold: 0.8 },
      { queue: 'b', n: 2, precision: 1, recall: 0.5, f1: 2 / 3, threshold: 0.8 },
      { queue: 'udenfor', n: 2, precision: 1, recall: 0.5, f1: 2 / 3, threshold: undefined },
    ])
    expect(figures.macroF1).toBeCloseTo((0.5 + 2 / 3 + 2 / 3) / 3, 12)
  })

  it('counts a filed mail from outside as wrong, and outside itself as never filed', () => {
    expect(figures.promise).toEqual({ target: 0.05, coverage: 3 / 5, error: 1 / 3 })
  })

  it('files no mail that is too novel', () => {
    expect(evaluate([mail('a', 'a', 0.99, 0.51)], options).promise.coverage).toBe(0)
  })

  it('tells which label was taken for which', () => {
    expect(figures.confusion).toEqual({ a: { a: 1 }, b: { b: 1, a: 1 }, udenfor: { a: 1, udenfor: 1 } })
  })

  it('counts a label that the model never learnt', () => {
    expect(evaluate([mail('ny', 'a', 0.9)], options).perQueue).toContainEqual(
      expect.objectContaining({ queue: 'ny', n: 1, recall: 0 }),
    )
  })

  it('says 0 of nothing as 0', () => {
    expect(evaluate([], options)).toMatchObject({ n: 0, accuracy: 0, ece: 0, macroF1: 0 })
  })
})

it('the calibration error is the mean distance of claim and truth over the bins', () => {
  // Bin of 0.9: claims 0.9 + 0.9, one came true: |1.8 - 1| / 4. Bin of 0.5: claims 1.0, two came true: |1 - 2| / 4.
  const four = [mail('a', 'a', 0.9), mail('b', 'a', 0.9), mail('a', 'a', 0.5), mail('a', 'a', 0.5)]
  expect(calibrationError(four, 10)).toBeCloseTo((0.8 + 1) / 4, 12)
})

it('the risk-coverage curve takes the surest first and never files outside', () => {
  expect(riskCoverage(judged, 'udenfor')).toEqual([
    { coverage: 0.2, error: 0 },
    { coverage: 0.4, error: 0 },
    { coverage: 0.6, error: 1 / 3 },
    { coverage: 0.8, error: 0.5 },
  ])
})

it('labels may have the names of what every object has', () => {
  const judged = ['constructor', '__proto__', 'toString'].map((truth, at) => ({
    ...{ id: `${at}`, truth, guess: truth },
    ...{ probability: 0.9, novelty: 0 },
  }))
  const figures = evaluate(judged, { labels: [], outside: '', thresholds: {}, noveltyLimit: 1, target: 0.05 })
  expect(figures.promise.coverage).toBe(0)
  expect(figures.perQueue.map(({ threshold }) => threshold)).toEqual([undefined, undefined, undefined])
  expect(JSON.stringify(figures.confusion)).toContain('"__proto__":{"__proto__":1}')
})
