// The review list's items: one a mail. Every change of an item raises its version, so that an answer to an older one is refused.
import { type Kysely, sql } from 'kysely'
import type { MailId } from '../../ids.js'
import type { IsoTime, ReviewAnswer } from '../../journey.js'
import { PROGRAM } from '../audit.js'
import { inParts, type LedgerContext } from '../context.js'
import type { AnswerResult } from '../contract/forms.js'
import type { ReviewItem, ReviewStore } from '../contract/reviews.js'
import type { Tables, Trx } from '../tables.js'

export function createReviews({ db }: LedgerContext): Pick<ReviewStore, 'reviewItems' | 'reviewItem'> {
  return {
    async reviewItems({ limit, label }) {
      let query = items(db.sql)
        .where('review_items.state', '=', sql.lit('open'))
        .orderBy('review_items.rank')
        .orderBy('review_items.since')
        .orderBy('review_items.mail_id')
        .limit(limit)
      if (label !== undefined) query = query.where('review_items.guess', '=', label)
      return (await query.execute()).map(itemOf)
    },
    async reviewItem(id) {
      const row = await items(db.sql).where('review_items.mail_id', '=', id).executeTakeFirst()
      return row && itemOf(row)
    },
  }
}

/** Puts mails on the list. An item that is there already is opened again with its new reason, and keeps its place in the line. */
export async function openReviews(
  trx: Trx,
  wanted: readonly Pick<ReviewItem, 'mailId' | 'decisionId' | 'mustSee' | 'guess' | 'reason' | 'isBlind'>[],
  at: IsoTime,
): Promise<void> {
  for (const part of inParts(wanted)) {
    const mails = await mailsOf(trx, part)
    const rows = part.map((item) => ({
      mail_id: item.mailId,
      decision_id: item.decisionId,
      version: 1,
      state: 'open' as const,
      rank: rankOf(item.mustSee),
      must_see: JSON.stringify(item.mustSee),
      guess: item.guess ?? null,
      reason: JSON.stringify(item.reason),
      since: at,
      account: mails.get(item.mailId)?.account ?? '',
      reason_kind: item.reason.kind,
      is_blind: item.isBlind ? 1 : 0,
      burst_id: mails.get(item.mailId)?.burst_id ?? null,
    }))
    await trx
      .insertInto('review_items')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('mail_id').doUpdateSet((eb) => ({
          decision_id: eb.ref('excluded.decision_id'),
          version: eb('review_items.version', '+', 1),
          state: 'open',
          rank: eb.ref('excluded.rank'),
          must_see: eb.ref('excluded.must_see'),
          guess: eb.ref('excluded.guess'),
          reason: eb.ref('excluded.reason'),
          reason_kind: eb.ref('excluded.reason_kind'),
          is_blind: eb.ref('excluded.is_blind'),
          burst_id: eb.ref('excluded.burst_id'),
          ...nobodysItem,
          answered_by: null,
        })),
      )
      .execute()
    await makeSearchable(trx, part)
  }
}

/** A closed item is no longer found by a search of the list. */
export async function endSearch(trx: Trx, ids: readonly MailId[]): Promise<void> {
  for (const part of inParts(ids))
    await trx.deleteFrom('review_search').where('mail_id', 'in', part).execute()
}

/** Takes mails off the list that a later decision has settled without asking. */
export async function closeReviews(trx: Trx, ids: readonly MailId[]): Promise<void> {
  for (const part of inParts(ids)) {
    await trx
      .updateTable('review_items')
      .set((eb) => ({ state: 'closed', version: eb('version', '+', 1), ...nobodysItem }))
      .where('mail_id', 'in', part)
      .where('state', '=', sql.lit('open'))
      .execute()
  }
  await endSearch(trx, ids)
}

/** Tells the one who comes too late who was first. */
export async function conflictWith(
  trx: Trx,
  { mailId }: Pick<ReviewAnswer, 'mailId'>,
): Promise<AnswerResult> {
  const item = await trx
    .selectFrom('review_items')
    .select(['state', 'answered_by', 'later_by'])
    .where('mail_id', '=', mailId)
    .executeTakeFirst()
  if (item === undefined) return { kind: 'missing' }
  const by = item.state === 'open' ? item.later_by : item.answered_by
  return { kind: 'conflict', by: by ?? PROGRAM }
}

/** What an item is that nobody has open and nobody has put off. */
export const nobodysItem = {
  later_until: null,
  later_by: null,
  later_at: null,
  claimed_by: null,
  claimed_until: null,
} as const

/** 0 comes first on every list. */
export const rankOf = (mustSee: readonly unknown[]): number => (mustSee.length > 0 ? 0 : 1)

// ---------------------------------------------------------------------------------------------------------------

async function mailsOf(trx: Trx, wanted: readonly { readonly mailId: MailId }[]) {
  const rows = await trx
    .selectFrom('mails')
    .select(['id', 'account', 'burst_id'])
    .where(
      'id',
      'in',
      wanted.map(({ mailId }) => mailId),
    )
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function makeSearchable(trx: Trx, wanted: readonly { readonly mailId: MailId }[]): Promise<void> {
  const ids = wanted.map(({ mailId }) => mailId)
  await trx
    .insertInto('review_search')
    .columns(['mail_id', 'words'])
    .expression(trx.selectFrom('mail_search').select(['mail_id', 'words']).where('mail_id', 'in', ids))
    .onConflict((conflict) =>
      conflict.column('mail_id').doUpdateSet((eb) => ({ words: eb.ref('excluded.words') })),
    )
    .execute()
}

export const items = (db: Kysely<Tables>) =>
  db
    .selectFrom('review_items')
    .leftJoin('mail_texts', 'mail_texts.mail_id', 'review_items.mail_id')
    .selectAll('review_items')
    .select(['mail_texts.subject', 'mail_texts.sender'])

export const itemOf = (
  row: Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number],
): ReviewItem => ({
  mailId: row.mail_id,
  decisionId: row.decision_id,
  version: row.version,
  state: row.state,
  mustSee: JSON.parse(row.must_see),
  guess: row.guess ?? undefined,
  subject: row.subject ?? '',
  from: row.sender ?? '',
  reason: JSON.parse(row.reason),
  since: row.since,
  rank: row.rank,
  account: row.account,
  burst: row.burst_id ?? undefined,
  isBlind: row.is_blind === 1,
  answeredBy: row.answered_by ?? undefined,
  later:
    row.later_until === null
      ? undefined
      : { until: row.later_until, by: row.later_by ?? PROGRAM, at: row.later_at ?? row.since },
  claim:
    row.claimed_by === null || row.claimed_until === null
      ? undefined
      : { by: row.claimed_by, until: row.claimed_until },
})
