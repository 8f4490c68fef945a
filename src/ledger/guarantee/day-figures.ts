// First decisions, counted by day, queue and model: what drift is measured from. Numbers only, so they outlive the mails' text.
import { type RawBuilder, sql } from 'kysely'
import type { LedgerContext } from '../context.js'
import type { DayFigures, GuaranteeStore } from '../contract/guarantee.js'
import { isFiling, isOverridden } from './filings.js'

export function createDayFigures({ db }: LedgerContext): Pick<GuaranteeStore, 'dayFigures'> {
  return {
    async dayFigures(since) {
      const day = sql<string>`substr(made.at, 1, 10)`
      const count = (condition: RawBuilder<boolean>) =>
        sql<number>`sum(case when ${condition} then 1 else 0 end)`
      const rows = await db.sql
        .selectFrom('decisions as made')
        .innerJoin('mails', 'mails.id', 'made.mail_id')
        .leftJoin(
          'decisions as current',
          (join) => join.onRef('current.id', '=', 'mails.decision_id').onRef('current.id', '<>', 'made.id'), // most were never decided again
        )
        .select([
          day.as('day'),
          'made.label',
          'made.model_id',
          (eb) => eb.fn.countAll<number>().as('mails'),
          count(sql`made.reason = 'novel'`).as('novel'),
          count(isFiling('made')).as('routed'),
          count(sql`${isFiling('made')} and ${isOverridden('made', 'current')}`).as('overridden'),
          count(sql`made.unknown_share is not null`).as('measured'),
          sql<number>`coalesce(sum(made.unknown_share), 0)`.as('unknown_sum'),
          sql<number>`coalesce(sum(made.unknown_share * made.unknown_share), 0)`.as('unknown_squares'),
        ])
        .where('made.nth', '=', sql.lit(1))
        .where('made.person', 'is', null)
        .where('made.kind', '<>', sql.lit('leave'))
        .where('made.at', '>=', since)
        .groupBy([day, 'made.label', 'made.model_id'])
        .orderBy(day)
        .orderBy('made.label')
        .execute()
      return rows.map(
        (row): DayFigures => ({
          day: row.day,
          label: row.label ?? undefined,
          modelId: row.model_id ?? undefined,
          mails: Number(row.mails),
          novel: Number(row.novel),
          routed: Number(row.routed),
          overridden: Number(row.overridden),
          measured: Number(row.measured),
          unknownSum: Number(row.unknown_sum),
          unknownSquares: Number(row.unknown_squares),
        }),
      )
    },
  }
}
