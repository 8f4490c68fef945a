import { describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import { isBlindSample } from '../../../src/route/blind-sample.js'

const ids = Array.from({ length: 20_000 }, (_, at) => mailIdOf(Buffer.from(`mail ${at}`)))
const secret = 'a'.repeat(64)
const chosen = (share: number, key = secret) => ids.filter((id) => isBlindSample(id, share, key))

describe('the blind sample', () => {
  it.each([0.02, 0.1, 0.5])('is about the share that was asked for: %d', (share) => {
    const spread = 4 * Math.sqrt((share * (1 - share)) / ids.length)
    expect(Math.abs(chosen(share).length / ids.length - share)).toBeLessThan(spread)
  })

  it('is nothing when none is asked for', () => {
    expect(chosen(0)).toEqual([])
  })

  it('is the same again for the same secret, and larger shares hold the smaller', () => {
    const small = chosen(0.02)
    expect(chosen(0.02)).toEqual(small)
    expect(chosen(0.05)).toEqual(expect.arrayContaining(small))
  })

  it('is another under another secret, so that nobody can choose mail that is never looked at', () => {
    const here = new Set(chosen(0.5))
    const both = chosen(0.5, 'b'.repeat(64)).filter((id) => here.has(id)).length
    expect(both / ids.length).toBeGreaterThan(0.23)
    expect(both / ids.length).toBeLessThan(0.27)
  })
})
