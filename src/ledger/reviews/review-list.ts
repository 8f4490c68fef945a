// The review list as a person reads it: filtered, counted, and paged from a place in it, so that nothing shifts under the reader.
import { type RawBuilder, sql } from 'kysely'
import type { Label, MailId } from '../../ids.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { ThreadOf } from '../contract/mails.js'
import type { ReviewCount, ReviewFilter, ReviewPosition, ReviewStore } from '../contract/reviews.js'
import { isIn } from '../mails/contains.js'
import { keysOf } from '../mails/texts.js'
import { itemOf, items } from './reviews.js'

type Condition = RawBuilder<boolean>

export function createReviewList(
  context: LedgerContext,
): Pick<
  ReviewStore,
  | 'reviewPage'
  | 'burstCounts'
  | 'reviewCount'
  | 'reviewPositions'
  | 'reviewItemsOf'
  | 'reviewCounts'
  | 'likeReviews'
> {
  const { db } = context
  return {
    async reviewPage({ filter, position, direction, limit, ofBurst }) {
      const order = direction === 'after' ? 'asc' : 'desc'
      let query = items(db.sql)
        .where(allOf(conditionsFor(context, filter)))
        .orderBy('review_items.rank', order)
        .orderBy('review_items.since', order)
        .orderBy('review_items.mail_id', order)
        .limit(limit)
      if (position !== undefined) query = query.where(beyond(position, direction))
      if (ofBurst === 'first') query = query.where(isFirst(context, filter))
      const rows = (await query.execute()).map(itemOf)
      return direction === 'after' ? rows : rows.reverse()
    },
    async burstCounts(bursts, filter) {
      if (bursts.length === 0) return new Map()
      const rows = await db.sql
        .selectFrom('review_items')
        .where(allOf([...conditionsFor(context, filter), isFoldable('review_items')]))
        .where('burst_id', 'in', bursts)
        .select(['burst_id', (eb) => eb.fn.countAll<number>().as('count')])
        .groupBy('burst_id')
        .execute()
      return new Map(rows.map((row) => [row.burst_id as MailId, row.count]))
    },
    async reviewCount(filter) {
      const query = db.sql.selectFrom('review_items').where(allOf(conditionsFor(context, filter)))
      return (await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow())
        .count
    },
    async reviewPositions({ words = [], ...filter }, limit) {
      const texts = [sql<boolean>`1 = 1`, ...words.map((word) => isIn(sql`s.words`, word))]
      // Whatever waits is read from beginning to end, and only what fits is looked up in the list: both databases keep that order.
      const query = sql<ReviewPosition>`
        with found as materialized (select s.mail_id from review_search s where ${allOf(texts)})
        select review_items.rank, review_items.since, review_items.mail_id as ${sql.ref('mailId')}
        from found cross join review_items
        where review_items.mail_id = found.mail_id and ${allOf(conditionsFor(context, filter))}
        order by 1, 2, 3 limit ${limit}`
      return (await query.execute(db.sql)).rows
    },
    async reviewItemsOf(ids) {
      if (ids.length === 0) return []
      const query = items(db.sql).where('review_items.mail_id', 'in', ids)
      const ordered = query.orderBy('rank').orderBy('since').orderBy('review_items.mail_id')
      return (await ordered.execute()).map(itemOf)
    },
    reviewCounts: (options) => reviewCounts(context, options),
    async likeReviews(alike, { labels, limit }) {
      const query = items(db.sql)
        .where(allOf(conditionsFor(context, { state: 'waiting', labels })))
        .where('burst' in alike ? ofBurst(alike.burst) : ofThread(alike.thread))
        .where('review_items.is_blind', '=', 0)
      const ordered = query.orderBy('rank').orderBy('since').orderBy('review_items.mail_id')
      return (await ordered.limit(limit).execute()).map(itemOf)
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

const allOf = (conditions: readonly Condition[]): Condition =>
  sql<boolean>`${sql.join(conditions, sql` and `)}`

/** What may stand behind another of its burst: nothing that a person must see, and nothing that is to be judged by itself. */
const isFoldable = (table: string): Condition =>
  sql`${sql.ref(`${table}.rank`)} = 1 and ${sql.ref(`${table}.is_blind`)} = 0`

/** No other item of the burst fits the filter and comes before it. */
const isFirst = (context: LedgerContext, filter: ReviewFilter): Condition => sql`(
  review_items.burst_id is null or not (${isFoldable('review_items')}) or not exists (
    select 1 from review_items earlier
    where earlier.burst_id = review_items.burst_id and earlier.state = 'open'
      and (earlier.since, earlier.mail_id) < (review_items.since, review_items.mail_id)
      and ${allOf([isFoldable('earlier'), ...conditionsFor(context, filter, 'earlier')])}))`

/** In the words of the list's index, which holds every column; words are looked for by `reviewPlaces` alone. */
function conditionsFor(
  context: LedgerContext,
  filter: ReviewFilter,
  table = 'review_items',
): readonly Condition[] {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  const now = timeOf(context)
  const { guess, from, before, reason, account, claimedBy, freeFor } = filter
  const conditions: Condition[] = [
    sql`${of('state')} = 'open'`,
    filter.state === 'later'
      ? sql`${of('later_until')} > ${now}`
      : sql`(${of('later_until')} is null or ${of('later_until')} <= ${now})`,
  ]
  if (filter.labels !== undefined) conditions.push(ofLabels(filter.labels, table))
  if (guess !== undefined) conditions.push(sql`${of('is_blind')} = 0`)
  if (guess === 'none') conditions.push(sql`${of('guess')} is null`)
  else if (guess !== undefined) conditions.push(sql`${of('guess')} = ${guess}`)
  if (reason !== undefined) conditions.push(sql`${of('reason_kind')} = ${reason}`, sql`${of('is_blind')} = 0`)
  if (account !== undefined) conditions.push(sql`${of('account')} = ${account}`)
  if (from !== undefined) conditions.push(sql`${of('since')} >= ${from}`)
  if (before !== undefined) conditions.push(sql`${of('since')} < ${before}`)
  if (claimedBy !== undefined)
    conditions.push(sql`${of('claimed_by')} = ${claimedBy} and ${of('claimed_until')} > ${now}`)
  if (freeFor !== undefined)
    conditions.push(sql`(${of('claimed_by')} is null or ${of('claimed_by')} = ${freeFor}
      or ${of('claimed_until')} <= ${now})`)
  return conditions
}

/** A limited person's items: the blind ones are not among them, as listing them would reveal where they were filed. */
const ofLabels = (labels: readonly Label[], table = 'review_items'): Condition =>
  labels.length === 0
    ? sql`1 = 0`
    : sql`${sql.ref(`${table}.is_blind`)} = 0 and ${sql.ref(`${table}.guess`)} in (${sql.join(labels)})`

const beyond = ({ rank, since, mailId }: ReviewPosition, direction: 'after' | 'before'): Condition => {
  const place = sql`(review_items.rank, review_items.since, review_items.mail_id)`
  const sign = direction === 'after' ? sql`>` : sql`<`
  return sql`${place} ${sign} (${rank}, ${since}, ${mailId})`
}

async function reviewCounts(
  context: LedgerContext,
  { labels, ages, mine }: Parameters<ReviewStore['reviewCounts']>[0],
): Promise<readonly ReviewCount[]> {
  const now = timeOf(context)
  const branches = ages.map((moment, nth) => sql`when since >= ${sql.lit(moment)} then ${sql.lit(nth)}`)
  const age = sql<number>`case ${sql.join(branches, sql` `)} else ${sql.lit(ages.length)} end`
  const isLater = sql<number>`case when later_until > ${now} then 1 else 0 end`
  const isMine = sql<number>`case when claimed_by = ${mine} and claimed_until > ${now} then 1 else 0 end`
  const open = context.db.sql
    .selectFrom('review_items')
    .select(['guess', 'reason_kind', 'account', 'is_blind', 'rank', 'since'])
    .select([age.as('age'), isLater.as('is_later'), isMine.as('is_mine')])
    .where(sql<boolean>`review_items.state = 'open'`)
  const limited = labels === undefined ? open : open.where(ofLabels(labels))
  const rows = await context.db.sql
    .selectFrom(limited.as('item'))
    .select(['guess', 'reason_kind', 'account', 'is_blind', 'rank', 'age', 'is_later', 'is_mine'])
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('since').as('oldest')])
    .groupBy(['guess', 'reason_kind', 'account', 'is_blind', 'rank', 'age', 'is_later', 'is_mine'])
    .execute()
  return rows.map((row) => ({
    guess: row.guess ?? undefined,
    reason: row.reason_kind,
    account: row.account,
    isBlind: row.is_blind === 1,
    isMustSee: row.rank === 0,
    isLater: row.is_later === 1,
    isMine: row.is_mine === 1,
    age: row.age,
    count: row.count,
    oldest: row.oldest,
  }))
}

const ofBurst = (burst: MailId): Condition => sql`review_items.burst_id = ${burst}`

const ofThread = (mail: ThreadOf): Condition => {
  const keys = keysOf(mail)
  if (keys.length === 0) return sql`1 = 0`
  return sql`review_items.mail_id in (select t.mail_id from thread_keys t where t.key in (${sql.join(keys)}))`
}
