import { describe, expect, it } from 'vitest'
import { inWords, startOfDay } from '../../../src/web/local-time.js'

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
