import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/danish-time.js'
import { mailIdOf } from '../../../src/ids.js'
import type { DayCandidates, QuestionKind, Unit } from '../../../src/ledger/contract/samples.js'
import { createSampler, type SamplerFacts, sharesOf } from '../../../src/route/sampler.js'

const today = '2026-03-04'
const secret = 'a'.repeat(64)
const unit = (nth: number, met: readonly QuestionKind[] = []): Unit => ({
  id: mailIdOf(Buffer.from(`mail ${nth}`)),
  met: new Set(met),
})

/** As many of each kind on every day before today. */
const past = (counts: Readonly<Record<QuestionKind, number>>, days = 28): readonly DayCandidates[] =>
  Array.from({ length: days }, (_, nth) => addDays(today, nth - days)).flatMap((day) => [
    { day, kind: 'filed' as const, units: counts.filed },
    { day, kind: 'left' as const, units: counts.left },
  ])
const facts = (changes: Partial<SamplerFacts> = {}): SamplerFacts => ({
  ...{ perDay: 10, candidates: past({ filed: 400, left: 100 }), today, secret },
  ...changes,
})
/** What is asked of so many units. */
const questions = (count: number, changes: Partial<SamplerFacts> = {}, kind: QuestionKind = 'filed') => {
  const sampler = createSampler(facts(changes))
  return Array.from({ length: count }, (_, nth) => sampler(kind, unit(nth)))
}
const drawn = (...args: Parameters<typeof questions>) => questions(...args).filter((one) => one?.isDrawn)

describe("the day's questions", () => {
  it('are shared so that each kind has them as the square root of its mails', () => {
    const { filed, left } = sharesOf(facts())
    expect(filed.share / left.share).toBeCloseTo(2, 10)
    expect(filed.share + left.share).toBeCloseTo(10, 10)
    expect([filed.expected, left.expected]).toEqual([400, 100])
  })

  it('go to the other kind where one has no mail for its share', () => {
    const { filed, left } = sharesOf(facts({ candidates: past({ filed: 400, left: 0 }) }))
    expect(left).toMatchObject({ expected: 1 })
    expect(filed.share + left.share).toBeCloseTo(10, 10)
    const few = sharesOf(facts({ perDay: 100, candidates: past({ filed: 400, left: 3 }) }))
    expect([few.left.share, few.filed.share]).toEqual([3, 97])
  })

  it('are about all mail where there is less than is asked for', () => {
    expect(questions(30, { candidates: past({ filed: 5, left: 2 }), perDay: 1_000 })).toHaveLength(30)
    expect(drawn(30, { candidates: past({ filed: 5, left: 2 }), perDay: 1_000 })).toHaveLength(30)
  })

  it('are none when none are asked for, and what they could have been about is still counted', () => {
    expect(drawn(1_000, { perDay: 0 })).toEqual([])
    expect(questions(1, { perDay: 0 })).toMatchObject([{ kind: 'filed', chance: 0, isDrawn: false }])
  })

  it('are about as many as asked for on an ordinary day', () => {
    const days = 400
    let asked = 0
    for (let day = 0; day < days; day++)
      for (const [kind, count] of [
        ['filed', 400],
        ['left', 100],
      ] as const)
        asked += drawn(count, { secret: `${day}` }, kind).length
    expect(asked / days).toBeGreaterThan(9.3)
    expect(asked / days).toBeLessThan(10.7)
  })

  it('grow by a few in a flood, and none of its mails has no chance', () => {
    const flood = questions(40_000)
    expect(flood.filter((one) => one?.isDrawn).length).toBeLessThan(90)
    expect(flood.at(-1)?.chance).toBeGreaterThan(0)
  })

  it('are not fewer for weeks after one flood or one import', () => {
    const calm = past({ filed: 400, left: 100 })
    const flooded = calm.map((one) => (one.day === addDays(today, -3) ? { ...one, units: 50_000 } : one))
    expect(sharesOf(facts({ candidates: flooded }))).toEqual(sharesOf(facts({ candidates: calm })))
  })

  it.each([0, 1])('go by a guess while only %d days are known', (days) => {
    const { filed } = sharesOf(facts({ candidates: past({ filed: 9_999, left: 9_999 }, days) }))
    expect(filed.expected).toBe(200)
  })

  it('go on from what the day has brought already', () => {
    const candidates = [
      ...past({ filed: 400, left: 100 }),
      { day: today, kind: 'filed' as const, units: 8_000 },
    ]
    const [before] = questions(1)
    const [after] = questions(1, { candidates })
    expect((before?.chance ?? 0) / (after?.chance ?? 1)).toBeCloseTo(8_001 / 2 / 400, 6)
  })
})

describe('a unit', () => {
  it('is drawn about as often as its chance says', () => {
    const all = questions(20_000, { perDay: 100, candidates: past({ filed: 20_000, left: 20_000 }) })
    const expected = all.reduce((sum, one) => sum + (one?.chance ?? 0), 0)
    const count = all.filter((one) => one?.isDrawn).length
    expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })

  it('is asked about once for each kind, by the first of its mails', () => {
    const sampler = createSampler(facts())
    expect(sampler('left', unit(1))).toMatchObject({ kind: 'left', unit: unit(1).id })
    expect(sampler('left', unit(1))).toBeUndefined()
    expect(sampler('filed', unit(1))).toBeDefined()
    expect(sampler('left', unit(2, ['left']))).toBeUndefined()
    expect(sampler('left', unit(3, ['filed']))).toBeDefined()
  })

  it('is drawn again for the same secret, and a greater chance draws what a smaller one did', () => {
    const ids = (perDay: number) => drawn(400, { perDay }).map((one) => one?.unit)
    expect(ids(10)).toEqual(ids(10))
    expect(ids(200)).toEqual(expect.arrayContaining(ids(10)))
  })

  it('is another under another secret, and for another kind, so that nobody can choose mail that is never looked at', () => {
    const here = new Set(drawn(400, { perDay: 300 }).map((one) => one?.unit))
    const both = (other: typeof here) => [...other].filter((id) => here.has(id)).length
    const there = new Set(drawn(400, { perDay: 300, secret: 'b'.repeat(64) }).map((one) => one?.unit))
    const left = new Set(
      drawn(400, { perDay: 300, candidates: past({ filed: 100, left: 400 }) }, 'left').map(
        (one) => one?.unit,
      ),
    )
    for (const other of [there, left]) expect(both(other)).toBeLessThan(0.7 * here.size)
  })
})
