import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayOf,
  inWords,
  isoWeekOf,
  lastWeeks,
  startOf,
  startOfDay,
  weekBefore,
  weekOf,
} from '../../src/danish-time.js'

describe('a Danish day', () => {
  it.each([
    ['2026-03-02', '2026-03-01T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'], // summer time begins at two o'clock
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'], // and ends at three
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begins at %s', (day, at) => {
    expect(startOfDay(day)).toBe(at)
  })

  it('is followed by another', () => {
    expect(startOfDay('2026-02-28', { later: 1 })).toBe('2026-02-28T23:00:00.000Z')
  })

  it.each(['', '2026-02-30', '2026-2-3', 'i dag', '2026-13-01'])('is not "%s"', (text) => {
    expect(startOfDay(text)).toBeUndefined()
  })
})

it('a moment is told in Danish time, wherever the server is', () => {
  expect(inWords('2026-07-01T22:30:00.000Z', 'da-DK')).toMatch(/^2\. jul\. 2026,? .*00\.30$/)
})

describe('ISO weeks', () => {
  it.each([
    ['2025-03-04T09:00:00Z', '2025-W10', '2025-03-02T23:00:00.000Z', '2025-03-09T23:00:00.000Z'],
    ['2025-03-02T22:59:59Z', '2025-W09', '2025-02-23T23:00:00.000Z', '2025-03-02T23:00:00.000Z'],
    ['2025-03-02T23:00:00Z', '2025-W10', '2025-03-02T23:00:00.000Z', '2025-03-09T23:00:00.000Z'],
    // the clocks go forward on 30 March 2025 and back on 26 October
    ['2025-03-29T12:00:00Z', '2025-W13', '2025-03-23T23:00:00.000Z', '2025-03-30T22:00:00.000Z'],
    ['2025-10-26T12:00:00Z', '2025-W43', '2025-10-19T22:00:00.000Z', '2025-10-26T23:00:00.000Z'],
    // a week belongs to the year of its Thursday
    ['2024-12-31T12:00:00Z', '2025-W01', '2024-12-29T23:00:00.000Z', '2025-01-05T23:00:00.000Z'],
    ['2027-01-02T12:00:00Z', '2026-W53', '2026-12-27T23:00:00.000Z', '2027-01-03T23:00:00.000Z'],
  ])('%s lies in %s', (now, name, begins, ends) => {
    expect(lastWeeks(new Date(now), 1)).toEqual({ names: [name], bounds: [begins, ends] })
  })

  it('a year of weeks has no gap', () => {
    const { names, bounds } = lastWeeks(new Date('2025-12-31T12:00:00Z'), 53)
    expect(names[0]).toBe('2025-W01')
    expect(names.at(-1)).toBe('2026-W01')
    const hours = bounds
      .slice(1)
      .map((end, nth) => (Date.parse(end) - Date.parse(bounds[nth] ?? '')) / 3_600_000)
    expect(hours.filter((long) => long !== 168)).toEqual([167, 169])
  })
})

it.each([
  ['2024-12-29', '2024-W52'],
  ['2024-12-30', '2025-W01'],
  ['2027-01-03', '2026-W53'],
  ['2026-11-21', '2026-W47'],
])('%s lies in %s', (day, week) => {
  expect(isoWeekOf(day)).toBe(week)
})

it.each([
  ['2025-03-09T22:59:59Z', '2025-W10', '2025-W09'],
  ['2025-03-09T23:00:00Z', '2025-W11', '2025-W10'], // Monday in Copenhagen, Sunday in UTC
  ['2025-07-06T22:00:00Z', '2025-W28', '2025-W27'],
  ['2024-12-29T23:00:00Z', '2025-W01', '2024-W52'],
])('at %s it is week %s, and %s has ended', (at, week, before) => {
  expect([weekOf(new Date(at)), weekBefore(new Date(at))]).toEqual([week, before])
})

describe('laws of the calendar', () => {
  const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

  it('a moment lies within its day, which lasts 23 to 25 hours', () => {
    fc.assert(
      fc.property(moments, (at) => {
        const day = dayOf(at)
        const [begins, ends] = [Date.parse(startOf(day)), Date.parse(startOf(addDays(day, 1)))]
        expect(begins <= at.getTime() && at.getTime() < ends).toBe(true)
        expect([23, 24, 25]).toContain((ends - begins) / 3_600_000)
        expect(dayOf(new Date(begins - 1))).toBe(addDays(day, -1))
      }),
    )
  })

  it("a week's name is that of each of its days, and the figures' weeks and the warnings' weeks are the same", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 60 }), (now, count) => {
        const { names, bounds } = lastWeeks(now, count)
        expect([names.at(-1), names.at(-2) ?? weekBefore(now)]).toEqual([weekOf(now), weekBefore(now)])
        names.forEach((name, nth) => {
          const monday = dayOf(new Date(bounds[nth] ?? ''))
          for (let day = 0; day < 7; day++) expect(isoWeekOf(addDays(monday, day))).toBe(name)
        })
      }),
    )
  })
})
