// Small, whole samples for the ledger's suite: each is told apart by its text, and says only what the case is about.
import { label, mailIdOf, modelId } from '../../src/ids.js'
import type {
  Decision,
  DeliveryOutcome,
  MailLocation,
  ParsedMail,
  RawMail,
  ReviewAnswer,
} from '../../src/journey.js'
import type { DecisionEntry, DecisionRecord } from '../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import type { DeliveryIntent } from '../../src/ledger/contract/outbox.js'

/** Opens a ledger that holds nothing. */
export type OpenLedger = (options: {
  readonly now: () => Date
  readonly correctionsPerSender?: number
}) => Promise<Ledger>

export const pas = label('pas')
export const skat = label('skat')

/** A clock that a case moves by hand. */
export function handClock(start = '2025-03-04T09:00:00.000Z') {
  let timeMs = Date.parse(start)
  return {
    now: () => new Date(timeMs),
    pass(ms: number) {
      timeMs += ms
    },
  }
}

export const placed = (uid: number, folder = 'INBOX', account = 'borgerservice'): MailLocation => ({
  account,
  folder,
  uidValidity: '1700000000',
  uid,
})

export function rawMail(text: string, location: MailLocation = placed(1)): RawMail {
  const bytes = new TextEncoder().encode(text)
  return { id: mailIdOf(bytes), bytes, location, receivedAt: '2025-03-04T08:59:00.000Z' }
}

export const parsedMail = (raw: RawMail, changes: Partial<ParsedMail> = {}): ParsedMail => ({
  id: raw.id,
  messageId: `${raw.id.slice(0, 8)}@example.dk`,
  references: [],
  subject: `Emne ${raw.id.slice(0, 8)}`,
  subjectCore: `Emne ${raw.id.slice(0, 8)}`,
  isReply: false,
  isForward: false,
  from: { name: 'Anna Andersen', address: 'anna@example.dk' },
  to: [],
  cc: [],
  date: undefined,
  body: { own: 'Hvordan fornyer jeg mit pas?', signature: '', quoted: '', forwarded: '' },
  language: 'da',
  automatic: undefined,
  signs: [],
  otherText: '',
  attachments: [],
  troubles: [],
  ...changes,
})

export const routeTo = (queue = pas): Decision => ({
  kind: 'route',
  parts: [{ queue: queue }],
  mustSee: [],
  because: { kind: 'confident', probability: 0.97, threshold: 0.8 },
})

export const askAPerson = (changes: Partial<Decision & { kind: 'review' }> = {}): Decision => ({
  kind: 'review',
  guess: pas,
  mustSee: [],
  because: { kind: 'unsure', probability: 0.5, threshold: 0.8 },
  ...changes,
})

export const leave: Decision = {
  kind: 'leave',
  mustSee: [],
  because: { kind: 'automatic-mail', what: 'bounce', sign: 'report-type' },
}

export const moveOf = (raw: RawMail, queue = pas): DeliveryIntent => ({
  destination: 'imap-folder',
  label: queue,
  move: {
    from: raw.location,
    toFolder: `Afdelinger/${queue}`,
    sizeBytes: raw.bytes.byteLength,
    messageId: `${raw.id.slice(0, 8)}@example.dk`,
  },
})

export const toQueue = (queue = pas): DeliveryIntent => ({
  destination: 'ledger-queue',
  label: queue,
  move: undefined,
})

export const entryFor = (raw: RawMail, changes: Partial<DecisionEntry> = {}): DecisionEntry => ({
  mailId: raw.id,
  parsed: parsedMail(raw),
  prediction: {
    modelId: modelId('20250301-120000-0a1b2c3d'),
    ranked: [
      { label: pas, probability: 0.97 },
      { label: skat, probability: 0.03 },
    ],
    evidence: [{ term: 'pas', weight: 1.5 }],
    novelty: 0.1,
  },
  decision: routeTo(),
  mode: 'auto',
  actor: { kind: 'program' },
  deliveries: [toQueue()],
  review: false,
  ...changes,
})

export const answerOf = (raw: RawMail, changes: Partial<ReviewAnswer> = {}): ReviewAnswer => ({
  mailId: raw.id,
  version: 1,
  label: skat,
  by: 'birthe',
  note: '',
  ...changes,
})

/** The decision that a caseworker's answer stands for. */
export const answerEntry = (raw: RawMail, by = 'birthe', queue = skat): DecisionEntry =>
  entryFor(raw, {
    prediction: undefined,
    decision: { kind: 'route', parts: [{ queue: queue }], mustSee: [], because: { kind: 'answered', by } },
    actor: { kind: 'person', name: by },
    deliveries: [toQueue(queue)],
  })

/** Receives a mail and decides it. */
export async function decided(
  ledger: Ledger,
  raw: RawMail,
  changes: Partial<DecisionEntry> = {},
): Promise<DecisionRecord> {
  await ledger.recordReceived(raw.location.account, [raw])
  const entry = entryFor(raw, changes)
  await ledger.groupAlike(entry.parsed === undefined ? [] : [entry.parsed])
  const [record] = await ledger.recordDecisions([entry])
  if (record === undefined) throw new Error('the decision was not accepted')
  return record
}

const everyDestination = ['imap-folder', 'ledger-queue', 'bullmq-queue'] as const

export const due = (ledger: Ledger) =>
  ledger.pendingDeliveries({ destinations: everyDestination, limit: 100 })

/** Carries out with one result everything that is due. */
export async function outcomeOf(ledger: Ledger, outcome: DeliveryOutcome, maxAttempts = 5) {
  const deliveries = await due(ledger)
  await ledger.recordOutcomes(
    deliveries.map((delivery) => ({ delivery, outcome })),
    { maxAttempts },
  )
  return deliveries
}

/** What the audit log says was done with a mail, oldest first. */
export async function auditedOf(ledger: Ledger, raw: RawMail): Promise<readonly string[]> {
  const rows = await ledger.audit({ mailId: raw.id, limit: 100 })
  return rows.map((row) => row.action).reverse()
}

const campaignSentences = [
  'Jeg skriver for at protestere mod de nye parkeringsregler i Vestbyen, som byrådet vedtog i sidste uge.',
  'Reglerne betyder, at vi beboere skal betale for at holde foran vores egen dør, mens kunderne i centret stadig holder gratis i tre timer.',
  'Det er urimeligt over for børnefamilier og ældre, som ikke kan bære deres indkøb hele vejen fra den store plads ved stationen.',
  'Jeg beder jer derfor om at udsætte reglerne, indtil beboerne er blevet hørt, og om at sende mig dagsordenen til det næste møde.',
]

/** One of many letters that were copied from the same page: with a name, an address and a sentence of one's own. */
export const campaignMail = (raw: RawMail, nth: number, changes: Partial<ParsedMail> = {}): ParsedMail =>
  parsedMail(raw, {
    subject: 'De nye parkeringsregler',
    subjectCore: 'De nye parkeringsregler',
    from: { name: '', address: `beboer${nth}@post.example` },
    body: {
      own: [
        'Kære byråd',
        ...campaignSentences,
        `Selv har jeg boet her i ${nth + 2} år og aldrig haft brug for en licens.`,
        `Beboer ${nth}`,
        `Eksempelvej ${nth}, 4000 By`,
      ].join('\n'),
      ...{ signature: '', quoted: '', forwarded: '' },
    },
    ...changes,
  })
