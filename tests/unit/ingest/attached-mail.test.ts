import { describe, expect, it } from 'vitest'
import { parseMail } from '../../../src/ingest/parse.js'
import { rawMail } from './foreign-mail.js'

const attached = (text: string) => [
  'Content-Type: message/rfc822; name="Hul.eml"',
  'Content-Disposition: attachment; filename="Hul.eml"',
  '',
  'From: Jens <jens@example.dk>',
  'Subject: Et hul',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  text,
]
const read = (own: string, parts: readonly (readonly string[])[], type = 'multipart/mixed') =>
  parseMail(
    rawMail(
      Buffer.from(
        [
          'From: Inger <inger@example.dk>',
          'Subject: Til jer',
          'Message-ID: <a@example.dk>',
          'Date: Tue, 4 Mar 2025 10:12:00 +0100',
          `Content-Type: ${type}; boundary=b`,
          '',
          ...['--b', 'Content-Type: text/plain; charset=utf-8', '', own],
          ...parts.flatMap((part) => ['--b', ...part]),
          '--b--',
          '',
        ].join('\r\n'),
      ),
    ),
    { maxBytes: 5e7 },
  )

describe('a mail attached to words', () => {
  it('is what they pass on', async () => {
    const { body, troubles } = await read('Til videre foranstaltning.', [attached('Et hul p=C3=A5 vejen.')])
    expect(body).toMatchObject({ own: 'Til videre foranstaltning.', forwarded: 'Et hul på vejen.' })
    expect(troubles).toEqual([])
  })

  it('is read for the first three of many', async () => {
    const parts = [1, 2, 3, 4].map((nth) => attached(`Nummer ${nth}`))
    expect((await read('Se her', parts)).body.forwarded).toBe('Nummer 1\n\nNummer 2\n\nNummer 3')
  })

  it('is read no further than its first quarter of a megabyte', async () => {
    const { body } = await read('Se her', [attached(`${'ord '.repeat(10)}\r\n`.repeat(100_000))])
    expect(body.forwarded.length).toBeLessThan(300_000)
  })

  it('is not read where nobody says what it is for, nor where a report returns it', async () => {
    const alone = await read('', [attached('Et hul')])
    expect(alone.troubles.map(({ kind }) => kind)).toContain('opaque-attachment')
    expect(alone.body.forwarded).toBe('')
    expect((await read('Ikke leveret', [attached('Et hul')], 'multipart/report')).body.forwarded).toBe('')
  })
})
