import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileSources, folderName } from '../../../../src/cli/import/sources.js'
import type { MailSource } from '../../../../src/ingest/sources/source.js'

const open = async (account: string): Promise<MailSource> => ({
  account,
  fetchNew: async function* () {},
  close: async () => {},
})

function tree(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tree-'))
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  return folder
}

async function found(scheme: string, path: string) {
  const sources = await fileSources(`${scheme}:${path}`, open)
  const location = { account: '', folder: 'INBOX', uidValidity: '0', uid: 1 }
  return sources.map(({ source, folderOf }) => [source.account.replace(path, ''), folderOf(location)])
}

describe('the sources in a path', () => {
  it('of .eml files are one', async () => {
    expect(await found('eml', '/x')).toEqual([['eml:', 'INBOX']])
  })

  it('of one mbox file are one, with the name of the file for a folder', async () => {
    expect(await found('mbox', join(tree('Pas.mbox'), 'Pas.mbox'))).toEqual([['mbox:', 'Pas']])
  })

  it('of mbox files in folders are one each', async () => {
    const path = tree('Pas', 'Pas.msf', 'Børn.sbd/Skole', 'Apple.mbox/mbox')
    expect(await found('mbox', path)).toEqual([
      ['mbox:/Apple.mbox/mbox', 'Apple'],
      ['mbox:/Børn.sbd/Skole', 'Børn/Skole'],
      ['mbox:/Pas', 'Pas'],
    ])
  })

  it('of a Maildir are one, whose mail says itself where it lies', async () => {
    expect(await found('maildir', tree('cur/1', 'new/2', '.Pas/cur/3', '.Pas/new/4'))).toEqual([
      ['maildir:', 'INBOX'],
    ])
  })

  it('of a folder of Maildirs are one each', async () => {
    expect(await found('maildir', tree('pas/cur/1', 'pas/new/2', 'b/skole/cur/3', 'b/skole/new/4'))).toEqual([
      ['maildir:/b/skole', 'b/skole'],
      ['maildir:/pas', 'pas'],
    ])
  })

  it.each(['maildir', 'mbox'])(
    '%s: of a path that is missing are left to the source to report',
    async (scheme) => {
      expect(await found(scheme, '/nowhere/Pas')).toHaveLength(1)
    },
  )

  it.each([
    ['ftp:x', 'IMPORT_SOURCE_UNKNOWN'],
    ['mail', 'IMPORT_SOURCE_UNKNOWN'],
    [`mbox:${tree()}`, 'IMPORT_FOLDER_EMPTY'],
    [`maildir:${tree('x/y')}`, 'IMPORT_FOLDER_EMPTY'],
  ])('%s are refused', async (uri, code) => {
    await expect(fileSources(uri, open)).rejects.toMatchObject({ code })
  })
})

describe('the name of a folder', () => {
  it.each([
    ['Afdelinger/Pas', 'Afdelinger/Pas'],
    ['.Afdelinger.Pas', 'Afdelinger/Pas'],
    ['.K&APg-rekort', 'Kørekort'],
    ['.B&APg-rn &- Unge', 'Børn & Unge'],
    ['A&B-C', 'A&B-C'],
    ['.', ''],
  ])('%s is %s', (folder, name) => {
    expect(folderName(folder)).toBe(name)
  })
})
