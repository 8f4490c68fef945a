import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSourceUri } from '../../../../src/ingest/sources/open-source-uri.js'
import { mailBytes, readAll } from '../../../contracts/source.js'
import { removeTree, temporaryTree } from './temporary-tree.js'

let dir = ''
beforeAll(async () => {
  dir = await temporaryTree()
  for (const name of ['empty', 'eml', 'maildir/cur', 'maildir/new'])
    await mkdir(join(dir, name), { recursive: true })
  await writeFile(join(dir, 'eml', 'a.eml'), mailBytes(1))
  await writeFile(join(dir, 'maildir', 'cur', '1.a:2,S'), mailBytes(1))
  await writeFile(join(dir, 'post.mbox'), `From a@example.dk Tue Mar  4 09:12:00 2025\nSubject: a\n\nHej\n`)
  await writeFile(join(dir, 'empty.mbox'), '')
  await writeFile(join(dir, 'letter.txt'), 'Kære borger')
})
afterAll(() => removeTree(dir))

const uri = (text: string) => text.replace(':', `:${dir}/`)

describe('openSourceUri', () => {
  it.each(['eml:eml', 'maildir:maildir', 'mbox:post.mbox'])('opens %s', async (text) => {
    const source = await openSourceUri(uri(text))
    expect(source.account).toBe(uri(text))
    expect((await readAll(source)).flat()).toHaveLength(1)
  })

  it('names the source as the mailbox is named, if it is one', async () => {
    expect((await openSourceUri(uri('eml:eml'), { account: 'borgerservice' })).account).toBe('borgerservice')
  })

  it.each([
    ['eml:none', 'SOURCE_MISSING'],
    ['maildir:none', 'SOURCE_MISSING'],
    ['mbox:none', 'SOURCE_MISSING'],
    ['eml:letter.txt', 'SOURCE_WRONG_KIND'],
    ['maildir:letter.txt', 'SOURCE_WRONG_KIND'],
    ['maildir:eml', 'SOURCE_WRONG_KIND'],
    ['mbox:eml', 'SOURCE_WRONG_KIND'],
    ['mbox:letter.txt', 'SOURCE_WRONG_KIND'],
    ['eml:empty', 'SOURCE_EMPTY'],
    ['mbox:empty.mbox', 'SOURCE_EMPTY'],
    ['pop3:host', 'SOURCE_URI_UNKNOWN'],
    ['eml', 'SOURCE_URI_UNKNOWN'],
  ])('refuses %s with %s and says what to do', async (text, code) => {
    await expect(openSourceUri(uri(text))).rejects.toMatchObject({ code, hint: expect.stringMatching(/\w/) })
  })

  it.each(['eml:empty', 'mbox:empty.mbox'])('lets a polled %s have no mail yet', async (text) => {
    const source = await openSourceUri(uri(text), { mayBeEmpty: true })
    expect(await readAll(source)).toEqual([])
  })
})
