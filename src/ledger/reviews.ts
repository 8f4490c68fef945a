// The review list's items: one a mail. Every change of an item raises its version, so that an answer to an older one is refused.
import { type Kysely, sql } from 'kysely'
import type { MailId } from '../ids.js'
import type { IsoTime } from '../journey.js'
import { inParts, type LedgerContext } from './context.js'
import type { Ledger, ReviewItem } from './ledger.js'
import type { Tables, Trx } from './tables.js'

export function createReviews({ db }: LedgerContext): Pick<Ledger, 'reviewItems' | 'reviewItem'> {
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
  wanted: readonly Pick<ReviewItem, 'mailId' | 'decisionId' | 'mustSee' | 'guess' | 'reason'>[],
  at: IsoTime,
): Promise<void> {
  for (const part of inParts(wanted)) {
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
          answered_by: null,
        })),
      )
      .execute()
  }
}

/** Takes mails off the list that a later decision has settled without asking. */
export async function closeReviews(trx: Trx, ids: readonly MailId[]): Promise<void> {
  for (const part of inParts(ids)) {
    await trx
      .updateTable('review_items')
      .set((eb) => ({ state: 'closed', version: eb('version', '+', 1) }))
      .where('mail_id', 'in', part)
      .where('state', '=', sql.lit('open'))
      .execute()
  }
}

/** 0 comes first on every list. */
export const rankOf = (mustSee: readonly unknown[]): number => (mustSee.length > 0 ? 0 : 1)

// ------------------------------------------------------------------------------------------------------------------

const items = (db: Kysely<Tables>) =>
  db
    .selectFrom('review_items')
    .leftJoin('mail_texts', 'mail_texts.mail_id', 'review_items.mail_id')
    .leftJoin('blind_samples', 'blind_samples.decision_id', 'review_items.decision_id')
    .selectAll('review_items')
    .select(['mail_texts.subject', 'mail_texts.sender', 'blind_samples.mail_id as sampled'])

const itemOf = (row: Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number]): ReviewItem => ({
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
  ...(row.sampled === null ? {} : { isBlind: true }),
})
