// What there is now, for a scrape of /metrics: from partial indices that hold only what is open, and from counts that are kept.
import { type Kysely, sql } from 'kysely'
import type { Label } from '../../ids.js'
import type { Decision, LeftSign } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import type { Gauges, GuaranteeStore } from '../contract/guarantee.js'
import type { Written } from '../decision-rows.js'
import type { Tables, Trx } from '../tables.js'
import { isWaiting } from './filings.js'
import { leftAnswersOf } from './samples.js'

/** Programs that decide at the same time seldom share a slot; summing so few costs nothing. */
export const COUNT_SLOTS = 16

export function createGauges({ db }: LedgerContext): Pick<GuaranteeStore, 'gauges'> {
  return { gauges: () => gaugesOf(db.sql) }
}

/** In one order for all: two transactions that count at the same time never wait for each other in a ring. */
const kinds = ['leave', 'review', 'route'] as const satisfies readonly Decision['kind'][]

/** Keeps the counts of mails by the decision that stands: each written decision is one more of its kind, and one less of that it replaces. */
export async function countDecisions(
  trx: Trx,
  written: readonly Written[],
  { replaced, slot }: { readonly replaced: readonly Decision['kind'][]; readonly slot: number },
): Promise<void> {
  const changes = kinds.map((kind) => ({
    kind,
    slot,
    mails:
      written.filter(({ entry }) => entry.decision.kind === kind).length -
      replaced.filter((one) => one === kind).length,
  }))
  const values = changes.filter(({ mails }) => mails !== 0)
  if (values.length === 0) return
  await trx
    .insertInto('decision_counts')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'slot'])
        .doUpdateSet({ mails: sql<number>`decision_counts.mails + excluded.mails` }),
    )
    .execute()
}

// ---------------------------------------------------------------------------------------------------------------

interface Row {
  readonly gauge:
    | 'undecided'
    | 'waiting'
    | 'undelivered'
    | 'decided'
    | 'left'
    | 'right'
    | 'wrong'
    | 'queue'
    | 'threads'
  readonly name: string
  readonly value: number
}

/** One statement: a scrape is one visit to the database. */
const everything = sql<Row>`
  select 'undecided' as gauge, '' as name, count(*) as value from mails where state = 'received'
  union all select 'waiting', '', count(*) from review_items where ${isWaiting}
  union all select 'undelivered', '', count(*) from outbox where state = 'pending'
  union all select 'decided', kind, cast(sum(mails) as bigint) from decision_counts group by kind
  union all select 'left', sign, cast(sum(mails) as bigint) from left_counts group by sign
  union all select case is_right when 1 then 'right' else 'wrong' end, label, count(*)
    from samples where kind = 'filed' and answered_at is not null group by label, is_right
  union all select 'queue', label, case when closed_at is null then 0 else 1 end
    from queue_closures where covers = 'queue'
  union all select 'threads', '', count(*) from queue_closures where covers = 'threads' and closed_at is not null`

async function gaugesOf(db: Kysely<Tables>): Promise<Gauges> {
  const { rows } = await everything.execute(db)
  const polls = await db.selectFrom('polls').select(['account', 'ok_at']).execute()
  const of = (gauge: Row['gauge'], name = '') =>
    rows.find((row) => row.gauge === gauge && row.name === name)?.value ?? 0
  const named = (gauge: Row['gauge']) => rows.filter((row) => row.gauge === gauge)
  const answers = (gauge: 'right' | 'wrong') =>
    named(gauge).map(({ name, value }) => ({
      label: name as Label,
      isRight: gauge === 'right',
      count: value,
    }))
  return {
    byKind: { route: of('decided', 'route'), review: of('decided', 'review'), leave: of('decided', 'leave') },
    left: named('left').map(({ name, value }) => ({ sign: name as LeftSign, count: value })),
    undecided: of('undecided'),
    waiting: of('waiting'),
    undelivered: of('undelivered'),
    blindAnswers: [...answers('right'), ...answers('wrong')],
    leftAnswers: await leftAnswersOf(db),
    queues: named('queue').map(({ name, value }) => ({ label: name as Label, isClosed: value === 1 })),
    isThreadFilingClosed: of('threads') > 0,
    polls: polls.map(({ account, ok_at }) => ({ account, okAt: ok_at ?? undefined })),
  }
}
