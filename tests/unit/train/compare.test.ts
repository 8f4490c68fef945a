import { describe, expect, it } from 'vitest'
import { compare, type Side } from '../../../src/train/compare.js'
import { objectionsTo } from '../../../src/train/gate.js'
import type { ScoredExample } from '../../../src/train/scored.js'

const rule = { outside: 'udenfor', thresholds: { a: 0.8, b: 0.8, c: 0.8 }, noveltyLimit: 1 }
const side = (scored: readonly ScoredExample[]): Side => ({ scored: scored, rule })
const mails = (count: number, truth: string, guess = truth, probability = 0.9): ScoredExample[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${truth}${at}`, truth, guess, probability, novelty: 0 }))
const right = mails(10, 'a')
const wrong = mails(10, 'a', 'b')

describe('compare', () => {
  it('calls a model that is right where the other is wrong better, and lets it take over', () => {
    expect(compare(side(wrong), side(right))).toMatchObject({
      ...{ onlyBRight: 10, verdict: 'better', mayPromote: true },
      difference: { share: 1 },
    })
  })

  it('does not let a surely worse model take over', () => {
    expect(compare(side(right), side(wrong))).toMatchObject({
      ...{ onlyARight: 10, verdict: 'worse', mayPromote: false },
    })
  })

  it('calls a difference that may be chance none, and its interval holds 0', () => {
    const { difference, ...compared } = compare(side(right), side([...wrong.slice(0, 1), ...right.slice(1)]))
    expect(compared).toMatchObject({
      ...{ verdict: 'no-difference', mayPromote: true },
      perQueue: [{ queue: 'a', n: 10, a: 1, b: 0.9, onlyARight: 1, pValue: 1 }],
      changed: [{ id: 'a0', truth: 'a', a: 'a', b: 'b' }],
    })
    expect(difference.share).toBeCloseTo(-0.1, 12)
    expect(difference.low).toBeLessThan(0)
    expect(difference.high).toBeGreaterThan(0)
  })

  // 12 mails differ, B has 10 of them right: exact 95 % interval of 10/12 is 0.5159 to 0.9791.
  it('gives the exact interval of the difference', () => {
    const one = [...mails(2, 'a'), ...mails(10, 'b', 'a'), ...mails(88, 'c')]
    const other = [...mails(2, 'a', 'b'), ...mails(10, 'b'), ...mails(88, 'c')]
    const { difference } = compare(side(one), side(other))
    expect(difference.share).toBeCloseTo(0.08, 12)
    expect(difference.low).toBeCloseTo(0.12 * (2 * 0.5159 - 1), 4)
    expect(difference.high).toBeCloseTo(0.12 * (2 * 0.9791 - 1), 4)
  })

  it('tells what each would file under its own thresholds', () => {
    const careful = { scored: [...mails(5, 'a'), ...mails(5, 'a', 'b', 0.7)], rule }
    const bold = { scored: careful.scored, rule: { ...rule, thresholds: { a: 0.5, b: 0.5 } } }
    expect(compare(careful, bold)).toMatchObject({
      a: { accuracy: 0.5, coverage: 0.5, error: 0 },
      b: { accuracy: 0.5, coverage: 1, error: 0.5 },
    })
  })
})

describe('the gate', () => {
  const guarantee = { error: 0.05, confidence: 0.95 }
  const good = side([...mails(100, 'a'), ...mails(100, 'b'), ...mails(20, 'c')])

  it('has nothing against the same again', () => {
    expect(objectionsTo(good, good, guarantee).objections).toEqual([])
  })

  it('objects to a model that files more wrong than promised, also where there is none to compare with', () => {
    const careless = side([...mails(100, 'a'), ...mails(15, 'b', 'a')])
    expect(objectionsTo(careless, undefined, guarantee)).toMatchObject({
      objections: [{ kind: 'breaks-promise', filed: 115, wrong: 15 }],
      comparison: undefined,
    })
  })

  it("objects to a queue's own promise broken", () => {
    const own = { ...guarantee, queues: { c: { error: 0.01, confidence: 0.95 } } }
    const careless = side([...mails(200, 'a'), ...mails(20, 'c'), ...mails(3, 'a', 'c')])
    expect(objectionsTo(careless, undefined, own).objections).toEqual([
      { kind: 'breaks-promise', queue: 'c', filed: 23, wrong: 3 },
    ])
  })

  it('objects to a queue that is lost though all in all as many are right', () => {
    const before = side([...mails(90, 'a'), ...mails(12, 'b', 'a', 0.5), ...mails(12, 'c')])
    const after = side([...mails(90, 'a'), ...mails(12, 'b'), ...mails(12, 'c', 'a', 0.5)])
    const { objections, comparison } = objectionsTo(after, before, guarantee)
    expect(comparison?.verdict).toBe('no-difference')
    expect(objections).toEqual([{ kind: 'loses-queue', queue: 'c', n: 12, before: 1, now: 0 }])
  })

  it('lets one mail of a queue be lost', () => {
    const after = side([
      ...mails(100, 'a'),
      ...mails(100, 'b'),
      ...mails(19, 'c'),
      ...mails(1, 'c', 'a', 0.5),
    ])
    expect(objectionsTo(after, good, guarantee).objections).toEqual([])
  })
})
