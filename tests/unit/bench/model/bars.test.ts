import { describe, expect, it } from 'vitest'
import { judgeBars } from '../../../../bench/model/bars.js'
import type { Figures } from '../../../../bench/model/figures.js'
import { reportPage } from '../../../../bench/model/report.js'
import type { Row, SetResult } from '../../../../bench/model/results.js'

const figures = (own: Partial<Figures>, costs: Partial<Figures['costs']> = {}): Figures => ({
  n: 100,
  accuracy: 0.9,
  accuracyInside: 0.9,
  macroF1: 0.9,
  ece: 0.02,
  riskCoverageArea: 0.02,
  coverageAt95: 0.8,
  outsideByClaim: undefined,
  outsideByNovelty: undefined,
  accuracyOfPart: {},
  costs: {
    tuneSeconds: 0,
    trainSeconds: 10,
    trainProcessorSeconds: 10,
    itemsPerSecond: 5000,
    trainPeakBytes: 1e8,
    peakBytes: 1e8,
    modelBytes: 5e6,
    ...costs,
  },
  ...own,
})

const row = (program: string, own: Partial<Figures>, costs: Partial<Figures['costs']> = {}): Row => ({
  program,
  kind: 'measured',
  figures: figures(own, costs),
  settings: 'C 1',
})

const setOf = (own: Partial<SetResult>, ...rows: Row[]): SetResult => ({
  name: 'a',
  kind: 'public',
  title: 'a',
  labels: 2,
  trainItems: 6000,
  testItems: 2000,
  outside: undefined,
  rows,
  ...own,
})

const results = (...sets: SetResult[]) => ({
  startedAt: '2025-01-01T00:00:00.000Z',
  machine: 'a machine',
  leftOut: ['c'],
  sets,
})
const verdictOf = (bar: RegExp, ...sets: SetResult[]) =>
  judgeBars(results(...sets)).find((verdict) => bar.test(verdict.bar))

describe('the bars', () => {
  it('that the run has no figures for are not measured', () => {
    const verdicts = judgeBars(results())
    expect(verdicts.length).toBeGreaterThan(12)
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['not measured']))
  })

  it.each([
    ['1.5 points ahead', 0.885, 'met'],
    ['1.4 points ahead', 0.886, 'not met'],
  ])('on writers: %s of the best peer', (_, peer, expected) => {
    const set = setOf(
      { kind: 'writers' },
      row('postfordeler', { accuracy: 0.9 }),
      row('b', { accuracy: peer }),
      row('c', { accuracy: 0.5 }),
    )
    expect(verdictOf(/1\.5 points/, set)?.verdict).toBe(expected)
  })

  it.each([
    ['1 point below', 0.91, 'met'],
    ['2 points below', 0.92, 'not met'],
  ])('on writers: %s on one of them', (_, peer, expected) => {
    const set = setOf(
      { kind: 'writers' },
      row('postfordeler', { accuracyOfPart: { w1: 0.9, w2: 0.9 } }),
      row('b', { accuracyOfPart: { w1: peer, w2: 0.5 } }),
    )
    expect(verdictOf(/no writer/, set)?.verdict).toBe(expected)
  })

  it('on public sets name the set that is too far behind', () => {
    const behind = setOf({ name: 'x' }, row('postfordeler', { accuracy: 0.9 }), row('b', { accuracy: 0.91 }))
    const ahead = setOf({ name: 'y' }, row('postfordeler', { accuracy: 0.95 }), row('b', { accuracy: 0.9 }))
    expect(verdictOf(/on none/, behind, ahead)).toMatchObject({ verdict: 'not met', figures: 'x -1.0' })
    expect(verdictOf(/0\.5 points above/, behind, ahead)).toMatchObject({ verdict: 'met' })
  })

  it('on certainty hold every set to its own limit', () => {
    const large = setOf({ name: 'x' }, row('postfordeler', { ece: 0.04 }))
    const small = setOf({ name: 'y', testItems: 500 }, row('postfordeler', { ece: 0.2 }))
    expect(verdictOf(/0\.03/, large, small)).toMatchObject({ verdict: 'not met', figures: 'x 0.040' })
    expect(verdictOf(/0\.03/, small)?.verdict).toBe('not measured')
  })

  it('on items never seen read the novelty and name what the probability alone would do', () => {
    const own = row('postfordeler', { outsideByClaim: 0.9, outsideByNovelty: 0.94 })
    const set = setOf({ outside: { kind: 'unseen', label: 'oos' } }, own)
    expect(verdictOf(/0\.93/, set)).toMatchObject({
      verdict: 'met',
      figures: 'a 0.940 (by probability alone 0.900)',
    })
  })

  it('on speed are judged against the SVM of the same run', () => {
    const set = setOf(
      {},
      row('postfordeler', {}, { trainSeconds: 11, itemsPerSecond: 5000 }),
      row('sklearn-svm', {}, { trainSeconds: 10, itemsPerSecond: 1000 }),
    )
    expect(verdictOf(/training no longer/, set)).toMatchObject({
      verdict: 'not met',
      figures: 'a 11.0 s (10.0) against 10.0 s (10.0)',
    })
    expect(verdictOf(/5 times/, set)).toMatchObject({ verdict: 'met', figures: 'a 5.0 times' })
  })
})

describe('the page', () => {
  it('names a missing peer with how to install it, and one that failed with why', () => {
    const page = reportPage(
      results(
        setOf(
          {},
          row('postfordeler', {}),
          { program: 'fasttext', kind: 'missing', why: 'apt-get install fasttext' },
          { program: 'natural', kind: 'failed', why: 'cut off after 900 s' },
        ),
      ),
    )
    expect(page).toContain('| fasttext | missing: apt-get install fasttext |')
    expect(page).toContain('| natural | cut off after 900 s |')
    expect(page).toContain('a machine')
    expect(page).toContain('Left out of this run: c.')
  })
})
