// Counts for the team lead: per queue and span of time, never per person. Each question is answered from an index over the span, and with
// the one meaning of filings.ts.
import { type RawBuilder, sql } from 'kysely'
import type { Label } from '../../ids.js'
import type { IsoTime } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import type { GuaranteeStore, WeekCount } from '../contract/guarantee.js'
import type { QuestionKind } from '../contract/samples.js'
import { isByPeople, isFiling, isOverridden, isWaiting } from './filings.js'

export function createWeekly({ db }: LedgerContext): Pick<GuaranteeStore, 'weeklyCounts'> {
  const rowsOf = async (query: RawBuilder<Row>) => (await query.execute(db.sql)).rows.map(countOf)
  return {
    async weeklyCounts(bounds) {
      const span = spanOf(bounds)
      return {
        filed: await rowsOf(filed(span)),
        overridden: await rowsOf(overridden(span)),
        byPeople: await rowsOf(byPeople(span)),
        waiting: await rowsOf(waiting(span)),
        blind: await rowsOf(blind(span)),
        left: await rowsOf(left(span)),
      }
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Row {
  readonly label: Label | null
  readonly week: number
  readonly count: number
  readonly otherwise: number | null
}

const countOf = (row: Row): WeekCount => ({
  label: row.label ?? undefined,
  week: row.week,
  count: row.count,
  otherwise: row.otherwise ?? 0,
})

interface Span {
  readonly first: IsoTime
  readonly within: (column: string) => RawBuilder<boolean>
  readonly weekOf: (column: string) => RawBuilder<number>
}

/** The bounds are this program's own ISO moments, written into the statement so that it can be grouped by. */
function spanOf(bounds: readonly IsoTime[]): Span {
  const first = bounds[0] ?? ''
  const last = bounds.at(-1) ?? ''
  return {
    first,
    within: (column) =>
      sql`${sql.ref(column)} >= ${sql.lit(first)} and ${sql.ref(column)} < ${sql.lit(last)}`,
    weekOf: (column) => {
      const ends = bounds.slice(1)
      const branches = ends.map(
        (end, week) => sql`when ${sql.ref(column)} < ${sql.lit(end)} then ${sql.lit(week)}`,
      )
      return sql`case ${sql.join(branches, sql` `)} else ${sql.lit(ends.length)} end`
    },
  }
}

const filed = ({ within, weekOf }: Span) => sql<Row>`
  select made.label as label, ${weekOf('made.at')} as week, count(*) as count, 0 as otherwise
  from decisions made where ${isFiling('made')} and ${within('made.at')} group by 1, 2`

/** From the people's side, as they decide far fewer mails than the program: SQLite keeps the order of a cross join. */
const overridden = ({ within, weekOf, first }: Span) => sql<Row>`
  select made.label as label, ${weekOf('made.at')} as week, count(*) as count, 0 as otherwise
  from decisions current cross join mails cross join decisions made
  where current.person is not null and current.at >= ${sql.lit(first)}
    and mails.id = current.mail_id and mails.decision_id = current.id
    and made.mail_id = mails.id and ${isFiling('made')} and ${within('made.at')} and ${isOverridden('made', 'current')}
  group by 1, 2`

const byPeople = ({ within, weekOf }: Span) => sql<Row>`
  select current.label as label, ${weekOf('current.at')} as week, count(*) as count, 0 as otherwise
  from decisions current cross join mails
  where current.person is not null and ${within('current.at')}
    and mails.id = current.mail_id and mails.decision_id = current.id and ${isByPeople('current')}
  group by 1, 2`

const waiting = ({ within, weekOf }: Span) => sql<Row>`
  select guess as label, ${weekOf('since')} as week, count(*) as count, 0 as otherwise
  from review_items where ${isWaiting} and ${within('since')} group by 1, 2`

const answered = (kind: QuestionKind, { within, weekOf }: Span) => sql<Row>`
  select label, ${weekOf('answered_at')} as week, count(*) as count, sum(case when is_right = 0 then 1 else 0 end) as otherwise
  from samples where kind = ${sql.lit(kind)} and answered_at is not null and ${within('answered_at')} group by 1, 2`

const blind = (span: Span) => answered('filed', span)

const left = (span: Span) => answered('left', span)
