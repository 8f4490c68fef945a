// First decisions, counted by day, queue and model: what drift is measured from. Numbers only, so they outlive the mails' text.
import { type RawBuilder, sql } from 'kysely'
import { dayOf } from '../../danish-time.js'
import type { LedgerContext } from '../context.js'
import type { DayFigures, GuaranteeStore } from '../contract/guarantee.js'
import { isFiling, isOverridden } from './filings.js'

export function createDayFigures({ db }: LedgerContext): Pick<GuaranteeStore, 'dayFigures'> {
  return {
    async dayFigures(since) {
      const spell = sql<string>`${sql.raw(SPELL)}`
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
          spell.as('spell'),
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
        .groupBy([spell, 'made.label', 'made.model_id'])
        .execute()
      return inDays(
        rows.map((row) => ({
          day: dayOf(new Date(`${row.spell}:00:00Z`)),
          label: row.label ?? undefined,
          modelId: row.model_id ?? undefined,
          mails: Number(row.mails),
          novel: Number(row.novel),
          routed: Number(row.routed),
          overridden: Number(row.overridden),
          measured: Number(row.measured),
          unknownSum: Number(row.unknown_sum),
          unknownSquares: Number(row.unknown_squares),
        })),
      )
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/**
 * What the database can group by and TypeScript can turn into a Danish day, as neither SQLite nor PostgreSQL knows the other's time zones:
 * the UTC date, with the hour where it decides. A day begins at 22:00 or 23:00 UTC, so all before 22:00 is the same day in both.
 */
const SPELL =
  "case when substr(made.at, 12, 2) < '22' then substr(made.at, 1, 10) || 'T00' else substr(made.at, 1, 13) end"

const counted = [
  'mails',
  'novel',
  'routed',
  'overridden',
  'measured',
  'unknownSum',
  'unknownSquares',
] as const

/** Adds up what belongs to one day, queue and model. By day, then queue. */
function inDays(spells: readonly DayFigures[]): readonly DayFigures[] {
  const days = new Map<string, DayFigures>()
  for (const spell of spells) {
    const key = JSON.stringify([spell.day, spell.label ?? '', spell.modelId ?? ''])
    const known = days.get(key)
    days.set(key, known ? added(known, spell) : spell)
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day)
}

const added = (one: DayFigures, other: DayFigures): DayFigures => ({
  ...one,
  ...Object.fromEntries(counted.map((name) => [name, one[name] + other[name]])),
})
