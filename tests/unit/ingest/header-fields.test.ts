import { describe, expect, it } from 'vitest'
import { addressesOf, dateOf, headerValue } from '../../../src/ingest/header-fields.js'

describe('dateOf', () => {
  it.each([
    ['Tue, 4 Mar 2025 10:12:00 +0100', '2025-03-04T09:12:00.000Z'],
    ['Tue, 4 Mar 2025 10:12 +0100 (CET)', '2025-03-04T09:12:00.000Z'],
    ['4 Mar 25 10:12:00 GMT', '2025-03-04T10:12:00.000Z'],
    ['Tue, 04 Mar 2025 10.12.00 CEST', '2025-03-04T08:12:00.000Z'],
    ['2025-03-04 10:12:00', '2025-03-04T10:12:00.000Z'],
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
    ['i tirsdags', undefined],
    ['32 Mar 2025 10:12:00 +0100', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, time) => {
    expect(dateOf(text)).toBe(time)
  })
})

describe('addressesOf', () => {
  it('groups are opened, addresses lower-cased and empty entries dropped', () => {
    const parsed = [
      { name: 'Alle', group: [{ name: 'Bo  B', address: 'Bo@Example.DK' }] },
      { name: '', address: '' },
    ]
    expect(addressesOf(parsed)).toEqual([{ name: 'Bo B', address: 'bo@example.dk' }])
  })
})

describe('headerValue', () => {
  it('is the first value, unfolded', () => {
    const lines = [
      { key: 'x', line: 'X: en\r\n to' },
      { key: 'x', line: 'X: tre' },
    ]
    expect(headerValue(lines, 'x')).toBe('en to')
    expect(headerValue(lines, 'y')).toBeUndefined()
  })
})
