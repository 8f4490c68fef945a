import { describe, expect, it } from 'vitest'
import { createLabeller, labelFromName } from '../../../../src/cli/import/labels.js'

const queues = {
  pas: { name: 'Pas', folder: 'Afdelinger/Pas' },
  'pleje-omsorg': { name: 'Hjemmepleje og omsorg', folder: 'Afdelinger/Ældre' },
  koerekort: { name: 'Kørekort' },
}
const folders = new Map([
  ['Arkiv/Diverse', 'pas'],
  ['Pension', 'pleje-omsorg'],
])
const known = { queues, outside: 'udenfor', folders, keepUnknown: false }

describe('the label of a folder', () => {
  it.each([
    ['is what the map says', 'Arkiv/Diverse', 'pas'],
    ['is what the map says of its last level', 'Arkiv/2023/Pension', 'pleje-omsorg'],
    ['is the queue whose folder it is', 'Afdelinger/Ældre', 'pleje-omsorg'],
    ['is that queue in NFD too', 'Afdelinger/Ældre'.normalize('NFD'), 'pleje-omsorg'],
    ['is the queue whose key is its last level', 'Gammelt/pleje-omsorg', 'pleje-omsorg'],
    ['is the queue whose name is its last level, in any case', 'Gammelt/KØREKORT', 'koerekort'],
    ['is the outside label', 'udenfor', 'udenfor'],
    ['is none when nothing is known of it', 'Indbakke', undefined],
  ])('%s', (_rule, folder, label) => {
    expect(createLabeller(known)(folder)).toBe(label)
  })

  it('is made of its last level when unknown ones are kept', () => {
    expect(createLabeller({ ...known, keepUnknown: true })('Arkiv/Børn & Unge')).toBe('boern-unge')
  })

  it('is in the map before it is among the queues', () => {
    const map = new Map([['Pas', 'koerekort']])
    expect(createLabeller({ ...known, folders: map })('Pas')).toBe('koerekort')
  })
})

describe('a label made of a name', () => {
  it.each([
    ['Kørekort', 'koerekort'],
    ['Ældre, Åse & Ø'.normalize('NFD'), 'aeldre-aase-oe'],
    ['Café 2', 'cafe-2'],
    ['   ', ''],
    ['x'.repeat(100), 'x'.repeat(63)],
  ])('%s is %s', (name, label) => {
    expect(labelFromName(name)).toBe(label)
  })
})
