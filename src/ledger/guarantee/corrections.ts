// Corrections in quarantine: listed, judged by a person, and only then handed out as examples to learn from.
import type { Selectable } from 'kysely'

import { writeAudit } from '../audit.js'
import { inParts, type LedgerContext, timeOf } from '../context.js'
import type { Correction, GuaranteeStore } from '../contract/guarantee.js'
import { storedMail } from '../mails/stored-mail.js'
import type { Tables } from '../tables.js'

export function createCorrections(
  context: LedgerContext,
): Pick<GuaranteeStore, 'corrections' | 'judgeCorrections' | 'acceptedCorrections'> {
  const { db } = context
  return {
    async corrections({ state, limit }) {
      let query = db.sql.selectFrom('corrections').selectAll().orderBy('id', 'desc').limit(limit)
      query = state === undefined ? query.where('state', '<>', 'replaced') : query.where('state', '=', state)
      return (await query.execute()).map(correctionOf)
    },
    judgeCorrections: (ids, verdict, by) =>
      db.write(async (trx) => {
        const at = timeOf(context)
        const judged = { state: verdict, judged_by: by, judged_at: at }
        const update = () => trx.updateTable('corrections').set(judged).where('state', '<>', verdict)
        const changed: { id: number; mail_id: Correction['mailId'] }[] = []
        if (ids === 'all') {
          changed.push(
            ...(await update().where('state', '=', 'quarantined').returning(['id', 'mail_id']).execute()),
          )
        } else {
          for (const part of inParts(ids)) {
            const named = update().where('id', 'in', part).where('state', '<>', 'replaced')
            changed.push(...(await named.returning(['id', 'mail_id']).execute()))
          }
        }
        const auditEvents = changed.map(({ id, mail_id }) => ({
          ...{ actor: by, action: `correction-${verdict}`, mailId: mail_id, details: { id } },
        }))
        await writeAudit(trx, at, auditEvents)
        return changed.map(({ id }) => id).sort((a, b) => a - b)
      }),
    async acceptedCorrections() {
      const rows = await db.sql
        .selectFrom('corrections')
        .innerJoin('mail_texts', 'mail_texts.mail_id', 'corrections.mail_id')
        .selectAll('corrections')
        .select('mail_texts.parsed')
        .where('state', '=', 'accepted')
        .orderBy('corrections.id')
        .execute()
      return rows.map((row) => ({
        correction: correctionOf(row),
        parsed: storedMail(row.parsed),
      }))
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

const correctionOf = (row: Selectable<Tables['corrections']>): Correction => ({
  id: row.id,
  mailId: row.mail_id,
  label: row.label ?? undefined,
  was: row.was ?? undefined,
  source: row.source,
  person: row.person,
  at: row.at,
  state: row.state,
  judgedBy: row.judged_by ?? undefined,
})
