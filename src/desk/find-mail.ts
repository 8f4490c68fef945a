// Any mail looked up: where it went and why, by whom or which model, and its trail.

import { foldWords } from '../fold-words.js'
import { destinationTraits } from '../journey.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import type { FindFilter, FindPosition, MailLine, MailStore } from '../ledger/contract/mails.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import { maySeeFiled } from './access.js'
import { decodePosition, encodePosition } from './cursor.js'
import type { DeskDeps } from './deps.js'
import type { Desk, Person } from './desk.js'
import type { FindPage, FindQuery, FoundMail, Placement } from './filed-shapes.js'
import { mailView, threadMail } from './mail-view.js'

const pageRows = { default: 25, most: 100 }

/** Mails read in one statement, in about 10 ms; and how long one question may take in all before it says that it was cut. */
const READ_AT_ONCE = 1_000
const PATIENCE_MS = 100

/** More of a mail's trail than anybody reads. */
const AUDIT_ROWS = 200

export function createFindMail(deps: DeskDeps): Pick<Desk, 'find' | 'view'> {
  const { ledger } = deps
  return {
    async find(query, person) {
      const named = query.cursor === undefined ? await namedMails(deps, query, person) : []
      if (named.length > 0) return { rows: named.map(foundMail), next: undefined, isCut: false }
      return search(deps, query, person)
    },
    async view(id, person) {
      const record = await ledger.mail(id)
      if (record === undefined || !maySeeFiled(person, record.decision?.decision)) return undefined
      await ledger.recordAudit({ actor: person.name, action: 'viewed', mailId: id, details: { of: 'filed' } })
      const deliveries = await ledger.deliveries(id)
      const placements = (await ledger.decisions(id)).map((one) => placementOf(one, deliveries))
      const thread = record.parsed ? await ledger.threadOf(record.parsed) : []
      const queues = await ledger.queuePlaces(id)
      const item = await ledger.reviewItem(id)
      const isWaiting = item?.state === 'open'
      return {
        mail: mailView(record, await ledger.hasBytes(id)),
        placements,
        current: placements.at(-1),
        isWaiting,
        isBlind: isWaiting && item.isBlind,
        queues: queues.map(({ label, state, takenBy }) => ({ label, state, by: takenBy })),
        thread: thread.map(threadMail),
        auditLog: await ledger.audit({ mailId: id, limit: AUDIT_ROWS }),
      }
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Mails that the text names: by the beginning of their id, or by their Message-ID. */
async function namedMails(
  { ledger }: { readonly ledger: MailStore },
  query: FindQuery,
  person: Person,
): Promise<readonly MailLine[]> {
  const text = query.text?.trim() ?? ''
  const isName = /^[0-9a-f]{6,64}$/.test(text) || /^<?[^\s<>]+@[^\s<>]+>?$/.test(text)
  if (!isName) return []
  const found = await ledger.mailLines(await ledger.findMails(text))
  return found.filter((line) => mayList(person, line))
}

const mayList = ({ departments }: Person, { label }: MailLine): boolean =>
  departments === undefined || (label !== undefined && departments.includes(label))

async function search(
  { ledger, now }: Pick<DeskDeps, 'now'> & { readonly ledger: MailStore },
  query: FindQuery,
  person: Person,
): Promise<FindPage> {
  const size = Math.min(Math.max(1, query.size ?? pageRows.default), pageRows.most)
  const filter = filterOf(query, person)
  const endMs = now().getTime() + PATIENCE_MS
  const rows: MailLine[] = []
  let position: FindPosition | undefined = decodePosition(query.cursor)
  do {
    const limit = size - rows.length
    const found = await ledger.findLines({ filter, position, limit, read: READ_AT_ONCE })
    rows.push(...found.lines)
    position = found.end
  } while (position !== undefined && rows.length < size && now().getTime() < endMs)
  return {
    rows: rows.map(foundMail),
    next: position && encodePosition(position),
    isCut: position !== undefined && rows.length < size,
  }
}

const filterOf = ({ text, sender, queue, since, until }: FindQuery, { departments }: Person): FindFilter => ({
  words: foldWords(text ?? ''),
  sender: sender === undefined || sender.trim() === '' ? undefined : sender.trim().toLowerCase(),
  label: queue,
  labels: departments,
  from: since,
  before: until,
})

const foundMail = (line: MailLine): FoundMail => ({
  ...threadMail(line),
  mailbox: line.account,
  reason: line.reason,
  isWaiting: line.isWaiting,
})

type Deliveries = Awaited<ReturnType<Outbox['deliveries']>>

const placementOf = (record: DecisionRecord, deliveries: Deliveries): Placement => ({
  decisionId: record.id,
  at: record.at,
  decision: record.decision,
  by: record.actor.kind === 'person' ? record.actor.name : undefined,
  modelId: record.modelId,
  ranked: record.prediction?.ranked.slice(0, 3) ?? [],
  evidence: record.prediction?.evidence ?? [],
  mode: record.mode,
  note: record.note,
  deliveries: deliveries
    .filter(({ decisionId }) => decisionId === record.id)
    .map(({ destination, label, move, state, note }) => ({
      ...{ destination, label, state },
      toFolder: move?.toFolder,
      note: state === 'done' && destinationTraits[destination].doneNoteFor === 'program' ? '' : note,
    })),
})
