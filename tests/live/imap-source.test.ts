import { chmod, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { mailIdOf } from '../../src/ids.js'
import { createImapSource } from '../../src/ingest/sources/imap.js'
import type { RawMail } from '../../src/journey.js'
import { knows, knowsNothing, mailBytes, readAll, testSource } from '../contracts/source.js'
import { asServed, freshMailbox, type TestMailbox } from './dovecot.js'

const sourceOf = (mailbox: TestMailbox, inbox = 'INBOX') =>
  createImapSource({ imap: mailbox.imap, account: 'borgerservice', inbox })

testSource('IMAP', async () => {
  const mailbox = await freshMailbox()
  return {
    source: sourceOf(mailbox),
    add: (bytes) => mailbox.append('INBOX', [bytes]),
    remove: async (bytes) => {
      const wanted = mailIdOf(asServed(bytes))
      const found = (await mailbox.contents('INBOX')).find((mail) => mailIdOf(mail.bytes) === wanted)
      await mailbox.other.mailboxOpen('INBOX')
      await mailbox.other.messageDelete(String(found?.uid), { uid: true })
    },
    traces: () => mailbox.contents('INBOX'),
    close: () => mailbox.close(),
    asKept: asServed,
  }
})

describe('the IMAP source', () => {
  let mailbox: TestMailbox
  beforeEach(async () => {
    mailbox = await freshMailbox()
  })
  afterEach(() => mailbox.close())

  it('keeps every byte of 300 mails in batches, and changes no flag', async () => {
    const mails = Array.from({ length: 300 }, (_, n) => mailBytes(n, 'æøå '.repeat((n * 37) % 90)))
    await mailbox.fill(mails)
    await mailbox.other.mailboxOpen('INBOX')
    await mailbox.other.messageFlagsAdd('1:150', ['\\Flagged'])
    const before = await mailbox.contents('INBOX')
    const batches = await readAll(sourceOf(mailbox), knowsNothing, 64)
    expect(batches.map((batch) => batch.length)).toEqual([64, 64, 64, 64, 44])
    expect(batches.flat().map((mail) => mail.id)).toEqual(mails.map((bytes) => mailIdOf(asServed(bytes))))
    expect(await mailbox.contents('INBOX')).toEqual(before)
  })

  it('leaves \\Recent to the mail programs, which show it as new', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    await readAll(sourceOf(mailbox))
    await mailbox.other.mailboxOpen('INBOX')
    const [mail] = await mailbox.other.fetchAll('1', { flags: true })
    expect([...(mail?.flags ?? [])]).toEqual(['\\Recent'])
  })

  it('reads mail that a caseworker has opened already', async () => {
    await mailbox.append('INBOX', [mailBytes(1)], ['\\Seen'])
    expect((await readAll(sourceOf(mailbox))).flat()).toHaveLength(1)
  })

  it('reads everything again under the new UIDVALIDITY when the folder was made anew', async () => {
    await mailbox.createFolders('Post')
    await mailbox.append('Post', [mailBytes(1), mailBytes(2)])
    const before = (await readAll(sourceOf(mailbox, 'Post'))).flat()
    await mailbox.other.mailboxDelete('Post')
    await mailbox.createFolders('Post')
    await mailbox.append('Post', [mailBytes(1), mailBytes(3)])
    const after = (await readAll(sourceOf(mailbox, 'Post'), knows(before))).flat()
    expect(after.map((mail) => mail.id)).toEqual([1, 3].map((n) => mailIdOf(asServed(mailBytes(n)))))
    expect(after[0]?.location.uidValidity).not.toBe(before[0]?.location.uidValidity)
  })

  it('stops with an error when the folder is made anew in the middle of a pass', async () => {
    await mailbox.createFolders('Post')
    await mailbox.append('Post', [mailBytes(1), mailBytes(2)])
    const makesItAnew = async () => {
      await mailbox.other.mailboxDelete('Post')
      await mailbox.createFolders('Post')
      return new Set<number>()
    }
    await expect(readAll(sourceOf(mailbox, 'Post'), makesItAnew)).rejects.toMatchObject({
      code: 'IMAP_FOLDER_RENEWED',
    })
  })

  it('leaves out a mail that vanishes between listing and fetching', async () => {
    await mailbox.append('INBOX', [mailBytes(1), mailBytes(2), mailBytes(3)])
    const takesOneAway = async () => {
      await mailbox.other.mailboxOpen('INBOX')
      await mailbox.other.messageDelete('2', { uid: true })
      return new Set<number>()
    }
    const mails = (await readAll(sourceOf(mailbox), takesOneAway)).flat()
    expect(mails.map((mail) => mail.location.uid)).toEqual([1, 3])
  })

  it('fetches a mail of 20 MB, in a batch of its own', async () => {
    const large = mailBytes(2, `${'x'.repeat(998)}\n`.repeat(20_000))
    await mailbox.append('INBOX', [mailBytes(1), large, mailBytes(3)])
    const batches = await readAll(sourceOf(mailbox))
    expect(batches.map((batch) => batch.length)).toEqual([1, 1, 1])
    expect(batches[1]?.[0]?.id).toBe(mailIdOf(asServed(large)))
  })

  it('brings the others, and then an error, when the server cannot hand out one mail', async () => {
    await mailbox.append(
      'INBOX',
      numbers(5).map((n) => mailBytes(n)),
    )
    await makeUnreadable(mailbox, mailBytes(3))
    const found: RawMail[] = []
    const poll = async () => {
      for await (const batch of sourceOf(mailbox).fetchNew(knowsNothing, { batchMails: 10 }))
        found.push(...batch)
    }
    await expect(poll()).rejects.toMatchObject({ code: expect.stringMatching(/^IMAP_/) })
    expect(found.map((mail) => mail.location.uid)).toEqual([1, 2, 4, 5])
  })

  it('says which folders there are when the polled one is missing', async () => {
    await mailbox.createFolders('Indbakke')
    await expect(readAll(sourceOf(mailbox, 'Indbakker'))).rejects.toMatchObject({
      code: 'IMAP_FOLDER_MISSING',
      message: expect.stringContaining('"INBOX", "Indbakke"'),
      hint: expect.stringContaining('Did you mean "Indbakke"?'),
    })
  })
})

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

/** Takes from the server the right to read one of its own files, as a damaged disk would. */
async function makeUnreadable(mailbox: TestMailbox, bytes: Uint8Array): Promise<void> {
  const maildir = join(inject('dovecot').mailDir, mailbox.account.user, 'Maildir')
  for (const leaf of ['cur', 'new']) {
    for (const name of await readdir(join(maildir, leaf))) {
      const path = join(maildir, leaf, name)
      if ((await readFile(path)).includes(Buffer.from(bytes).subarray(0, 30))) await chmod(path, 0)
    }
  }
}
