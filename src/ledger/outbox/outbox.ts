// The outbox: what decisions asked for and is not done yet, and what became of each.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { type DestinationKind, isFolderKind } from '../../destination-kinds.js'
import { PROGRAM, writeAudit } from '../audit.js'
import { inParts, type LedgerContext, lockMails, timeOf } from '../context.js'
import type { Outbox } from '../contract/outbox.js'
import type { Tables } from '../tables.js'
import { deliveryOf, type OutboxRecord, writeIntentsAgain } from './outbox-rows.js'
import { applyOutcomes, LONGEST_PAUSE_MS } from './outcomes.js'

export function createOutbox(
  context: LedgerContext,
): Pick<
  Outbox,
  | 'pendingDeliveries'
  | 'recordOutcomes'
  | 'fileAgain'
  | 'deliveredTo'
  | 'recordConsumed'
  | 'recordRefilled'
  | 'deliveries'
> {
  const { db } = context
  return {
    async pendingDeliveries({ destinations, account, limit }) {
      const now = timeOf(context)
      const due: OutboxRecord[] = []
      for (const destination of destinations)
        due.push(...(await dueFor(db.sql, { destination, account, now, limit })))
      due.sort((a, b) =>
        a.next_try_at < b.next_try_at ? -1 : a.next_try_at > b.next_try_at ? 1 : a.id - b.id,
      )
      return due.slice(0, limit).map(deliveryOf)
    },
    recordOutcomes: (outcomes, { maxAttempts }) =>
      db.write(async (trx) => {
        await lockMails(
          context,
          trx,
          outcomes.map(({ delivery }) => delivery.mailId),
        )
        await applyOutcomes(trx, outcomes, { maxAttempts, now: context.now() })
      }),
    fileAgain: (mailId, decisionId, intents) =>
      db.write(async (trx) => {
        const mail = (await lockMails(context, trx, [mailId])).get(mailId)
        if (mail?.decision_id !== decisionId) return
        const at = timeOf(context)
        await writeIntentsAgain(trx, { mailId, decisionId, intents, at })
        const details = { decisionId, deliveries: intents.map((intent) => intent.destination) }
        await writeAudit(trx, at, [{ actor: PROGRAM, action: 'filed-again', mailId, details }])
      }),
    async deliveries(id) {
      const rows = await withPlaces(db.sql).where('outbox.mail_id', '=', id).orderBy('outbox.id').execute()
      return rows.map((row) => ({ ...deliveryOf(row), state: row.state, note: row.note }))
    },
    async deliveredTo(destination, { afterId, limit }) {
      const rows = await withPlaces(db.sql)
        .where('outbox.destination', '=', destination)
        .where('outbox.id', '>', afterId)
        .where('outbox.state', '=', sql.lit('done'))
        .where('outbox.consumed_at', 'is', null)
        .where('outbox.withdraws', 'is', null)
        .orderBy('outbox.id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...deliveryOf(row), id: row.id, note: row.note }))
    },
    recordConsumed: (ids) => setWhereDone(context, ids, { consumed_at: timeOf(context) }),
    recordRefilled: (ids, note) => setWhereDone(context, ids, { note }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

const withPlaces = (db: Kysely<Tables>) =>
  db
    .selectFrom('outbox')
    .leftJoin('locations', 'locations.id', 'outbox.location_id')
    .selectAll('outbox')
    .select(['locations.folder', 'locations.uid_validity', 'locations.uid'])

/** One destination at a time, so that the index gives the rows in their order and a long queue for another is not read. */
function dueFor(
  db: Kysely<Tables>,
  wanted: { destination: DestinationKind; account: string | undefined; now: string; limit: number },
): Promise<OutboxRecord[]> {
  const account = isFolderKind(wanted.destination) ? wanted.account : ''
  let query = withPlaces(db)
    .where('outbox.state', '=', sql.lit('pending'))
    .where('outbox.destination', '=', wanted.destination)
    .where(isDue(wanted.now))
    .orderBy('outbox.next_try_at')
    .orderBy('outbox.id')
    .limit(wanted.limit)
  if (account !== undefined) query = query.where('outbox.account', '=', account)
  return query.execute()
}

/**
 * What was never tried is due, and so is what was put off for longer than anything ever is: the clock was ahead when that was
 * written, and has been set back since.
 */
const isDue = (now: string) => {
  const latest = new Date(Date.parse(now) + LONGEST_PAUSE_MS).toISOString()
  return sql<boolean>`(outbox.next_try_at <= ${now} or outbox.attempts = 0 or outbox.next_try_at > ${latest})`
}

function setWhereDone(
  { db }: LedgerContext,
  ids: readonly number[],
  change: { consumed_at: string } | { note: string },
): Promise<void> {
  return db.write(async (trx) => {
    for (const part of inParts(ids)) {
      await trx
        .updateTable('outbox')
        .set(change)
        .where('id', 'in', part)
        .where('state', '=', 'done')
        .execute()
    }
  })
}
