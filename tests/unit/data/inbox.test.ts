import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { type ParsedMail, simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { forms } from '../../../data/mail-forms.js'
import { answerLine, makeInbox } from '../../../data/make-inbox.js'

const data = join(import.meta.dirname, '../../../data')
const inbox = makeInbox(data)

describe('the inbox of .eml files', () => {
  it('holds the files that make-inbox.ts makes and no other', () => {
    expect(readdirSync(join(data, 'inbox')).sort()).toEqual(inbox.map((mail) => mail.file))
  })

  it.each(inbox)('$file holds the bytes that make-inbox.ts makes', ({ file, bytes }) => {
    expect(bytes.equals(readFileSync(join(data, 'inbox', file)))).toBe(true)
  })

  it('has the answers that make-inbox.ts makes', () => {
    expect(readFileSync(join(data, 'inbox-answers.jsonl'), 'utf8')).toBe(inbox.map(answerLine).join(''))
  })

  it.each(inbox)('$file reads as the mail of the corpus ($form)', async ({ bytes, source, form }) => {
    const mail = await simpleParser(form === 'plain Latin-1, undeclared' ? declared(bytes) : bytes)
    expect(spaced(mail.text)).toBe(spaced(source.body))
    expect(spaced(mail.subject)).toBe(spaced(source.subject))
    expect(`"${mail.from?.value[0]?.name}" <${mail.from?.value[0]?.address}>`).toBe(source.from)
    expect(recipient(mail)).toBe(source.to)
    expect(mail.date?.toLocaleString('sv', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T')).toBe(
      source.date,
    )
  })

  it.each(inbox)('$file ends its lines in CRLF, none longer than 998 bytes', ({ bytes }) => {
    const text = bytes.toString('latin1')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  it.each(inbox)('$file does not name its id', ({ bytes, source }) => {
    expect(bytes.includes(source.id)).toBe(false)
  })

  it.each(forms)('has a mail in the form "$name"', ({ name }) => {
    expect(inbox.filter((mail) => mail.form === name).length).toBeGreaterThan(0)
  })

  it.each([
    ['without Message-ID', (head: string) => !/^Message-ID:/im.test(head)],
    ['with raw UTF-8 in the header', (head: string) => /[^\0-\x7f]/.test(head)],
    ['with encoded words of kind B', (head: string) => /=\?[^?]+\?B\?/.test(head)],
    ['with encoded words of kind Q', (head: string) => /=\?[^?]+\?Q\?/.test(head)],
    ['with a folded subject', (head: string) => /^Subject:.*\r\n /m.test(head)],
    ['in a thread', (head: string) => /^In-Reply-To:/m.test(head)],
  ])('has a mail %s', (_what, has) => {
    const heads = inbox.map(({ bytes }) => bytes.toString('utf8').split('\r\n\r\n')[0] ?? '')
    expect(heads.filter(has).length).toBeGreaterThan(0)
  })
})

/** What src/ingest does for such mail: Latin-1 that is not declared is told to be so. */
function declared(bytes: Buffer): Buffer {
  const text = iconv.decode(bytes, 'windows-1252')
  return Buffer.from(text.replace('\r\n\r\n', '\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'))
}

/** Text with every run of white space, hard spaces too, as one space. */
function spaced(text: string | undefined): string {
  return (text ?? '').replace(/[\s ]+/g, ' ').trim()
}

function recipient(mail: ParsedMail): string | undefined {
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to
  return to?.value[0]?.address
}
