import { describe, expect, it } from 'vitest'
import { automaticOf } from '../../../src/ingest/automatic.js'
import type { Clues } from '../../../src/ingest/machine/clues.js'
import { cpuMs } from '../cpu-time.js'

interface Given extends Partial<Omit<Clues, 'header' | 'from' | 'to'>> {
  readonly from?: string
  readonly to?: string
  readonly own?: string
  readonly headers?: Readonly<Record<string, string>>
}

const ours = { own: ['borgerservice@kk.example'], ours: ['borgerservice@kk.example', 'teknik@kk.example'] }
const address = (value: string) => ({ name: '', address: value })

/** What an ordinary mail with these changes is taken for. */
function found({
  from = 'inger@example.dk',
  to = 'borgerservice@kk.example',
  own = 'Der er et hul.',
  headers,
  ...rest
}: Given) {
  return automaticOf({
    ...{
      subject: 'Hul i vejen',
      subjectCore: 'Hul i vejen',
      isReply: false,
      isForward: false,
      references: [],
    },
    ...{ from: address(from), to: [address(to)], cc: [], partTypes: ['text/plain'], calendar: '', text: own },
    ...{ body: { own, signature: '', quoted: '', forwarded: '' }, addresses: ours },
    header: (name) => headers?.[name],
    ...rest,
  })
}

const references = ['ours@kk.example']
const reportOf = (type: string, part: string) => [
  `multipart/report; report-type="${type}"`,
  'text/plain',
  part,
]

describe('what proves that a machine wrote a mail', () => {
  it.each<[kind: string, sign: string, given: Given]>([
    ['own-copy', 'own-address', { from: 'borgerservice@kk.example', to: 'inger@example.dk' }],
    ['auto-reply', 'auto-replied', { references, headers: { 'auto-submitted': 'auto-replied' } }],
    ['auto-reply', 'auto-replied', { headers: { 'auto-submitted': 'auto-replied', 'return-path': '<>' } }],
    ['auto-reply', 'auto-replied', { own: 'Jeg er på ferie', headers: { 'auto-submitted': 'auto-replied' } }],
    ['auto-reply', 'auto-replied', { references, headers: { precedence: 'auto_reply' } }],
    [
      'auto-reply',
      'absence-header',
      { subject: 'Automatisk svar: Møde', references, headers: { 'x-auto-response-suppress': 'All' } },
    ],
    ['auto-reply', 'absence-words', { subject: 'Autosvar: Møde', references, own: 'Jeg er på ferie.' }],
    ['bounce', 'report-type', { partTypes: reportOf('delivery-status', 'message/delivery-status') }],
    [
      'receipt',
      'report-type',
      { partTypes: reportOf('disposition-notification', 'message/disposition-notification') },
    ],
    [
      'bounce',
      'report-shape',
      {
        from: 'mailer-daemon@mx.example',
        text: 'Kunne ikke leveres: 550 5.1.1 ukendt',
        headers: { 'return-path': '<>' },
      },
    ],
    ['calendar', 'calendar-answer', { own: '', partTypes: ['text/calendar; method="reply"'] }],
    ['calendar', 'calendar-answer', { own: '', partTypes: ['text/calendar'], calendar: 'METHOD:REPLY' }],
  ])('%s, by %s: %j', (kind, sign, given) => {
    expect(found(given)).toEqual({ kind, sign })
  })

  it.each<[string, Given]>([
    ['an ordinary mail', {}],
    ['a word at the beginning of a subject', { subject: 'Læst: Indkaldelse' }],
    ['words in the subject alone', { subject: 'Automatisk svar: Møde', references }],
    [
      'one that Exchange asks not to be answered by machines',
      { headers: { 'x-auto-response-suppress': 'DR, OOF' } },
    ],
    [
      'one that is explicitly not automatic',
      { references, headers: { 'auto-submitted': 'no', 'x-autoreply': 'no' } },
    ],
    ['what a system generated', { references, headers: { 'auto-submitted': 'auto-generated' } }],
    ['a bulk mail without a sender', { headers: { 'return-path': '<>', precedence: 'bulk' } }],
    [
      'an answer to an autoreply',
      {
        subject: 'SV: Autosvar: Tak',
        subjectCore: 'Autosvar: Tak',
        isReply: true,
        references,
        own: 'Jeg er på ferie',
      },
    ],
    ['mail from noreply', { from: 'noreply@kk.example', subject: 'Levering mislykkedes' }],
    ['mail from this mailbox to itself', { from: 'borgerservice@kk.example' }],
    ['mail from a sister mailbox', { from: 'teknik@kk.example' }],
    ['mail from a sister mailbox to somebody outside', { from: 'teknik@kk.example', to: 'inger@example.dk' }],
    [
      'a form that writes as this mailbox',
      {
        from: 'borgerservice@kk.example',
        to: 'inger@example.dk',
        headers: { 'reply-to': 'jens@example.dk' },
      },
    ],
    ['a refused application', { subject: 'Afvist: min ansøgning om hjælp' }],
    [
      'a receipt inside another mail',
      { partTypes: ['multipart/mixed', 'text/plain', 'message/disposition-notification'] },
    ],
    ['an invitation', { own: '', partTypes: ['text/calendar; method="request"'] }],
    ['a proposal of another time', { own: '', partTypes: ['text/calendar; method="counter"'] }],
    ['an answer to an invitation with words', { partTypes: ['text/calendar; method="reply"'] }],
    ['mail from a system with a text for us', { headers: { 'auto-submitted': 'auto-generated' } }],
  ])('%s does not', (_, given) => {
    expect(found(given)).toBeUndefined()
  })
})

describe('a mail made to be slow', () => {
  const pieces = [
    'a ',
    'jeg ',
    'x@',
    '\n',
    '- ',
    '550 ',
    '1.',
    '<',
    'From: a\n',
    'kan I ',
    'navn:\n',
    'METHOD:',
    'http://x',
  ]

  it.each(pieces)('of %j is decided quickly', (piece) => {
    const own = piece.repeat(1_000_000 / piece.length)
    const headers = { 'return-path': `<${' '.repeat(100_000)}`, 'x-auto-response-suppress': 'All' }
    const given = { own, references, headers, subject: 'Autosvar', calendar: own }
    expect(cpuMs(() => found(given))).toBeLessThan(200)
    expect(cpuMs(() => found({ ...given, from: 'postmaster@x.example', headers: {} }))).toBeLessThan(200)
    expect(
      cpuMs(() => found({ ...given, partTypes: ['text/calendar'], calendar: `METHOD:REPLY\n${own}` })),
    ).toBeLessThan(200)
  })
})
