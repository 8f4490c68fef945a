import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialCdf, lowerBound, mcNemar, upperBound } from '../../src/statistics.js'

describe('the exact upper bound of a share', () => {
  // Against published tables of the Clopper-Pearson interval (two-sided 95 % = one-sided 97.5 %), and the rule 1 - 0.05^(1/n).
  it.each([
    [0, 10, 0.975, 0.3085],
    [1, 10, 0.975, 0.445],
    [5, 10, 0.975, 0.8129],
    [0, 59, 0.95, 0.0495],
    [0, 58, 0.95, 0.0503],
    [3, 3, 0.95, 1],
    [0, 0, 0.95, 1],
  ])('%d of %d at %d is %d', (errors, n, confidence, expected) => {
    expect(upperBound(errors, n, confidence)).toBeCloseTo(expected, 3)
  })

  it('rises with errors, falls with evidence, and the lower bound mirrors it', () => {
    const counts = fc.tuple(fc.nat(40), fc.integer({ min: 41, max: 500 }))
    fc.assert(
      fc.property(counts, ([errors, n]) => {
        const bound = upperBound(errors, n, 0.95)
        expect(upperBound(errors + 1, n, 0.95)).toBeGreaterThan(bound)
        expect(upperBound(errors, n + 1, 0.95)).toBeLessThan(bound)
        expect(lowerBound(n - errors, n, 0.95)).toBeCloseTo(1 - bound, 9)
      }),
    )
  })
})

describe('the exact McNemar test', () => {
  it.each([
    [0, 0, 1],
    [5, 5, 1],
    [0, 5, 0.0625],
    [5, 0, 0.0625],
    [1, 9, 0.0215],
  ])('%d against %d gives p = %d', (onlyA, onlyB, expected) => {
    expect(mcNemar(onlyA, onlyB)).toBeCloseTo(expected, 4)
  })
})

it('the binomial distribution adds up by hand', () => {
  expect(binomialCdf(1, 3, 0.5)).toBeCloseTo(0.5, 12)
  expect(binomialCdf(0, 2, 0.1)).toBeCloseTo(0.81, 12)
})
