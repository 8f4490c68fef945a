import { describe, expect, it } from 'vitest'
import { parseMail } from '../../../src/ingest/parse.js'
import { rawMail } from './foreign-mail.js'

// -- a wrapping, built by hand -----------------------------------------------------------------------------------

const lengthOf = (size: number): Buffer => {
  if (size < 0x80) return Buffer.from([size])
  const digits = size.toString(16)
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes])
}
const definite = (tag: number, ...inside: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(inside)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}
const indefinite = (tag: number, ...inside: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...inside, Buffer.from([0, 0])])
const oid = (hex: string): Buffer => definite(0x06, Buffer.from(hex, 'hex'))
const signedData = '2a864886f70d010702'
const data = '2a864886f70d010701'

type Make = typeof definite

const wrapping = (octets: Buffer, make: Make, kind = signedData): Buffer =>
  make(
    0x30,
    oid(kind),
    make(
      0xa0,
      make(
        0x30,
        definite(0x02, Buffer.from([1])),
        definite(0x31, Buffer.from([])),
        make(0x30, oid(data), make(0xa0, octets)),
        definite(0x31, Buffer.from([])),
      ),
    ),
  )

const letter = Buffer.from(
  'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nMit pas er bortkommet, og jeg rejser på fredag.\r\n',
)
const inPieces = (make: Make): Buffer =>
  make(0x24, definite(0x04, letter.subarray(0, 60)), definite(0x04, letter.subarray(60)))

const header = [
  'From: Ane <ane@example.dk>',
  'To: borgerservice@kk.example',
  'Subject: Pas',
  'Date: Tue, 4 Mar 2025 10:12:00 +0100',
  'Message-ID: <signed@example.dk>',
  'MIME-Version: 1.0',
]
const read = (wrapped: Buffer, type = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"') => {
  const body = (wrapped.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
  const lines = [...header, `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', body, '']
  return parseMail(rawMail(Buffer.from(lines.join('\r\n'))), { maxBytes: 5e7 })
}
const kinds = (mail: Awaited<ReturnType<typeof read>>) => mail.troubles.map(({ kind }) => kind)

// ---------------------------------------------------------------------------------------------------------------

describe('a mail that is signed so that its text lies inside', () => {
  it.each([
    ['of definite lengths', wrapping(definite(0x04, letter), definite)],
    ['of indefinite lengths', wrapping(definite(0x04, letter), indefinite)],
    ['with its text in pieces', wrapping(inPieces(definite), definite)],
    ['with its text in pieces of indefinite length', wrapping(inPieces(indefinite), indefinite)],
  ])('is read: %s', async (_, wrapped) => {
    const mail = await read(wrapped)
    expect(mail).toMatchObject({ subject: 'Pas', from: { address: 'ane@example.dk' } })
    expect(mail.body.own).toBe('Mit pas er bortkommet, og jeg rejser på fredag.')
    expect(kinds(mail)).toEqual([])
  })

  it('is read where nothing but its type says so', async () => {
    const mail = await read(wrapping(definite(0x04, letter), definite), 'application/x-pkcs7-mime')
    expect(mail.body.own).toContain('bortkommet')
  })

  it.each([
    ['is encrypted', wrapping(definite(0x04, letter), definite, '2a864886f70d010703')],
    ['is cut off', wrapping(definite(0x04, letter), definite).subarray(0, 80)],
    ['says a length that it has not', Buffer.from('3084ffffffff06092a864886f70d010702', 'hex')],
    ['is nothing', Buffer.from('hej')],
    ['is elements inside each other only', Buffer.alloc(1_000_000, 0x24)],
    ['opens lengths without end', Buffer.from('3080'.repeat(100_000), 'hex')],
  ])('stays out of reach where the wrapping %s', async (_, wrapped) => {
    const began = performance.now()
    const mail = await read(wrapped)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(kinds(mail)).toContain('encrypted')
    expect(mail.body.own).toBe('')
  })
})
