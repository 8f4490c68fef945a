import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findFolder,
  nearestName,
  requireFolders,
  toImapFolder,
} from '../../../src/connections/imap-folders.js'

const listed = (path: string, delimiter = '/', prefix = '', canHoldMail = true) =>
  toImapFolder({ path, delimiter, canHoldMail }, prefix)

describe('a folder is found by its configured name', () => {
  it.each([
    ['its exact path', 'Afdelinger/Pas', [listed('Afdelinger/Pas')], 'Afdelinger/Pas'],
    [
      'levels that the server parts by a dot',
      'Afdelinger/Pas',
      [listed('Afdelinger.Pas', '.')],
      'Afdelinger.Pas',
    ],
    ['a prefix left out', 'Pas', [listed('INBOX.Pas', '.', 'INBOX.')], 'INBOX.Pas'],
    ['a prefix written out', 'INBOX/Pas', [listed('INBOX.Pas', '.', 'INBOX.')], 'INBOX.Pas'],
    ['INBOX in any case', 'inbox', [listed('INBOX', '.', 'INBOX.')], 'INBOX'],
    ['a server without levels', 'Pas/Visum', [listed('Pas/Visum', '')], 'Pas/Visum'],
    [
      'the exact spelling before the composed one',
      'a\u030A',
      [listed('\u00E5'), listed('a\u030A')],
      'a\u030A',
    ],
  ])('%s', (_, configured, folders, path) => {
    expect(findFolder(folders, configured)?.path).toBe(path)
  })

  it('not when it is a mere level that can hold no mail', () => {
    expect(findFolder([listed('Afdelinger', '/', '', false)], 'Afdelinger')).toBeUndefined()
  })

  it('however Unicode writes it', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'å', 'æ', 'ø', 'é', 'Ü', ' ', '&'),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('NFC', 'NFD'),
        fc.constantFrom('NFC', 'NFD'),
        (text, served, written) => {
          const folder = listed(`Afd.${text.normalize(served)}`, '.')
          expect(findFolder([folder], `Afd/${text.normalize(written)}`)?.path).toBe(folder.path)
        },
      ),
    )
  })
})

describe('missing folders', () => {
  it('are named all at once', () => {
    expect(() => requireFolders([listed('INBOX')], ['A', 'INBOX', 'B', 'A'])).toThrow(
      /"A", "B"\. Folders that exist: "INBOX"/,
    )
  })

  it.each([
    ['a letter too many', 'Afdelinger/Pass', 'Afdelinger/Pas'],
    ['another case', 'afdelinger/pas', 'Afdelinger/Pas'],
    ['the right name on another level', 'Pas', 'Afdelinger/Pas'],
  ])('get a near miss for %s', (_, wanted, guess) => {
    expect(nearestName(wanted, ['INBOX', 'Afdelinger/Pas', 'Afdelinger/Skat og gæld'])).toBe(guess)
  })

  it('get no guess when nothing is near', () => {
    expect(nearestName('Vielser', ['INBOX', 'Afdelinger/Pas'])).toBeUndefined()
  })
})
