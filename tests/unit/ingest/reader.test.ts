import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { parseMail } from '../../../src/ingest/parse.js'
import { createBoundedChild } from '../../../src/ingest/reader/bounded-child.js'
import { createReader } from '../../../src/ingest/reader.js'
import { rawMail } from './foreign-mail.js'

const own = ['borgerservice@kk.example']
const options = { maxBytes: 50_000_000, addresses: { own, ours: own } }
const reader = createReader({ maxBytes: options.maxBytes, addressesOf: () => options.addresses })
afterAll(() => reader.close())

const header = (subject: string) =>
  `From: =?utf-8?Q?=C3=98rn?= <oern@b.example>\r\nTo: a@kk.example, "B, C" <b@kk.example>\r\nSubject: ${subject}\r\nMessage-ID: <x@b.example>\r\nDate: Tue, 4 Mar 2025 10:00:00 +0100\r\n`
const aMail = (nth: number) =>
  rawMail(Buffer.from(`${header(`Sag ${nth}`)}\r\nDer er vand i kælderen, ${nth}`))
/** The parser keeps every line's end apart: a gigabyte of memory, or ten seconds. */
const bomb = rawMail(Buffer.from(`${header('=?utf-8?B?w5hs?=')}\r\nHvad er det?${'\n'.repeat(25_000_000)}`))

describe('the reader', () => {
  it('reads as the parser does', async () => {
    const raw = aMail(1)
    expect(await reader.read(raw)).toEqual(await parseMail(raw, options))
  }, 120_000)

  it('knows for which mailbox it reads: a copy of one mailbox is mail to its sister', async () => {
    const ours = ['a@kk.example', 'b@kk.example']
    const addressesOf = (account: string) => ({ own: [`${account}@kk.example`], ours })
    const sisters = createReader({ maxBytes: options.maxBytes, addressesOf })
    const bytes = Buffer.from('From: a@kk.example\r\nTo: inger@b.example\r\nCc: b@kk.example\r\n\r\nSvar')
    const readIn = (account: string) =>
      sisters.read({ ...rawMail(bytes), location: { account, folder: 'INBOX', uidValidity: '0', uid: 1 } })
    expect((await readIn('a')).automatic).toEqual({ kind: 'own-copy', sign: 'own-address' })
    expect((await readIn('b')).automatic).toBeUndefined()
    await sisters.close()
  }, 120_000)

  it('gives html, and undefined where there is none', async () => {
    const html = Buffer.from(`${header('x')}Content-Type: text/html\r\n\r\n<p>Hej</p>`)
    expect(await reader.readHtml(html)).toBe('<p>Hej</p>')
    expect(await reader.readHtml(aMail(1).bytes)).toBeUndefined()
  }, 120_000)

  it('stops at a mail that is too much, reads it plainly, and reads all others', async () => {
    const before = reader.pid()
    const mails = [aMail(1), aMail(2), bomb, aMail(3), aMail(4)]
    const read = await Promise.all(mails.map(reader.read))
    expect(read.map(({ subject }) => subject)).toEqual(['Sag 1', 'Sag 2', 'Øl', 'Sag 3', 'Sag 4'])
    expect(read[2]).toMatchObject({
      from: { name: 'Ørn', address: 'oern@b.example' },
      to: [
        { name: '', address: 'a@kk.example' },
        { name: 'B, C', address: 'b@kk.example' },
      ],
      date: '2025-03-04T09:00:00.000Z',
      body: { own: 'Hvad er det?' },
      automatic: undefined,
    })
    expect(read[2]?.troubles.map(({ kind }) => kind)).toEqual(['malformed'])
    expect(read[3]).toEqual(await parseMail(mails[3] as typeof bomb, options))
    expect(reader.pid()).not.toBe(before)
  }, 120_000)

  it('reads a mail over the size limit by its header, in this process', async () => {
    const small = createReader({ maxBytes: 1_000 })
    const mail = await small.read(rawMail(Buffer.from(`${header('Stor')}\r\n${'x'.repeat(1_000)}`)))
    expect(mail).toMatchObject({ subject: 'Stor', body: { own: '' } })
    expect(mail.troubles.map(({ kind }) => kind)).toContain('too-large')
    expect(small.pid()).toBeUndefined()
  })

  it('replaces a process that is killed from outside', async () => {
    await reader.read(aMail(1))
    process.kill(reader.pid() ?? 0, 'SIGKILL')
    await sleep(100)
    expect((await reader.read(aMail(2))).subject).toBe('Sag 2')
  }, 120_000)
})

describe('a process that cannot be started', () => {
  it('fails what is asked of it, and is tried again with the next', async () => {
    const nowhere = createBoundedChild(new URL('./no-such-file', import.meta.url), {
      ...{ heapMb: 100, rssMb: 300, watchMs: 50, startMs: 60_000, aheadRequests: 8, aheadBytes: 1_000_000 },
      cannotStart: (how) => new Error(`told: ${how}`),
    })
    const ask = () => nowhere.ask({ head: {}, bytes: new Uint8Array() }, 1_000)
    await expect(ask()).rejects.toThrow(/^told: exit code 1/)
    await expect(ask()).rejects.toThrow(/^told: exit code 1/)
    await nowhere.close()
  }, 120_000)
})
