// What a later decision does to the effects of the one it replaces. Where both put the mail into the same queue, what was
// asked for then still stands and is not asked for twice; everything else that is not done yet is called off.
import { sql } from 'kysely'
import { type DestinationKind, destinationTraits, type TakenBack } from '../../destination-kinds.js'
import type { Label, MailId } from '../../ids.js'
import { filedIn, type IsoTime } from '../../journey.js'
import { PROGRAM, writeAudit } from '../audit.js'
import type { DecisionEntry } from '../contract/decisions.js'
import type { Trx } from '../tables.js'

/** Returns the entries with the deliveries that are left to ask for. */
export async function replaceEffects(
  trx: Trx,
  entries: readonly DecisionEntry[],
  at: IsoTime,
): Promise<readonly DecisionEntry[]> {
  const left: DecisionEntry[] = []
  for (const entry of entries) {
    left.push(entry.replaces === undefined ? entry : await replaceEffectsOf(trx, entry, at))
  }
  return left
}

// ---------------------------------------------------------------------------------------------------------------

async function replaceEffectsOf(trx: Trx, entry: DecisionEntry, at: IsoTime): Promise<DecisionEntry> {
  const label = filedIn(entry.decision)
  const calledOff = await callOff(trx, entry.mailId, label, at)
  await withdraw(trx, entry.mailId, label)
  const kept = await keepFromRefilling(trx, entry.mailId, label, at)
  await askBack(trx, [...calledOff, ...kept], at)
  if (label === undefined) return entry
  const served = await servedAlready(trx, entry.mailId, label)
  return { ...entry, deliveries: entry.deliveries.filter((intent) => !served.has(intent.destination)) }
}

/** A delivery that a later decision makes void. */
interface Voided {
  readonly key: string
  readonly destination: DestinationKind
  readonly label: Label
  readonly mail_id: MailId
  readonly decision_id: number
}

async function callOff(
  trx: Trx,
  mailId: MailId,
  kept: Label | undefined,
  at: IsoTime,
): Promise<readonly Voided[]> {
  let query = trx
    .updateTable('outbox')
    .set({ state: 'superseded', closed_at: at, note: 'a later decision replaced the one that asked for it' })
    .where('mail_id', '=', mailId)
    .where('state', '=', sql.lit('pending'))
    .where('withdraws', 'is', null)
  if (kept !== undefined) query = query.where('label', '<>', kept)
  const rows = await query.returning(voided).execute()
  const auditEvents = rows.map(({ key, destination, label }) => ({
    ...{ actor: PROGRAM, action: 'delivery-called-off', mailId },
    details: { key, destination, label },
  }))
  await writeAudit(trx, at, auditEvents)
  return rows
}

const voided = ['key', 'destination', 'label', 'mail_id', 'decision_id'] as const

/** What another server holds is taken back by a delivery of its own: that server may be away now, and the mail must not be left there. */
const needsDelivery: Readonly<Record<TakenBack, boolean>> = {
  'by-moving': false, // the later decision asks for the move
  'in-the-ledger': false, // `withdraw` below
  'by-asking': true,
}

async function askBack(trx: Trx, rows: readonly Voided[], at: IsoTime): Promise<void> {
  const asked = rows
    .filter(({ destination }) => needsDelivery[destinationTraits[destination].takenBack])
    .map(({ key, ...row }) => ({
      ...row,
      key: `${key}.back`,
      withdraws: key,
      account: '',
      state: 'pending' as const,
      next_try_at: at,
    }))
  if (asked.length > 0) await trx.insertInto('outbox').values(asked).execute()
}

/** Takes the mail out of the other queues in the ledger where nobody has taken it yet. */
async function withdraw(trx: Trx, mailId: MailId, kept: Label | undefined): Promise<void> {
  let query = trx
    .updateTable('queue_items')
    .set({ state: 'withdrawn' })
    .where('mail_id', '=', mailId)
    .where('state', '=', 'ready')
  if (kept !== undefined) query = query.where('label', '<>', kept)
  await query.execute()
}

/** A job that Redis loses from here on is not put back into the queue that the mail has left. */
async function keepFromRefilling(
  trx: Trx,
  mailId: MailId,
  kept: Label | undefined,
  at: IsoTime,
): Promise<readonly Voided[]> {
  let query = trx
    .updateTable('outbox')
    .set({ consumed_at: at })
    .where('mail_id', '=', mailId)
    .where('state', '=', sql.lit('done'))
    .where('consumed_at', 'is', null)
  if (kept !== undefined) query = query.where('label', '<>', kept)
  return (await query.returning([...voided, 'withdraws']).execute()).filter((row) => row.withdraws === null)
}

/** The destinations that the latest decisions in a row for this queue have reached or will reach. */
async function servedAlready(trx: Trx, mailId: MailId, label: Label): Promise<ReadonlySet<DestinationKind>> {
  const decisions = await trx
    .selectFrom('decisions')
    .select(['id', 'kind', 'label'])
    .where('mail_id', '=', mailId)
    .orderBy('nth', 'desc')
    .execute()
  const firstOther = decisions.findIndex((decision) => decision.kind !== 'route' || decision.label !== label)
  const agreeing = firstOther === -1 ? decisions : decisions.slice(0, firstOther)
  if (agreeing.length === 0) return new Set()
  const rows = await trx
    .selectFrom('outbox')
    .select('destination')
    .where(
      'decision_id',
      'in',
      agreeing.map((decision) => decision.id),
    )
    .where('mail_id', '=', mailId)
    .where('withdraws', 'is', null)
    .where('state', 'in', ['pending', 'done'])
    .execute()
  return new Set(rows.map((row) => row.destination))
}
