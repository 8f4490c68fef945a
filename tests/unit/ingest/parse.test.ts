import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseMail } from '../../../src/ingest/parse.js'
import { rawMail } from './foreign-mail.js'

const own = ['borgerservice@kk.example']
const options = { maxBytes: 1_000_000, addresses: { own, ours: own } }
const folder = join(import.meta.dirname, '../../mail')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.replace(/\.eml$/, ''))

const parse = (text: string | Buffer, overrides = {}) =>
  parseMail(rawMail(Buffer.from(text)), { ...options, ...overrides })
const troublesOf = (mail: { troubles: readonly { kind: string }[] }) => mail.troubles.map(({ kind }) => kind)

describe('the mail corpus', () => {
  // The expected results are rewritten only with POSTFORDELER_UPDATE_MAIL=1, and then read like code.
  it.each(names)('%s is read as expected', async (name) => {
    const { id, ...mail } = await parse(readFileSync(join(folder, `${name}.eml`)))
    const file = join(folder, `${name}.expected.json`)
    const got = `${JSON.stringify(mail, undefined, 2)}\n`
    if (process.env['POSTFORDELER_UPDATE_MAIL']) writeFileSync(file, got)
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    expect(got).toBe(readFileSync(file, 'utf8'))
  })
})

describe('limits', () => {
  const header = 'From: a@example.dk\r\nSubject: =?utf-8?Q?Str=C3=B8m?=\r\nMessage-ID: <x@example.dk>\r\n'

  it('a mail exactly at the size limit is read', async () => {
    const text = `${header}\r\nHej med jer alle sammen`
    const mail = await parse(text, { maxBytes: Buffer.byteLength(text) })
    expect(mail.body.own).toBe('Hej med jer alle sammen')
  })

  it('a mail one byte over the size limit is read by its header only', async () => {
    const text = `${header}\r\nHej med jer alle sammen`
    const mail = await parse(text, { maxBytes: Buffer.byteLength(text) - 1 })
    expect(mail.subject).toBe('Strøm')
    expect(mail.from?.address).toBe('a@example.dk')
    expect(mail.body.own).toBe('')
    expect(troublesOf(mail)).toContain('too-large')
  })

  it('a mail with 1,500 parts keeps its header and first text', async () => {
    const part = '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDer er vand i kælderen hos os\r\n'
    const mail = await parse(
      `${header}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(1500)}--b--\r\n`,
    )
    expect(mail.subject).toBe('Strøm')
    expect(mail.body.own).toBe('Der er vand i kælderen hos os')
    expect(troublesOf(mail)).toContain('malformed')
  })

  it('a mail with 3 MB of header keeps its subject', async () => {
    const mail = await parse(`${header}${'X-Junk: yes\r\n'.repeat(250_000)}\r\nHej`, { maxBytes: 50_000_000 })
    expect(mail.subject).toBe('Strøm')
    expect(troublesOf(mail)).toContain('malformed')
  })

  it('text over its limit is cut and says so', async () => {
    const mail = await parse(`${header}\r\n${'ord og flere ord\r\n'.repeat(100_000)}`, {
      maxBytes: 50_000_000,
    })
    expect(troublesOf(mail)).toContain('text-cut')
    expect(mail.body.own.length).toBeLessThanOrEqual(1_000_000)
  })
})

describe('what mailparser has inside', () => {
  it('still hands every text part to our decoder', async () => {
    const latin1 = Buffer.from(
      'Content-Type: text/plain\r\n\r\nbl\u00e5b\u00e6r og r\u00f8dgr\u00f8d',
      'latin1',
    )
    const mail = await parse(latin1)
    expect(mail.body.own).toBe('blåbær og rødgrød')
    expect(troublesOf(mail)).toContain('charset-guessed')
  })
})
