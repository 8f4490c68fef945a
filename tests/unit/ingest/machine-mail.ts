// Builds the mails of machine-mail.test.ts: header and text as the programs named there write them, with invented people.

import { label, mailIdOf } from '../../../src/ids.js'
import type { MailboxAddresses } from '../../../src/ingest/machine/clues.js'
import { parseMail } from '../../../src/ingest/parse.js'
import { decide } from '../../../src/route/policy.js'

export interface Letter {
  readonly from?: string
  readonly to?: string
  readonly subject: string
  /** Further header lines. */
  readonly header?: readonly string[]
  readonly type?: string
  readonly text: string
}

export type Row = readonly [name: string, letter: Letter]

export const OURS = 'borgerservice@kk.example'
const mailboxes: MailboxAddresses = { own: [OURS], ours: [OURS, 'teknik@kk.example'] }

/** Ids of the mail that is answered. */
export const answers = ['In-Reply-To: <ours-1@kk.example>', 'References: <ours-1@kk.example>']
export const noSender = 'Return-Path: <>'

function bytesOf({
  from = 'Ole Lund <ole@firma.example>',
  to = OURS,
  subject,
  header = [],
  type,
  text,
}: Letter) {
  const head = [
    ...(from === '' ? [] : [`From: ${from}`]),
    `To: ${to}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Tue, 4 Mar 2025 10:12:00 +0100',
    'Message-ID: <theirs-1@firma.example>',
    ...header,
    'MIME-Version: 1.0',
    `Content-Type: ${type ?? 'text/plain; charset=utf-8'}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text.replace(/\n/g, '\r\n')}\r\n`)
}

/** Parts of a multipart, each with its header. */
export const parts = (...each: readonly (readonly [type: string, text: string])[]): string =>
  `${each.map(([type, text]) => `--=_b\nContent-Type: ${type}\n\n${text}\n`).join('')}--=_b--`

const status = (code: string, action: string, address: string): string =>
  `Reporting-MTA: dns; mx.udbyder.example\n\nFinal-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${code}\nDiagnostic-Code: smtp; ${code}`

const returned =
  'Received: from mail.kk.example\nFrom: borgerservice@kk.example\nTo: kaj@udbyder.example\nSubject: Dit pas er klar\nMessage-ID: <ours-1@kk.example>'

export interface Report {
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly code?: string
  readonly action?: string
  readonly header?: readonly string[]
  /** `message/rfc822`, or the header alone. */
  readonly back?: string
}

/** A delivery report of RFC 3464. */
export const dsn = ({
  text,
  code = '5.1.1',
  action = 'failed',
  back = 'message/rfc822',
  ...rest
}: Report): Letter => ({
  ...rest,
  type: 'multipart/report; report-type=delivery-status; boundary="=_b"',
  text: parts(
    ['text/plain; charset=utf-8', text],
    ['message/delivery-status', status(code, action, 'kaj@udbyder.example')],
    [back, `${returned}${back === 'message/rfc822' ? '\n\nKære Kaj\n\nDit pas er klar.' : ''}`],
  ),
})

/** A receipt of RFC 8098. */
export const receipt = (
  subject: string,
  text: string,
  disposition: string,
  header: readonly string[] = [],
): Letter => ({
  ...{ subject, header },
  type: 'multipart/report; report-type=disposition-notification; boundary="=_b"',
  text: parts(
    ['text/plain; charset=utf-8', text],
    [
      'message/disposition-notification',
      `Reporting-UA: mail.firma.example\nFinal-Recipient: rfc822; ole@firma.example\nOriginal-Message-ID: <ours-1@kk.example>\nDisposition: ${disposition}`,
    ],
  ),
})

export const event = (method: string, extra: readonly string[] = []): string =>
  [
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:1@kk.example',
    'DTSTART:20250312T090000Z',
  ]
    .concat([
      'SUMMARY:Samtale om plejeplan',
      'LOCATION:Rådhuset\\, lokale 4',
      ...extra,
      'END:VEVENT',
      'END:VCALENDAR',
    ])
    .join('\r\n')

/** An answer to an invitation, with the text that its program puts beside it. */
export const invitation = (
  subject: string,
  method: string,
  text: string,
  extra: readonly string[] = [],
): Letter => ({
  subject,
  type: 'multipart/alternative; boundary="=_b"',
  text: parts(
    ['text/plain; charset=utf-8', text],
    [`text/calendar; charset=utf-8; method=${method}`, event(method, extra)],
  ),
})

export const readLetter = (letter: Letter, addresses: MailboxAddresses = mailboxes) => {
  const bytes = bytesOf(letter)
  const location = { account: 'borgerservice', folder: 'INBOX', uidValidity: '0', uid: 1 }
  return parseMail(
    { id: mailIdOf(bytes), bytes, location, receivedAt: undefined },
    { maxBytes: 1_000_000, addresses },
  )
}

/** What becomes of it where no model helps. */
export const decided = async (letter: Letter) =>
  decide(await readLetter(letter), undefined, {
    ...{ mode: 'auto', folder: 'INBOX', outside: label('udenfor'), queues: new Set<string>() },
    ...{ languages: ['da'], rules: [], model: undefined, thread: undefined },
    hourlyLimit: { limit: 1, isReached: false },
  })
