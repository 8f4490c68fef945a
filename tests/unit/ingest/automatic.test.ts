import { describe, expect, it } from 'vitest'
import { automaticKind } from '../../../src/ingest/automatic.js'

const kind = (given: {
  subject?: string
  from?: string
  headers?: Record<string, string>
  partTypes?: string[]
  method?: string
}) =>
  automaticKind({
    header: (name) => given.headers?.[name],
    subject: given.subject ?? 'Hul i vejen',
    from: given.from ?? 'inger@example.dk',
    ownAddresses: ['borgerservice@kk.example'],
    partTypes: given.partTypes ?? ['text/plain'],
    calendarMethod: given.method,
  })

describe('automaticKind', () => {
  it.each([
    ['own-copy', { from: 'borgerservice@kk.example' }],
    ['auto-reply', { headers: { 'auto-submitted': 'auto-replied' } }],
    ['auto-reply', { headers: { precedence: 'auto_reply' } }],
    ['auto-reply', { subject: 'Automatisk svar: Møde' }],
    ['auto-reply', { subject: 'Autosvar: jeg holder ferie' }],
    ['bounce', { subject: 'Kan ikke leveres: Brev', headers: { 'return-path': '<>' } }],
    ['bounce', { headers: { 'content-type': 'multipart/report; report-type=delivery-status' } }],
    ['receipt', { headers: { 'content-type': 'multipart/report; report-type=disposition-notification' } }],
    ['receipt', { subject: 'Læst: Indkaldelse' }],
    ['calendar', { method: 'REPLY' }],
    ['calendar', { subject: 'Accepteret: Samtale', partTypes: ['text/calendar'] }],
  ] as const)('%s: %j', (expected, given) => {
    expect(kind(given as Parameters<typeof kind>[0])).toBe(expected)
  })

  it.each([
    ['an ordinary mail', {}],
    [
      'one that Exchange asks not to be answered by machines',
      { headers: { 'x-auto-response-suppress': 'DR, OOF' } },
    ],
    ['one that is explicitly not automatic', { headers: { 'auto-submitted': 'no' } }],
    ['an answer to an autoreply', { subject: 'SV: Autosvar: Tak for din henvendelse' }],
    ['a complaint about one', { subject: 'Jeg får kun autosvar: hvorfor?' }],
    ['a refused application', { subject: 'Afvist: min ansøgning om hjælp' }],
    ['a letter that could not be delivered', { subject: 'Kan ikke leveres - brev fra jer' }],
    ['an invitation', { method: 'REQUEST' }],
    ['mail from a system with a text for us', { headers: { 'auto-submitted': 'auto-generated' } }],
  ])("%s is a person's", (_, given) => {
    expect(kind(given)).toBeUndefined()
  })
})
