// A ledger as a busy municipality has it: mail that waits for people, more that is filed, threads, mailboxes and reasons of all kinds.
import { label, mailIdOf, modelId } from '../../src/ids.js'
import type { Decision, ParsedMail, Prediction, RawMail } from '../../src/journey.js'
import type { DecisionEntry } from '../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { placeOf, rawMails, readMail } from '../harness.js'

const queues = Array.from({ length: 25 }, (_, nth) => label(`queue-${nth}`))
const batch = 500
/** The bundled mails that are read; every other one is such a mail under another id. */
const patterns = 260

/** Writes so many waiting and filed mails, in the order of their arrival. */
export async function fill(
  ledger: Ledger,
  { waiting, filed }: { waiting: number; filed: number },
): Promise<void> {
  const raws = await rawMails(patterns)
  const read = await Promise.all(raws.map(readMail))
  const total = waiting + filed
  for (let from = 0; from < total; from += batch) {
    const some = Array.from({ length: Math.min(batch, total - from) }, (_, i) => mailNumber(from + i, read))
    for (const account of ['borgerservice', 'jobcenter']) {
      const own = some.filter(({ raw }) => raw.location.account === account)
      await ledger.recordReceived(
        account,
        own.map(({ raw }) => raw),
      )
    }
    // Every (total / waiting)th waits, so that old and new mail lie among each other.
    const isWaiting = (nth: number) =>
      Math.floor(((nth + 1) * waiting) / total) > Math.floor((nth * waiting) / total)
    await ledger.recordDecisions(some.map((mail, i) => entryOf(mail, from + i, isWaiting(from + i))))
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Mail {
  readonly raw: RawMail
  readonly parsed: ParsedMail
}

function mailNumber(nth: number, read: readonly ParsedMail[]): Mail {
  const bytes = new TextEncoder().encode(`mail number ${nth}`)
  const id = mailIdOf(bytes)
  const account = nth % 3 === 0 ? 'jobcenter' : 'borgerservice'
  const location = { ...placeOf(nth + 1), account }
  const pattern = read[nth % read.length] as ParsedMail
  const references = nth % 4 === 0 ? [`thread-${Math.floor(nth / 40)}@x.example`] : []
  const parsed = { ...pattern, id, messageId: `${nth}@x.example`, references }
  return { raw: { id, bytes, location, receivedAt: '2025-03-04T09:12:00.000Z' }, parsed }
}

const reasons = [
  { kind: 'unsure', probability: 0.5, threshold: 0.8 },
  { kind: 'novel', novelty: 0.9, limit: 0.8 },
  { kind: 'no-promise' },
  { kind: 'outside' },
  { kind: 'suggest-mode' },
] as const satisfies readonly Decision['because'][]

function entryOf({ raw, parsed }: Mail, nth: number, isWaiting: boolean): DecisionEntry {
  const queue = queues[(nth * 7) % queues.length] ?? label('queue-0')
  const mustSee = nth % 33 === 0 ? (['press'] as const) : []
  const because = reasons[nth % reasons.length] ?? reasons[0]
  const isBlind = nth % 50 === 1
  const review: Decision = { kind: 'review', guess: nth % 20 === 0 ? undefined : queue, because, mustSee }
  const confident = { kind: 'confident', probability: 0.99, threshold: 0.9 } as const
  const route: Decision = { kind: 'route', parts: [{ queue: queue }], because: confident, mustSee }
  return {
    ...{ mailId: raw.id, parsed, prediction: predictionOf(nth), mode: 'auto', actor: { kind: 'program' } },
    decision: isWaiting && !isBlind ? review : route,
    deliveries: isWaiting ? [] : [{ destination: 'ledger-queue', label: queue, move: undefined }],
    review: isWaiting,
    isBlind: isWaiting && isBlind,
  }
}

function predictionOf(nth: number): Prediction {
  const ranked = queues.map((_, i) => ({
    label: queues[(nth * 7 + i) % queues.length] as (typeof queues)[number],
    probability: i === 0 ? 0.52 : 0.02,
  }))
  const evidence = Array.from({ length: 12 }, (_, i) => ({ term: `ord${i}`, weight: 1 / (i + 1) }))
  return { modelId: modelId('20250301-120000-0a1b2c3d'), ranked, evidence, novelty: 0.1 }
}
