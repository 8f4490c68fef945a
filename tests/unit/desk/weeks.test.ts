import { describe, expect, it } from 'vitest'
import { lastWeeks } from '../../../src/desk/weeks.js'

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
