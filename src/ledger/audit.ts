// The audit log: one row for everything that was done, by whom and when. Rows are only ever added; the database refuses the rest.
import type { MailId } from '../ids.js'
import type { IsoTime } from '../journey.js'
import { inParts, type LedgerContext, timeOf } from './context.js'
import type { AuditLog, AuditRow } from './contract/audit.js'
import type { Actor } from './contract/decisions.js'
import type { Trx } from './tables.js'

export interface AuditEvent {
  readonly actor: string
  readonly action: string
  readonly mailId: MailId | undefined
  /** Ids, labels and numbers; never mail text or addresses. */
  readonly details: AuditRow['details']
}

export const PROGRAM = 'program'

export const actorName = (actor: Actor): string => (actor.kind === 'person' ? actor.name : PROGRAM)

/** Adds rows to the audit log, in the transaction of what they record. */
export async function writeAudit(trx: Trx, at: IsoTime, auditEvents: readonly AuditEvent[]): Promise<void> {
  for (const part of inParts(auditEvents)) {
    const rows = part.map(({ actor, action, mailId, details }) => ({
      at,
      actor,
      action,
      mail_id: mailId ?? null,
      details: JSON.stringify(details),
    }))
    await trx.insertInto('audit').values(rows).execute()
  }
}

export function createAudit(context: LedgerContext): Pick<AuditLog, 'audit' | 'recordAudit'> {
  const { db } = context
  return {
    /** Newest first. */
    async audit({ mailId, actor, since, until, before, limit }) {
      let query = db.sql.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit)
      if (mailId !== undefined) query = query.where('mail_id', '=', mailId)
      if (actor !== undefined) query = query.where('actor', '=', actor)
      if (since !== undefined) query = query.where('at', '>=', since)
      if (until !== undefined) query = query.where('at', '<', until)
      if (before !== undefined) query = query.where('seq', '<', before)
      const rows = await query.execute()
      return rows.map((row) => ({
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        action: row.action,
        mailId: row.mail_id ?? undefined,
        details: detailsOf(row.details),
      }))
    },
    recordAudit: (auditEvent) => db.write((trx) => writeAudit(trx, timeOf(context), [auditEvent])),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Rows are never changed, so an older program's word for mail beyond the hourly limit is shown as today's. */
function detailsOf(json: string): AuditRow['details'] {
  const details = JSON.parse(json)
  return details.because === 'fuse' ? { ...details, because: 'rate-limited' } : details
}
