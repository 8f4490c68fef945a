import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binomialCdf,
  fewestRight,
  isContradicted,
  isShownWithin,
  lowerBound,
  mailsWanted,
  mcNemar,
  upperBound,
} from '../../src/statistics.js'

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

describe('a bound that is to be shown', () => {
  const counts = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 30 }))

  it('is shown exactly where the upper bound is within it, and contradicted where the lower bound is above it', () => {
    fc.assert(
      fc.property(counts, ([errors, n, percent]) => {
        fc.pre(errors <= n)
        const bound = { error: percent / 100, confidence: 0.95 }
        expect(isShownWithin(errors, n, bound)).toBe(upperBound(errors, n, 0.95) <= bound.error)
        expect(isContradicted(errors, n, bound)).toBe(lowerBound(errors, n, 0.95) > bound.error)
      }),
    )
  })

  it.each([
    [0.05, 0.95, 59],
    [0.01, 0.95, 299],
    [0.1, 0.9, 22],
  ])('%d at %d takes %d mails without an error', (error, confidence, fewest) => {
    expect(fewestRight({ error, confidence })).toBe(fewest)
    expect(mailsWanted(0, 10, { error, confidence })).toBe(fewest)
  })

  it('takes more mails the nearer the errors come to it, and no number of mails beyond', () => {
    const bound = { error: 0.05, confidence: 0.95 }
    const wanted = mailsWanted(3, 100, bound) ?? 0
    expect(wanted).toBeGreaterThan(300)
    expect(isShownWithin(Math.ceil(wanted * 0.03), wanted, bound)).toBe(true)
    expect(mailsWanted(5, 100, bound)).toBeUndefined()
  })
})
