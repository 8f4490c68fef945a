// First decisions, counted by day, queue and model: what drift is told from. Numbers only, so they outlive the mails' text.
import { sql } from 'kysely'
import type { LedgerContext } from '../context.js'
import type { DayFigures, GuaranteeStore } from '../contract/guarantee.js'

export function createDayFigures({ db }: LedgerContext): Pick<GuaranteeStore, 'dayFigures'> {
  return {
    async dayFigures(since) {
      const day = sql<string>`substr(made.at, 1, 10)`
      const count = (condition: string) => sql<number>`sum(case when ${sql.raw(condition)} then 1 else 0 end)`
      const rows = await db.sql
        .selectFrom('decisions as made')
        .leftJoin('decisions as next', (join) =>
          join.onRef('next.mail_id', '=', 'made.mail_id').on('next.nth', '=', 2),
        )
        .select([
          day.as('day'),
          'made.label',
          'made.model_id',
          (eb) => eb.fn.countAll<number>().as('mails'),
          count(`made.reason = 'novel'`).as('novel'),
          count(`made.kind = 'route'`).as('routed'),
          count(
            `made.kind = 'route' and next.person is not null and (next.kind <> 'route' or next.label <> made.label)`,
          ).as('overridden'),
          count('made.unknown_share is not null').as('measured'),
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
