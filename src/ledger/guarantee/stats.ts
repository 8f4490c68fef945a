// Figures over time. These read whole tables where nothing limits them: for interactive use, not for polling (gauges.ts).
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Label } from '../../ids.js'
import type { IsoTime } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import type { GuaranteeStore, Stats } from '../contract/guarantee.js'
import type { Tables } from '../tables.js'
import { isByPeople, isFiling, isOverridden, isWaiting } from './filings.js'
import { leftCounts } from './left-counts.js'

export function createStats({ db }: LedgerContext): Pick<GuaranteeStore, 'stats'> {
  return {
    async stats({ since = '' }) {
      const current = await currentDecisions(db.sql, since)
      return {
        ...(await openCounts(db.sql, since)),
        toPeople: await sentToPeople(db.sql, since),
        byKind: {
          route: sum(current.filter((row) => row.kind === 'route')),
          review: sum(current.filter((row) => row.kind === 'review')),
          leave: sum(current.filter((row) => row.kind === 'leave')),
        },
        byReason: sumByReason(current),
        left: await leftCounts(db.sql, { since }),
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
    waiting: await count('review_items', isWaiting),
    undelivered: await count('outbox', sql`state = 'pending'`),
  }
}

const currentDecisions = (db: Kysely<Tables>, since: IsoTime) =>
  db
    .selectFrom('mails')
    .innerJoin('decisions', 'decisions.id', 'mails.decision_id')
    .select(['decisions.kind', 'decisions.reason', (eb) => eb.fn.countAll<number>().as('count')])
    .where('mails.recorded_at', '>=', since)
    .groupBy(['decisions.kind', 'decisions.reason'])
    .execute()

async function sentToPeople(db: Kysely<Tables>, since: IsoTime): Promise<number> {
  const { count } = await db
    .selectFrom('mails')
    .innerJoin('decisions as first', 'first.mail_id', 'mails.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('mails.recorded_at', '>=', since)
    .where('first.nth', '=', sql.lit(1))
    .where('first.kind', '=', sql.lit('review'))
    .where('first.person', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

async function perQueue(db: Kysely<Tables>, since: IsoTime): Promise<Stats['perQueue']> {
  const rows = await db
    .selectFrom('mails')
    .innerJoin('decisions as current', 'current.id', 'mails.decision_id')
    .innerJoin('decisions as made', 'made.mail_id', 'mails.id')
    .select([
      'made.label',
      count(isFiling('made')).as('routed'),
      count(sql`made.id = current.id and ${isByPeople('current')}`).as('by_people'),
      count(sql`${isFiling('made')} and ${isOverridden('made', 'current')}`).as('overridden'),
    ])
    .where('mails.recorded_at', '>=', since)
    .where('made.kind', '=', 'route')
    .groupBy('made.label')
    .orderBy('made.label')
    .execute()
  return rows
    .map((row) => ({
      label: row.label as Label, // a `route` always has one
      routed: row.routed,
      routedByPerson: row.by_people,
      overridden: row.overridden,
    }))
    .filter(({ routed, routedByPerson }) => routed + routedByPerson > 0)
}

const count = (condition: ReturnType<typeof sql>) =>
  sql<number>`sum(case when ${condition} then 1 else 0 end)`

const sum = (rows: readonly { readonly count: number }[]) => rows.reduce((total, row) => total + row.count, 0)

function sumByReason(
  rows: readonly { readonly reason: string; readonly count: number }[],
): Record<string, number> {
  const reasons = [...new Set(rows.map((row) => row.reason))].sort()
  return Object.fromEntries(
    reasons.map((reason) => [reason, sum(rows.filter((row) => row.reason === reason))]),
  )
}
