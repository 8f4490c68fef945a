// Queues that are closed to automatic filing because their promise did not hold, until a person opens them again.
import { type AuditEvent, PROGRAM, writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { GuaranteeStore, QueueClosure } from '../contract/guarantee.js'

export function createClosedQueues(
  context: LedgerContext,
): Pick<GuaranteeStore, 'queueClosures' | 'closeQueue' | 'openQueue'> {
  const { db } = context
  return {
    async queueClosures() {
      const rows = await db.sql.selectFrom('fuses').selectAll().orderBy('label').execute()
      return rows.map(
        (row): QueueClosure => ({
          label: row.label,
          isClosed: row.closed_at !== null,
          closedAt: row.closed_at ?? undefined,
          openedAt: row.opened_at ?? undefined,
          evidence: JSON.parse(row.evidence),
        }),
      )
    },
    closeQueue: (label, evidence) =>
      db.write(async (trx) => {
        const at = timeOf(context)
        const row = { label, closed_at: at, evidence: JSON.stringify(evidence) }
        const closed = await trx
          .insertInto('fuses')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .column('label')
              .doUpdateSet({ closed_at: at, evidence: row.evidence })
              .where('fuses.closed_at', 'is', null),
          )
          .returning('label')
          .execute()
        if (closed.length === 0) return false
        await writeAudit(trx, at, [auditEvent(PROGRAM, 'queue-closed', { label, ...evidence })])
        return true
      }),
    openQueue: (label, by, why) =>
      db.write(async (trx) => {
        const at = timeOf(context)
        const opened = await trx
          .updateTable('fuses')
          .set({ closed_at: null, opened_at: at })
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
