import { describe, expect, it } from 'vitest'
import { weekBefore } from '../../../src/danish-time.js'
import { driftWarnings, weekFigures } from '../../../src/guarantee/drift.js'
import { normalTail } from '../../../src/guarantee/normal-tail.js'
import { label, modelId } from '../../../src/ids.js'
import type { DayFigures } from '../../../src/ledger/contract/guarantee.js'
import { createRandom, type Random } from '../../../src/train/random.js'

const model = modelId('20250301-120000-0a1b2c3d')
const now = new Date('2025-06-04T09:00:00Z') // a Wednesday
const dayOf = (weeksAgo: number) =>
  new Date(now.getTime() - weeksAgo * 7 * 86_400_000).toISOString().slice(0, 10)

/** What a week is made of: chances, by queue and for each figure. */
interface Week {
  readonly mails: number
  readonly queues: readonly number[]
  readonly novel: number
  readonly overridden: number
  /** Mean share of unknown terms; a single mail's spreads evenly between 0 and twice that. */
  readonly unknown: number
}
const usual: Week = {
  mails: 400,
  queues: [0.35, 0.25, 0.15, 0.1, 0.08, 0.05, 0.015, 0.005],
  ...{ novel: 0.02, overridden: 0.03, unknown: 0.15 },
}

/** The queue in whose share of all mail a number in [0, 1) falls. */
function queueAt(shares: readonly number[], at: number): number {
  let end = 0
  const found = shares.findIndex((share) => {
    end += share
    return at < end
  })
  return Math.max(0, found)
}

function drawWeek(weeksAgo: number, week: Week, random: Random): DayFigures[] {
  const draws = new Map<number, { -readonly [Name in keyof DayFigures]: DayFigures[Name] }>()
  for (let mail = 0; mail < week.mails; mail++) {
    const queue = queueAt(week.queues, random())
    const day = draws.get(queue) ?? {
      ...{ day: dayOf(weeksAgo), label: label(`q${queue}`), modelId: model, mails: 0, novel: 0, routed: 0 },
      ...{ overridden: 0, measured: 0, unknownSum: 0, unknownSquares: 0 },
    }
    const unknown = 2 * week.unknown * random()
    day.mails++
    day.measured++
    day.unknownSum += unknown
    day.unknownSquares += unknown ** 2
    if (random() < week.novel) day.novel++
    else if (random() < 0.7) {
      day.routed++
      if (random() < week.overridden) day.overridden++
    }
    draws.set(queue, day)
  }
  return [...draws.values()]
}

const earlier = (random: Random, week: (weeksAgo: number) => Week = () => usual) =>
  Array.from({ length: 12 }, (_, at) => drawWeek(at + 2, week(at), random)).flat()

/** Share of last weeks with a warning, after twelve weeks of the same. */
function alarms(weeks: number, seed: number, week: (random: Random) => Week): number {
  const random = createRandom(seed)
  let warned = 0
  for (let run = 0; run < weeks; run++) {
    const days = [...earlier(random, () => week(random)), ...drawWeek(1, week(random), random)]
    if (driftWarnings(days, now).length > 0) warned++
  }
  return warned / weeks
}

describe('drift', () => {
  it('warns of nothing in fewer than 1 of 500 weeks in which nothing has changed', {
    timeout: 120_000,
  }, () => {
    expect(alarms(2_000, 3, () => usual)).toBeLessThanOrEqual(0.002)
  })

  it('stays quiet in 98 of 100 weeks when queues grow and shrink by a fifth at random', {
    timeout: 120_000,
  }, () => {
    const restless = (random: Random): Week => {
      const queues = usual.queues.map((share) => share * (0.8 + 0.4 * random()))
      const total = queues.reduce((sum, share) => sum + share, 0)
      return { ...usual, queues: queues.map((share) => share / total) }
    }
    expect(alarms(1_000, 5, restless)).toBeLessThanOrEqual(0.02)
  })

  it.each<{ what: string; changed: Partial<Week>; warns: string; says: string }>([
    {
      what: 'a queue doubles',
      changed: { queues: [0.25, 0.2, 0.15, 0.2, 0.1, 0.08, 0.015, 0.005] },
      warns: 'q3',
      says: 'a season',
    },
    { what: 'words become unknown', changed: { unknown: 0.19 }, warns: 'unknown terms', says: 'train again' },
    { what: 'mail becomes novel', changed: { novel: 0.08 }, warns: 'novelty', says: 'a new matter' },
    { what: 'people override more', changed: { overridden: 0.12 }, warns: 'overrides', says: 'errs more' },
  ])('warns in plain words when $what', ({ changed, warns, says }) => {
    const random = createRandom(7)
    const days = [...earlier(random), ...drawWeek(1, { ...usual, ...changed }, random)]
    const warning = driftWarnings(days, now).find(({ what }) => what === warns)
    expect(warning?.message).toContain(says)
    expect(warning?.week).toBe(weekBefore(now))
  })

  it('says nothing of a week that is not over, nor before four weeks are known', () => {
    const random = createRandom(9)
    const changed = { ...usual, novel: 0.3 }
    expect(driftWarnings([...earlier(random), ...drawWeek(0, changed, random)], now)).toEqual([])
    const few = [2, 3, 4].flatMap((ago) => drawWeek(ago, usual, random))
    expect(driftWarnings([...few, ...drawWeek(1, changed, random)], now)).toEqual([])
  })

  it("compares novelty and unknown terms only with weeks of the same model's", () => {
    const random = createRandom(11)
    const older = earlier(random, () => ({ ...usual, unknown: 0.4, novel: 0.2 })).map((day) => ({
      ...day,
      modelId: modelId('20250101-120000-0a1b2c3d'),
    }))
    const warned = driftWarnings([...older, ...drawWeek(1, usual, random)], now).map(({ what }) => what)
    expect(warned).not.toContain('novelty')
    expect(warned).not.toContain('unknown terms')
  })

  it('the figures of a week are shares of its mail', () => {
    const day: DayFigures = {
      ...{ day: '2025-05-26', label: label('pas'), modelId: model, mails: 8, novel: 2, routed: 4 },
      ...{ overridden: 1, measured: 8, unknownSum: 2, unknownSquares: 1 },
    }
    const other = {
      ...day,
      day: '2025-06-01',
      label: label('skat'),
      mails: 2,
      novel: 0,
      routed: 0,
      overridden: 0,
      measured: 0,
      unknownSum: 0,
    }
    expect(weekFigures([day, other], now)).toEqual([
      {
        ...{ week: '2025-W22', mails: 10, unknownTerms: 0.25, novel: 0.2, overridden: 0.25 },
        queues: { pas: 0.8, skat: 0.2 },
      },
    ])
  })
})

it.each([
  [0, 0.5],
  [1.6449, 0.05],
  [3.0902, 0.001],
  [4.7534, 1e-6],
  [-1.6449, 0.95],
])('the normal tail above %d is %d', (z, tail) => {
  expect(normalTail(z) / tail).toBeCloseTo(1, 3)
})
