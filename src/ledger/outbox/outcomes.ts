// What an outcome does to its delivery: closed, or tried again after a pause, or given up and shown to a person.
import type { MailId } from '../../ids.js'
import type { Decision, Delivery, DeliveryOutcome, IsoTime } from '../../journey.js'
import { type AuditEvent, PROGRAM, writeAudit } from '../audit.js'
import { inParts } from '../context.js'
import { noteGone, noteMoved } from '../mails/locations.js'
import { dropNeedlessBytes } from '../mails/texts.js'
import { openReviews } from '../reviews/reviews.js'
import type { OutboxState, Trx } from '../tables.js'
import type { OutboxRecord } from './outbox-rows.js'

type OutboxRow = Omit<OutboxRecord, 'folder' | 'uid_validity' | 'uid'>

interface Limits {
  readonly maxAttempts: number
  readonly now: Date
}

/** What becomes of an outbox row. */
interface Change {
  readonly state: OutboxState
  readonly attempts: number
  readonly next_try_at: IsoTime
  readonly note: string
  readonly closed_at: IsoTime | null
}

/** A refusal seldom goes away within seconds; the pause doubles with each attempt up to an hour. */
const FAILED_PAUSE_MS = 30_000

/** Nothing was refused, the answer was lost: looking again soon shows what happened. */
const UNKNOWN_PAUSE_MS = 5_000

export const LONGEST_PAUSE_MS = 3_600_000

/** Decides what an outcome does to a pending delivery with so many attempts behind it. */
function changeFor(
  row: Pick<OutboxRow, 'attempts'>,
  outcome: DeliveryOutcome,
  { maxAttempts, now }: Limits,
): Change {
  const attempts = row.attempts + 1
  const note = outcome.note ?? ''
  const closed = { attempts, note, next_try_at: now.toISOString(), closed_at: now.toISOString() }
  if (outcome.kind === 'done' || outcome.kind === 'gone') return { ...closed, state: outcome.kind }
  if (attempts >= maxAttempts) return { ...closed, state: 'failed' }
  const firstPauseMs = outcome.kind === 'unknown' ? UNKNOWN_PAUSE_MS : FAILED_PAUSE_MS
  const pauseMs = Math.min(LONGEST_PAUSE_MS, firstPauseMs * 2 ** (attempts - 1))
  const nextTryAt = new Date(now.getTime() + pauseMs).toISOString()
  return { state: 'pending', attempts, note, next_try_at: nextTryAt, closed_at: null }
}

/** The body of the transaction, after the mails' rows were locked. */
export async function applyOutcomes(
  trx: Trx,
  outcomes: readonly { readonly delivery: Delivery; readonly outcome: DeliveryOutcome }[],
  limits: Limits,
): Promise<void> {
  const at = limits.now.toISOString()
  const rows = await rowsByKey(
    trx,
    outcomes.map(({ delivery }) => delivery),
  )
  const known = outcomes.flatMap(({ delivery, outcome }) => {
    const row = rows.get(delivery.key)
    rows.delete(delivery.key) // a second outcome of the same delivery in one batch says nothing new
    return row ? [{ row, outcome, change: changeFor(row, outcome, limits) }] : []
  })
  const changed = known.filter(({ row }) => row.state === 'pending')
  await updateRows(trx, changed)
  await noteLocations(trx, known, at)
  await writeAudit(trx, at, changed.map(auditEventOf))
  await showGivenUp(
    trx,
    changed.filter(({ change }) => change.state === 'failed').map(({ row }) => row),
    at,
  )
  await dropNeedlessBytes(
    trx,
    changed.filter(({ change }) => change.closed_at !== null).map(({ row }) => row.mail_id),
  )
}

// ---------------------------------------------------------------------------------------------------------------

async function rowsByKey(trx: Trx, deliveries: readonly Delivery[]): Promise<Map<string, OutboxRow>> {
  const rows = new Map<string, OutboxRow>()
  for (const part of inParts(deliveries)) {
    const found = await trx
      .selectFrom('outbox')
      .selectAll()
      .where(
        'mail_id',
        'in',
        part.map((delivery) => delivery.mailId),
      )
      .where(
        'key',
        'in',
        part.map((delivery) => delivery.key),
      )
      .execute()
    for (const row of found) rows.set(row.key, row)
  }
  return rows
}

/** A move that was carried out is a fact, even when the decision behind it has been replaced while it was under way. */
async function noteLocations(
  trx: Trx,
  known: readonly { readonly row: OutboxRow; readonly outcome: DeliveryOutcome }[],
  at: IsoTime,
): Promise<void> {
  const moves: Parameters<typeof noteMoved>[1][number][] = []
  const gone: number[] = []
  for (const { row, outcome } of known) {
    if (row.location_id === null || row.state === 'done') continue
    if (outcome.kind === 'gone') gone.push(row.location_id)
    if (outcome.kind !== 'done' || outcome.location === undefined) continue
    moves.push({ id: row.mail_id, location: outcome.location, movedFrom: row.location_id })
  }
  await noteMoved(trx, moves, at)
  await noteGone(trx, gone, at)
}

/** Rows that change alike change in one statement: in a batch of 100 that went well that is all of them. */
async function updateRows(trx: Trx, changed: readonly { row: OutboxRow; change: Change }[]): Promise<void> {
  const alike = new Map<string, { readonly change: Change; readonly ids: number[] }>()
  for (const { row, change } of changed) {
    const kind = JSON.stringify(change)
    const group = alike.get(kind) ?? { change, ids: [] as number[] }
    group.ids.push(row.id)
    alike.set(kind, group)
  }
  for (const { change, ids } of alike.values()) {
    for (const part of inParts(ids)) {
      await trx.updateTable('outbox').set(change).where('id', 'in', part).execute()
    }
  }
}

const actionOf = {
  done: 'delivered',
  gone: 'delivery-gone',
  failed: 'delivery-given-up',
  pending: 'delivery-postponed',
}

const auditEventOf = ({
  row,
  change,
  outcome,
}: {
  row: OutboxRow
  change: Change
  outcome: DeliveryOutcome
}): AuditEvent => ({
  actor: PROGRAM,
  action: actionOf[change.state === 'superseded' ? 'gone' : change.state],
  mailId: row.mail_id,
  details: {
    key: row.key,
    destination: row.destination,
    label: row.label,
    attempts: change.attempts,
    outcome: outcome.kind,
    note: change.note,
  },
})

async function showGivenUp(trx: Trx, rows: readonly OutboxRow[], at: IsoTime): Promise<void> {
  if (rows.length === 0) return
  const decisions = await decisionsOf(trx, rows)
  const items = new Map<MailId, Parameters<typeof openReviews>[1][number]>()
  for (const row of rows) {
    items.set(row.mail_id, {
      mailId: row.mail_id,
      decisionId: row.decision_id,
      mustSee: decisions.get(row.decision_id)?.mustSee ?? [],
      guess: row.label,
      reason: { kind: 'failed', attempts: row.attempts + 1 },
      isBlind: false,
    })
  }
  await openReviews(trx, [...items.values()], at)
}

async function decisionsOf(trx: Trx, rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, Decision>> {
  const decisions = new Map<number, Decision>()
  for (const part of inParts([...new Set(rows.map((row) => row.decision_id))])) {
    const found = await trx
      .selectFrom('decisions')
      .select(['id', 'decision'])
      .where('id', 'in', part)
      .execute()
    for (const { id, decision } of found) decisions.set(id, JSON.parse(decision))
  }
  return decisions
}
