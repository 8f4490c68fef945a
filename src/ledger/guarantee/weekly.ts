// Counts for the team lead: per queue and span of time, never per person. Each question is answered from an index over the span.
import { type RawBuilder, sql } from 'kysely'
import type { Label } from '../../ids.js'
import type { IsoTime } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import type { GuaranteeStore, WeekCount } from '../contract/guarantee.js'

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
  select label, ${weekOf('at')} as week, count(*) as count, 0 as otherwise
  from decisions where is_automatic = 1 and ${within('at')} group by 1, 2`

/** No later decision of the mail: asked of one mail at a time, as people's decisions are found by their time. */
const stands = sql`not exists (select 1 from decisions later
  where later.mail_id = said.mail_id and later.nth > said.nth)`

/** From the people's side, as they decide far fewer mails than the program: SQLite keeps the order of a cross join. */
const overridden = ({ within, weekOf, first }: Span) => sql<Row>`
  select made.label as label, ${weekOf('made.at')} as week, count(*) as count, 0 as otherwise
  from decisions said cross join decisions made
  where made.mail_id = said.mail_id and made.is_automatic = 1 and said.person is not null and said.at >= ${sql.lit(first)} and ${stands} and ${within('made.at')}
    and (said.kind <> 'route' or said.label <> made.label)
  group by 1, 2`

const byPeople = ({ within, weekOf }: Span) => sql<Row>`
  select said.label as label, ${weekOf('said.at')} as week, count(*) as count, 0 as otherwise
  from decisions said
  where said.person is not null and said.kind = 'route' and ${within('said.at')} and ${stands}
    and not exists (select 1 from decisions made
      where made.mail_id = said.mail_id and made.is_automatic = 1 and made.label = said.label)
  group by 1, 2`

const waiting = ({ within, weekOf }: Span) => sql<Row>`
  select guess as label, ${weekOf('since')} as week, count(*) as count, 0 as otherwise
  from review_items where state = 'open' and is_blind = 0 and ${within('since')} group by 1, 2`

const blind = ({ within, weekOf }: Span) => sql<Row>`
  select made.label as label, ${weekOf('said.at')} as week, count(*) as count,
    sum(case when said.kind <> 'route' or said.label <> made.label then 1 else 0 end) as otherwise
  from review_items item
  join mails on mails.id = item.mail_id
  join decisions said on said.id = mails.decision_id and said.person is not null
  join decisions made on made.id = item.decision_id
  where item.is_blind = 1 and item.state = 'answered' and ${within('said.at')} group by 1, 2`
