// The department queues that are kept in the ledger. A mail is served once per delivery key, whatever happens to it afterwards.
import { type Kysely, sql } from 'kysely'
import type { MailId } from '../../ids.js'
import type { Decision, Delivery, IsoTime } from '../../journey.js'
import { PROGRAM, writeAudit } from '../audit.js'
import { inParts, type LedgerContext, lockMails, timeOf } from '../context.js'
import type { Outbox, QueueItem, QueuePlace } from '../contract/outbox.js'
import { rankOf } from '../reviews/reviews.js'
import type { Tables, Trx } from '../tables.js'

export function createQueues(
  context: LedgerContext,
): Pick<
  Outbox,
  'enqueue' | 'queueItems' | 'queueCounts' | 'takeFromQueue' | 'finishQueueItem' | 'queuePlaces'
> {
  const { db } = context
  return {
    enqueue: (deliveries) => db.write((trx) => enqueue(context, trx, deliveries)),
    async queueItems(label, { limit }) {
      const query = items(db.sql)
        .where('queue_items.label', '=', label)
        .where(sql<boolean>`queue_items.state in ('ready', 'taken')`) // in the index's own words
        .orderBy('queue_items.rank')
        .orderBy('queue_items.id')
        .limit(limit)
      return (await query.execute()).map(itemOf)
    },
    queueCounts: () =>
      db.sql
        .selectFrom('queue_items')
        .select(['label', counted('ready'), counted('taken'), counted('done')])
        .groupBy('label')
        .orderBy('label')
        .execute(),
    takeFromQueue: (label, by) =>
      db.write(async (trx) => {
        const id = await takeNext(context, trx, label, by)
        if (id === undefined) return undefined
        const row = await items(trx).where('queue_items.id', '=', id).executeTakeFirstOrThrow()
        const details = { queueItem: id, label }
        await writeAudit(trx, timeOf(context), [
          { actor: by, action: 'queue-taken', mailId: row.mail_id, details },
        ])
        return itemOf(row)
      }),
    queuePlaces: (id) => queuePlacesOf(db.sql, id),
    finishQueueItem: (id, by) =>
      db.write(async (trx) => {
        const at = timeOf(context)
        const row = await trx
          .updateTable('queue_items')
          .set({ state: 'done', done_at: at })
          .where('id', '=', id)
          .where('state', 'in', ['ready', 'taken'])
          .returning(['mail_id', 'label'])
          .executeTakeFirst()
        if (row === undefined) return false
        const details = { queueItem: id, label: row.label }
        await writeAudit(trx, at, [{ actor: by, action: 'queue-done', mailId: row.mail_id, details }])
        return true
      }),
  }
}

/** Oldest first. */
export async function queuePlacesOf(db: Kysely<Tables> | Trx, id: MailId): Promise<readonly QueuePlace[]> {
  const query = db.selectFrom('queue_items').select(['label', 'state', 'taken_by']).where('mail_id', '=', id)
  const rows = await query.orderBy('id').execute()
  return rows.map(({ label, state, taken_by }) => ({ label, state, takenBy: taken_by ?? undefined }))
}

// ---------------------------------------------------------------------------------------------------------------

async function enqueue(
  context: LedgerContext,
  trx: Trx,
  deliveries: readonly Delivery[],
): Promise<ReadonlySet<string>> {
  const at = timeOf(context)
  await lockMails(
    context,
    trx,
    deliveries.map((delivery) => delivery.mailId),
  )
  const served = new Set<string>()
  for (const part of inParts(deliveries)) {
    const wanted = await stillWanted(trx, part)
    for (const row of wanted) served.add(row.key)
    const rows = wanted.map((row) => rowOf(row, at))
    if (rows.length === 0) continue
    const added = await trx
      .insertInto('queue_items')
      .values(rows)
      .onConflict((conflict) => conflict.column('delivery_key').doNothing())
      .returning(['id', 'mail_id', 'label'])
      .execute()
    const auditEvents = added.map((row) => ({
      actor: PROGRAM,
      action: 'queued',
      mailId: row.mail_id,
      details: { queueItem: row.id, label: row.label },
    }))
    await writeAudit(trx, at, auditEvents)
  }
  return served
}

interface Wanted {
  readonly key: string
  readonly label: QueueItem['label']
  readonly mail_id: MailId
  readonly decision_id: number
  readonly decision: string
}

const stillWanted = (trx: Trx, deliveries: readonly Delivery[]): Promise<Wanted[]> =>
  trx
    .selectFrom('outbox')
    .innerJoin('decisions', 'decisions.id', 'outbox.decision_id')
    .select(['outbox.key', 'outbox.label', 'outbox.mail_id', 'outbox.decision_id', 'decisions.decision'])
    .where(
      'outbox.mail_id',
      'in',
      deliveries.map((delivery) => delivery.mailId),
    )
    .where(
      'outbox.key',
      'in',
      deliveries.map((delivery) => delivery.key),
    )
    .where('outbox.state', '<>', 'superseded')
    .orderBy('outbox.id')
    .execute()

function rowOf({ key, label, mail_id, decision_id, decision }: Wanted, at: IsoTime) {
  const { mustSee } = JSON.parse(decision) as Decision
  return {
    delivery_key: key,
    label,
    mail_id,
    decision_id,
    state: 'ready' as const,
    rank: rankOf(mustSee),
    must_see: JSON.stringify(mustSee),
    since: at,
  }
}

async function takeNext(
  { db }: LedgerContext,
  trx: Trx,
  label: QueueItem['label'],
  by: string,
): Promise<number | undefined> {
  const next = trx
    .selectFrom('queue_items')
    .select('id')
    .where('label', '=', label)
    .where('state', '=', sql.lit('ready'))
    .orderBy('rank')
    .orderBy('id')
    .limit(1)
  // Two who ask at the same moment get two different mails; nobody waits.
  const found = await (db.dialect === 'postgres' ? next.forUpdate().skipLocked() : next).executeTakeFirst()
  if (found === undefined) return undefined
  await trx
    .updateTable('queue_items')
    .set({ state: 'taken', taken_by: by })
    .where('id', '=', found.id)
    .execute()
  return found.id
}

const counted = (state: 'ready' | 'taken' | 'done') =>
  sql<number>`sum(case when state = ${sql.lit(state)} then 1 else 0 end)`.as(state)

const items = (db: Kysely<Tables>) =>
  db
    .selectFrom('queue_items')
    .leftJoin('mail_texts', 'mail_texts.mail_id', 'queue_items.mail_id')
    .selectAll('queue_items')
    .select('mail_texts.subject')

const itemOf = (row: Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number]): QueueItem => ({
  id: row.id,
  label: row.label,
  mailId: row.mail_id,
  state: row.state === 'ready' || row.state === 'taken' ? row.state : 'done',
  takenBy: row.taken_by ?? undefined,
  subject: row.subject ?? '',
  mustSee: JSON.parse(row.must_see),
  since: row.since,
})
