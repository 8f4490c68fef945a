// Figures over time. These read whole tables where nothing limits them: for a person's question, not for every poll.
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Label } from '../../ids.js'
import type { IsoTime } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import type { GuaranteeStore, Stats } from '../contract/guarantee.js'
import type { Tables } from '../tables.js'

export function createStats({ db }: LedgerContext): Pick<GuaranteeStore, 'stats'> {
  return {
    async stats({ since = '' }) {
      const standing = await standingDecisions(db.sql, since)
      return {
        ...(await openCounts(db.sql, since)),
        byKind: {
          route: sum(standing.filter((row) => row.kind === 'route')),
          review: sum(standing.filter((row) => row.kind === 'review')),
          leave: sum(standing.filter((row) => row.kind === 'leave')),
        },
        byReason: sumByReason(standing),
        perQueue: await perQueue(db.sql, since),
      }
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function openCounts(
  db: Kysely<Tables>,
  since: IsoTime,
): Promise<Pick<Stats, 'mails' | 'undecided' | 'waiting' | 'undelivered'>> {
  const count = async (
    table: 'mails' | 'review_items' | 'outbox',
    where: ReturnType<typeof sql<SqlBool>>,
  ) => {
    const query = db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('count'))
    return (await query.where(where).executeTakeFirstOrThrow()).count
  }
  return {
    mails: await count('mails', sql`recorded_at >= ${since}`),
    undecided: await count('mails', sql`state = 'received'`),
    waiting: await count('review_items', sql`state = 'open'`),
    undelivered: await count('outbox', sql`state = 'pending'`),
  }
}

const standingDecisions = (db: Kysely<Tables>, since: IsoTime) =>
  db
    .selectFrom('mails')
    .innerJoin('decisions', 'decisions.id', 'mails.decision_id')
    .select(['decisions.kind', 'decisions.reason', (eb) => eb.fn.countAll<number>().as('count')])
    .where('mails.recorded_at', '>=', since)
    .groupBy(['decisions.kind', 'decisions.reason'])
    .execute()

/** A decision counts as overridden when the next one on the same mail is a person's and says something else. */
async function perQueue(db: Kysely<Tables>, since: IsoTime): Promise<Stats['perQueue']> {
  const rows = await db
    .selectFrom('mails')
    .innerJoin('decisions as made', 'made.mail_id', 'mails.id')
    .leftJoin('decisions as next', (join) =>
      join.onRef('next.mail_id', '=', 'made.mail_id').on(sql<boolean>`next.nth = made.nth + 1`),
    )
    .select([
      'made.label',
      sql<number>`sum(case when made.person is null then 1 else 0 end)`.as('routed'),
      sql<number>`sum(case when made.person is not null and mails.decision_id = made.id then 1 else 0 end)`.as(
        'by_person',
      ),
      sql<number>`sum(case when made.person is null and next.person is not null
        and (next.kind <> 'route' or next.label <> made.label) then 1 else 0 end)`.as('overridden'),
    ])
    .where('mails.recorded_at', '>=', since)
    .where('made.kind', '=', 'route')
    .groupBy('made.label')
    .orderBy('made.label')
    .execute()
  return rows.map((row) => ({
    label: row.label as Label, // a `route` always has one
    routed: row.routed,
    routedByPerson: row.by_person,
    overridden: row.overridden,
  }))
}

const sum = (rows: readonly { readonly count: number }[]) => rows.reduce((total, row) => total + row.count, 0)

function sumByReason(
  rows: readonly { readonly reason: string; readonly count: number }[],
): Record<string, number> {
  const reasons = [...new Set(rows.map((row) => row.reason))].sort()
  return Object.fromEntries(
    reasons.map((reason) => [reason, sum(rows.filter((row) => row.reason === reason))]),
  )
}
