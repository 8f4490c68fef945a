import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaUnderRoc,
  type Ranked,
  riskCoverageArea,
  takenAtPrecision,
} from '../../../../bench/model/metrics.js'

const right = (confidence: number): Ranked => ({ isRight: true, confidence })
const wrong = (confidence: number): Ranked => ({ isRight: false, confidence })

describe('the area under the risk-coverage curve', () => {
  it.each([
    ['no items', [], 0],
    ['all right', [right(0.9), right(0.1)], 0],
    ['all wrong', [wrong(0.9), wrong(0.1)], 1],
    // Risks at 1, 2, 3 and 4 items: 0, 1/2, 1/3, 2/4.
    [
      'wrong ones second and last',
      [right(0.9), wrong(0.8), right(0.7), wrong(0.6)],
      (0 + 1 / 2 + 1 / 3 + 2 / 4) / 4,
    ],
    [
      'the order of the list does not matter',
      [wrong(0.6), right(0.9), right(0.7), wrong(0.8)],
      (0 + 1 / 2 + 1 / 3 + 2 / 4) / 4,
    ],
    // Two of equal confidence, one wrong: half a wrong one after the first.
    ['equal confidence', [right(0.5), wrong(0.5)], (0.5 + 1 / 2) / 2],
    ['equal confidence after a sure one', [right(0.9), wrong(0.5), right(0.5)], (0 + 0.5 / 2 + 1 / 3) / 3],
    ['never covered comes last', [wrong(Number.NEGATIVE_INFINITY), right(0.1)], (0 + 1 / 2) / 2],
  ])('%s', (_, items, expected) => {
    expect(riskCoverageArea(items)).toBeCloseTo(expected, 12)
  })

  it('is the error rate when nothing tells the items apart', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (rights) => {
        const items = rights.map((isRight) => ({ isRight, confidence: 0.5 }))
        const errors = rights.filter((isRight) => !isRight).length
        expect(riskCoverageArea(items)).toBeCloseTo(errors / rights.length, 9)
      }),
    )
  })
})

describe('items taken at a precision', () => {
  it.each([
    ['no items', [], 0.5, 0],
    ['all right', [right(0.9), right(0.1)], 0.95, 2],
    ['the surest is wrong and nothing makes up for it', [wrong(0.9), right(0.8)], 0.95, 0],
    [
      'later right ones make up for an early wrong one',
      [wrong(0.9), right(0.8), right(0.7), right(0.6)],
      0.75,
      4,
    ],
    ['exactly the precision is enough', [right(0.9), wrong(0.8)], 0.5, 2],
    ['items of equal confidence are taken together', [right(0.9), right(0.5), wrong(0.5)], 0.95, 1],
  ])('%s', (_, items, precision, expected) => {
    expect(takenAtPrecision(items, precision)).toBe(expected)
  })

  it('19 right of 20 are 95 %', () => {
    const items = [...Array.from({ length: 19 }, () => right(0.9)), wrong(0.8)]
    expect(takenAtPrecision(items, 0.95)).toBe(20)
  })
})

describe('the area under the ROC curve', () => {
  it.each([
    ['all above', [3, 4], [1, 2], 1],
    ['all below', [1, 2], [3, 4], 0],
    ['all equal', [1, 1], [1, 1], 0.5],
    // Pairs won: 3 > 2; lost: 1 < 2.
    ['one above, one below', [3, 1], [2], 0.5],
    // 2 > 1, 2 = 2 (half), 3 > 1, 3 > 2: 3.5 of 4.
    ['a tie counts half', [2, 3], [1, 2], 3.5 / 4],
  ])('%s', (_, higher, lower, expected) => {
    expect(areaUnderRoc(higher, lower)).toBeCloseTo(expected, 12)
  })

  it('is not known when one kind is missing', () => {
    expect(areaUnderRoc([], [1])).toBeUndefined()
    expect(areaUnderRoc([1], [])).toBeUndefined()
  })

  it('is the share of pairs in the right order', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(scores, scores, (higher, lower) => {
        const wins = higher.flatMap((a) => lower.map((b) => (a > b ? 1 : a === b ? 0.5 : 0) as number))
        const share = wins.reduce((sum, win) => sum + win, 0) / wins.length
        expect(areaUnderRoc(higher, lower)).toBeCloseTo(share, 9)
      }),
    )
  })
})
