import { describe, expect, it } from 'vitest'
import { figuresOf, type JudgedPart, toldApartBy } from '../../../../bench/model/figures.js'
import type { BenchPrediction } from '../../../../bench/model/outcome.js'

const costs = {
  tuneSeconds: 0,
  trainSeconds: 1,
  trainProcessorSeconds: 1,
  itemsPerSecond: 100,
  trainPeakBytes: 10,
  peakBytes: 20,
  modelBytes: 5,
}

type Said = readonly [truth: string, guess: string, probability: number, claim?: number, novelty?: number]

function partOf(name: string, said: readonly Said[], own: Partial<typeof costs> = {}): JudgedPart {
  const predictions = said.map(
    ([, guess, probability, claim = probability, novelty], at): BenchPrediction => ({
      id: `${name}-${at}`,
      guess,
      confidence: probability,
      probability,
      claim,
      ...(novelty === undefined ? {} : { novelty }),
    }),
  )
  return {
    name,
    truths: said.map(([truth]) => truth),
    outcome: { ...costs, ...own, settings: {}, predictions },
  }
}

describe('the figures of a program', () => {
  it('hold the hand-worked values of a small table', () => {
    const figures = figuresOf(
      [
        partOf('a', [
          ['x', 'x', 0.9],
          ['x', 'y', 0.6],
          ['y', 'y', 0.8],
          ['y', 'y', 0.7],
        ]),
      ],
      undefined,
    )
    expect(figures.accuracy).toBe(0.75)
    // x: precision 1, recall 1/2, F1 2/3; y: precision 2/3, recall 1, F1 4/5.
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 4 / 5) / 2, 12)
    // Every probability in a bin of its own: 0.1, 0.6, 0.2 and 0.3 from what came true.
    expect(figures.ece).toBeCloseTo((0.1 + 0.6 + 0.2 + 0.3) / 4, 12)
    expect(figures.riskCoverageArea).toBeCloseTo((0 + 0 + 0 + 1 / 4) / 4, 12)
    expect(figures.coverageAt95).toBe(0.75)
  })

  it('leave items of a label never seen out of everything but telling apart', () => {
    const outside = { kind: 'unseen', label: 'oos' } as const
    const figures = figuresOf(
      [
        partOf('a', [
          ['x', 'x', 0.9, 0.9, 0.1],
          ['y', 'y', 0.5, 0.5, 0.2],
          ['oos', 'x', 0.6, 0.6, 0.9],
        ]),
      ],
      outside,
    )
    expect(figures.n).toBe(2)
    expect(figures.accuracy).toBe(1)
    expect(figures.coverageAt95).toBe(1)
    expect(figures.outsideByClaim).toBe(0.5)
    expect(figures.outsideByNovelty).toBe(1)
    expect(toldApartBy(figures)).toBe(1)
  })

  it('never take what is held for outside, though it counts as right', () => {
    const outside = { kind: 'learnt', label: 'udenfor' } as const
    const figures = figuresOf(
      [
        partOf('a', [
          ['udenfor', 'udenfor', 0.9, 0.05],
          ['x', 'x', 0.8],
          ['x', 'udenfor', 0.7, 0.2],
          ['y', 'y', 0.6],
        ]),
      ],
      outside,
    )
    expect(figures.accuracy).toBe(0.75)
    expect(figures.accuracyInside).toBeCloseTo(2 / 3, 12)
    expect(figures.coverageAt95).toBe(0.5)
    expect(figures.outsideByClaim).toBe(1)
    // The two held for outside come last, the wrong one of them as half a one each.
    expect(figures.riskCoverageArea).toBeCloseTo((0 + 0 + 0.5 / 3 + 1 / 4) / 4, 12)
    expect(toldApartBy(figures)).toBe(1)
  })

  it('have no calibration error when the program has no probabilities', () => {
    const part = partOf('a', [['x', 'x', 0.9]])
    const predictions = part.outcome.predictions.map(({ probability: _, ...rest }) => rest)
    const figures = figuresOf([{ ...part, outcome: { ...part.outcome, predictions } }], undefined)
    expect(figures.ece).toBeUndefined()
  })

  it('judge parts together and keep the accuracy of each; memory is the largest, seconds the mean', () => {
    const figures = figuresOf(
      [
        partOf('w1', [['x', 'x', 0.9]], { trainSeconds: 1, peakBytes: 10 }),
        partOf('w2', [['x', 'y', 0.9]], { trainSeconds: 3, peakBytes: 30 }),
      ],
      undefined,
    )
    expect(figures.accuracy).toBe(0.5)
    expect(figures.accuracyOfPart).toEqual({ w1: 1, w2: 0 })
    expect(figures.costs.trainSeconds).toBe(2)
    expect(figures.costs.peakBytes).toBe(30)
  })

  it('refuse a program that lost items', () => {
    const part = partOf('a', [['x', 'x', 0.9]])
    expect(() => figuresOf([{ ...part, truths: ['x', 'y'] }], undefined)).toThrow(
      '1 predictions for 2 test items',
    )
  })
})
