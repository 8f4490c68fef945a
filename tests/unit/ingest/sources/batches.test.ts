import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planBatches } from '../../../../src/ingest/sources/batches.js'

const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 })
const limits = fc.record({
  batchMails: fc.integer({ min: 1, max: 9 }),
  batchBytes: fc.integer({ min: 1, max: 60 }),
})
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)

it('loses nothing and keeps the order', () => {
  fc.assert(
    fc.property(sizes, limits, (items, bounds) => {
      expect(planBatches(items, (n) => n, bounds).flat()).toEqual(items)
    }),
  )
})

it('keeps to both bounds, but for a mail that alone is over the bound of bytes', () => {
  fc.assert(
    fc.property(sizes, limits, (items, bounds) => {
      for (const batch of planBatches(items, (n) => n, bounds)) {
        expect(batch.length).toBeLessThanOrEqual(bounds.batchMails)
        expect(sum(batch) <= bounds.batchBytes || batch.length === 1).toBe(true)
      }
    }),
  )
})
