// Queues that are closed to automatic filing, because their promise did not hold or by a person's hand, until a person opens them again.
import { type Insertable, sql } from 'kysely'
import type { Label } from '../../ids.js'
import { type AuditEvent, PROGRAM, writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { GuaranteeStore, QueueClosure } from '../contract/guarantee.js'
import type { Tables } from '../tables.js'

export function createClosedQueues(
  context: LedgerContext,
): Pick<GuaranteeStore, 'queueClosures' | 'closeQueue' | 'closeQueueByHand' | 'openQueue'> {
  const { db } = context
  return {
    async queueClosures() {
      const rows = await db.sql.selectFrom('queue_closures').selectAll().orderBy('label').execute()
      return rows.map(
        (row): QueueClosure => ({
          label: row.label,
          isClosed: row.closed_at !== null,
          closedAt: row.closed_at ?? undefined,
          openedAt: row.opened_at ?? undefined,
          reason: row.reason,
          closedBy: row.closed_by ?? undefined,
          why: row.why,
          evidence: JSON.parse(row.evidence),
        }),
      )
    },
    closeQueue: (label, evidence) =>
      close(context, label, {
        row: { reason: 'promise-broken', closed_by: null, why: '', evidence: JSON.stringify(evidence) },
        event: auditEvent(PROGRAM, 'queue-closed', { label, ...evidence }),
      }),
    closeQueueByHand: (label, by, why) =>
      close(context, label, {
        row: { reason: 'by-person', closed_by: by, why, evidence: '{}' },
        event: auditEvent(by, 'queue-closed', { label, why }),
      }),
    openQueue: (label, by, why) =>
      db.write(async (trx) => {
        const at = timeOf(context)
        const opened = await trx
          .updateTable('queue_closures')
          .set({
            closed_at: null,
            opened_at: sql<string>`case when reason = 'promise-broken' then ${at} else opened_at end`,
          })
          .where('label', '=', label)
          .where('closed_at', 'is not', null)
          .returning('label')
          .execute()
        if (opened.length === 0) return false
        await writeAudit(trx, at, [auditEvent(by, 'queue-opened', { label, why })])
        return true
      }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

const auditEvent = (actor: string, action: string, details: AuditEvent['details']): AuditEvent => ({
  actor,
  action,
  mailId: undefined,
  details,
})

interface Closing {
  readonly row: Pick<Insertable<Tables['queue_closures']>, 'reason' | 'closed_by' | 'why' | 'evidence'>
  readonly event: AuditEvent
}

/** Of two that close a queue the first one's reason stands; when it was opened before stays with it. */
const close = (context: LedgerContext, label: Label, { row, event }: Closing): Promise<boolean> =>
  context.db.write(async (trx) => {
    const at = timeOf(context)
    const closed = await trx
      .insertInto('queue_closures')
      .values({ label, closed_at: at, ...row })
      .onConflict((conflict) =>
        conflict
          .column('label')
          .doUpdateSet({ closed_at: at, ...row })
          .where('queue_closures.closed_at', 'is', null),
      )
      .returning('label')
      .execute()
    if (closed.length === 0) return false
    await writeAudit(trx, at, [event])
    return true
  })
