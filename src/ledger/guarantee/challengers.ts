// What a challenger would have done with the mails that the live model decided, and how the two compare.

import { sql } from 'kysely'
import type { IsoTime } from '../../journey.js'
import { inParts, type LedgerContext } from '../context.js'
import type { GuaranteeStore } from '../contract/guarantee.js'
import type { Written } from '../decision-rows.js'
import type { Trx } from '../tables.js'

export function createChallengers({ db }: LedgerContext): Pick<GuaranteeStore, 'challengerFigures'> {
  return {
    async challengerFigures(outside) {
      const said = (column: 'label' | 'live_label') =>
        sql<number>`coalesce(sum(case when mails.decision_id is not null and current.person is not null
          and challenger.${sql.ref(column)} <> (case current.kind when 'route' then current.label else ${outside} end) then 1 else 0 end), 0)`
      const rows = await db.sql
        .selectFrom('challenger_predictions as challenger')
        .innerJoin('mails', 'mails.id', 'challenger.mail_id')
        .leftJoin('decisions as current', 'current.id', 'mails.decision_id')
        .select([
          'challenger.model_id as modelId',
          'challenger.live_model_id as liveModelId',
          (eb) => eb.fn.countAll<number>().as('mails'),
          sql<number>`sum(case when challenger.label = challenger.live_label then 1 else 0 end)`.as('agree'),
          sql<number>`sum(challenger.would_file)`.as('wouldFile'),
          sql<number>`sum(challenger.live_would_file)`.as('liveWouldFile'),
          sql<number>`sum(case when current.person is not null then 1 else 0 end)`.as('reviewed'),
          said('label').as('reviewedWrong'),
          said('live_label').as('liveReviewedWrong'),
        ])
        .where('challenger.live_model_id', 'is not', null)
        .groupBy(['challenger.model_id', 'challenger.live_model_id'])
        .orderBy('challenger.model_id')
        .execute()
      return rows.flatMap(({ liveModelId, ...row }) => {
        if (liveModelId === null) return []
        const counts = Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, name === 'modelId' ? value : Number(value)]),
        ) as typeof row
        return [{ ...counts, liveModelId }]
      })
    },
  }
}

/** Writes what the challenger said with the decision that the live model was asked for. */
export async function noteChallengers(trx: Trx, written: readonly Written[], at: IsoTime): Promise<void> {
  const rows = written.flatMap(({ entry: { challenger }, record }) =>
    challenger
      ? [
          {
            mail_id: record.mailId,
            decision_id: record.id,
            model_id: challenger.modelId,
            label: challenger.label,
            would_file: challenger.wouldFile ? 1 : 0,
            live_model_id: challenger.live.modelId,
            live_label: challenger.live.label,
            live_would_file: challenger.live.wouldFile ? 1 : 0,
            at,
          },
        ]
      : [],
  )
  for (const part of inParts(rows)) {
    await trx
      .insertInto('challenger_predictions')
      .values(part)
      .onConflict((conflict) => conflict.column('mail_id').doNothing())
      .execute()
  }
}
