// The blind sample: routed mail that a person decides too, without seeing where it went, and what they answered.
import { sql } from 'kysely'
import { filedIn } from '../../journey.js'
import { inParts, type LedgerContext } from '../context.js'
import type { GuaranteeStore } from '../contract/guarantee.js'
import type { Written } from '../decision-rows.js'
import { secretOf } from '../secrets.js'
import type { Trx } from '../tables.js'

export function createBlindSamples({
  db,
}: LedgerContext): Pick<GuaranteeStore, 'secret' | 'blindAnswers' | 'blindWaiting'> {
  return {
    secret: (name) => db.write((trx) => secretOf(trx, name)),
    async blindAnswers() {
      const query = db.sql.selectFrom('blind_samples').selectAll().where('answered_at', 'is not', null)
      const rows = await query.orderBy('answered_at').orderBy('mail_id').execute()
      return rows.map((row) => ({
        mailId: row.mail_id,
        label: row.label,
        reason: row.reason,
        modelId: row.model_id ?? undefined,
        isRight: row.is_right === 1,
        at: row.answered_at ?? row.at,
      }))
    },
    blindWaiting: () =>
      db.sql
        .selectFrom('blind_samples')
        .select(['label', (eb) => eb.fn.countAll<number>().as('count')])
        .where('answered_at', 'is', null)
        .groupBy('label')
        .orderBy('label')
        .execute(),
  }
}

/**
 * Remembers which routes are to be measured, and takes the first thing that a person decides about one as its answer. A mail that somebody
 * moved away before it came up on the list counts as wrong too: to leave it out would flatter the program.
 */
export async function noteSamples(trx: Trx, written: readonly Written[], at: string): Promise<void> {
  const sampled = written.flatMap(({ entry: { isBlind, decision }, record }) =>
    isBlind && decision.kind === 'route'
      ? [
          {
            mail_id: record.mailId,
            decision_id: record.id,
            label: decision.parts[0].queue,
            reason: decision.because.kind,
            model_id: record.modelId ?? null,
            at,
          },
        ]
      : [],
  )
  for (const part of inParts(sampled)) {
    // A mail is sampled again when a person's answer was taken back: it waits for another.
    await trx
      .insertInto('blind_samples')
      .values(part)
      .onConflict((conflict) => conflict.column('mail_id').doUpdateSet({ answered_at: null, is_right: null }))
      .execute()
  }
  for (const { entry, record } of written) {
    if (entry.actor.kind !== 'person' || entry.decision.because.kind === 'undone') continue
    const label = filedIn(entry.decision) ?? ''
    await trx
      .updateTable('blind_samples')
      .set({ answered_at: at, is_right: sql<number>`case when label = ${label} then 1 else 0 end` })
      .where('mail_id', '=', record.mailId)
      .where('answered_at', 'is', null)
      .execute()
  }
}
