import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldsOf } from '../../../src/train/split.js'

const items = fc.array(fc.record({ label: fc.constantFrom('a', 'b', 'c'), group: fc.nat(30).map(String) }), {
  minLength: 1,
  maxLength: 100,
})

describe('folds', () => {
  it('spread a label evenly when every mail is a group of its own', () => {
    const mails = Array.from({ length: 31 }, (_, at) => ({ label: 'a', group: `${at}` }))
    const folds = foldsOf(mails, { folds: 3, seed: 1 })
    const sizes = [0, 1, 2].map((fold) => folds.filter((each) => each === fold).length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })

  it('never tear a group apart, and are the same for the same seed', () => {
    fc.assert(
      fc.property(items, fc.integer(), (some, seed) => {
        const folds = foldsOf(some, { folds: 3, seed })
        const foldOfGroup = new Map(some.map(({ group }, at) => [group, folds[at]]))
        expect(some.map(({ group }) => foldOfGroup.get(group))).toEqual(folds)
        expect(foldsOf(some, { folds: 3, seed })).toEqual(folds)
      }),
    )
  })
})
