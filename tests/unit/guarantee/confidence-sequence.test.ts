import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runningShare } from '../../../src/guarantee/confidence-sequence.js'
import { createRandom } from '../../../src/train/random.js'

describe('the running share of errors', () => {
  it('says nothing before the first answer', () => {
    expect(runningShare(0, 0, 0.95)).toEqual({ n: 0, wrong: 0, share: undefined, low: 0, high: 1 })
  })

  it('holds the share seen, and is narrower with more answers', () => {
    const counts = fc.tuple(fc.nat(50), fc.integer({ min: 50, max: 2_000 }))
    fc.assert(
      fc.property(counts, ([wrong, n]) => {
        const { low, high } = runningShare(wrong, n, 0.95)
        expect(low).toBeLessThanOrEqual(wrong / n)
        expect(high).toBeGreaterThanOrEqual(wrong / n)
        const wide = runningShare(wrong, n, 0.95)
        const narrow = runningShare(wrong * 4, n * 4, 0.95)
        expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low)
      }),
    )
  })

  it('agrees with the mixture worked by hand', () => {
    const { high, low } = runningShare(0, 10, 0.95)
    expect(low).toBe(0)
    expect(high).toBeCloseTo(1 - (0.05 * ratio(10)) ** (1 / 10), 6)
  })

  it.each([{ share: 0.01 }, { share: 0.05 }, { share: 0.2 }])(
    'holds a true share of $share at all looks at once in 95 of 100 runs of 500 answers',
    ({ share }) => {
      const random = createRandom(31)
      const runs = Array.from({ length: 1_000 }, () => isEverMissed(share, random))
      expect(runs.filter(Boolean).length / runs.length).toBeLessThanOrEqual(0.05)
    },
  )
})

/** Looks after every answer early on, where an interval errs most, then after every fifth. */
function isEverMissed(share: number, random: () => number): boolean {
  let wrong = 0
  for (let n = 1; n <= 500; n++) {
    if (random() < share) wrong++
    const { low, high } = n > 20 && n % 5 > 0 ? { low: 0, high: 1 } : runningShare(wrong, n, 0.95)
    if (share < low || share > high) return true
  }
  return false
}

/** B(0.5, 4.5 + n) / B(0.5, 4.5), by the recursion of the beta function. */
function ratio(n: number): number {
  let product = 1
  for (let at = 0; at < n; at++) product *= (4.5 + at) / (5 + at)
  return product
}
