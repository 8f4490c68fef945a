import { describe, expect, it } from 'vitest'
import { durationMs } from '../../../src/config/duration.js'

describe('a duration', () => {
  it.each([
    ['250ms', 250],
    ['60s', 60_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['30d', 2_592_000_000],
  ])('%s is %i milliseconds', (text, ms) => {
    expect(durationMs(text)).toBe(ms)
  })

  it.each(['60', 's', '1.5h', '-1s', ''])('"%s" is none', (text) => {
    expect(() => durationMs(text)).toThrow()
  })
})
