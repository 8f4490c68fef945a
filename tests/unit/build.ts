// Builders for tests: each gives a whole, valid shape, and a test says only what matters to it.
import { label, type MailId, mailIdOf, modelId } from '../../src/ids.js'
import type { MailLocation, ParsedMail, Prediction } from '../../src/journey.js'

export function aMail(changes: Partial<ParsedMail> = {}): ParsedMail {
  return {
    id: mailIdOf(Buffer.from('a mail')),
    messageId: 'one@example.dk',
    references: [],
    subject: 'Nyt pas',
    subjectCore: 'Nyt pas',
    isReply: false,
    isForward: false,
    from: { name: 'Ane Prøve', address: 'ane@example.dk' },
    to: [{ name: '', address: 'borgerservice@kk.example' }],
    cc: [],
    date: '2025-03-04T09:12:00.000Z',
    body: { own: 'Hvordan fornyer jeg mit pas?', signature: '', quoted: '', forwarded: '' },
    language: 'da',
    automatic: undefined,
    signs: [],
    otherText: '',
    attachments: [],
    troubles: [],
    ...changes,
  }
}

/** A prediction that gives `best` its probability and shares the rest between the others. */
export function aPrediction(
  best: string,
  probability: number,
  changes: Partial<Prediction> & { others?: readonly string[] } = {},
): Prediction {
  const { others = ['parkering', 'udenfor'], ...rest } = changes
  const left = (1 - probability) / others.length
  return {
    modelId: modelId('20250101-000000-00000000'),
    ranked: [
      { label: label(best), probability },
      ...others.filter((one) => one !== best).map((one) => ({ label: label(one), probability: left })),
    ],
    evidence: [{ term: 'pas', weight: 1 }],
    novelty: 0.1,
    ...rest,
  }
}

export const aLocation = (changes: Partial<MailLocation> = {}): MailLocation => ({
  account: 'borgerservice',
  folder: 'INBOX',
  uidValidity: '7',
  uid: 1,
  ...changes,
})

export const anId = (seed: number): MailId => mailIdOf(Buffer.from(String(seed)))
