import { describe, expect, it } from 'vitest'
import { readLabelMap } from '../../../src/config/label-map.js'

describe('a label map', () => {
  it('names the queue of each folder, by its name in NFC', () => {
    const map = readLabelMap(`${'Ældre'.normalize('NFD')}: pleje\n"Indbakke/Pas": pas\n`, 'map.yml')
    expect([...map]).toEqual([
      ['Ældre'.normalize('NFC'), 'pleje'],
      ['Indbakke/Pas', 'pas'],
    ])
  })

  it('may be empty', () => {
    expect(readLabelMap('', 'map.yml').size).toBe(0)
  })

  it.each([
    ['a list', '- Pas\n', 'map.yml:1:1'],
    ['a queue that is no text', 'Pas: pas\nBolig: [a]\n', 'map.yml:2:1'],
    ['a folder named twice', 'Pas: pas\nPas: id\n', 'map.yml:2:1'],
  ])('with %s is refused with its place', (_what, text, place) => {
    expect(() => readLabelMap(text, 'map.yml')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
    expect(() => readLabelMap(text, 'map.yml')).toThrow(place)
  })
})
