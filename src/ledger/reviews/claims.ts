// Who has an item open. A claim ends by itself, so a closed laptop holds nobody up; it keeps nobody from answering, the version does.

import { sql } from 'kysely'
import type { MailId } from '../../ids.js'
import { writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { ReviewStore } from '../contract/reviews.js'
import type { Trx } from '../tables.js'

export function createClaims(context: LedgerContext): Pick<ReviewStore, 'claimReview' | 'releaseReview'> {
  const { db } = context
  return {
    claimReview: (id, by, { ttlMs, takeOver, isRenewal }) =>
      db.write(async (trx) => {
        const now = timeOf(context)
        const until = new Date(context.now().getTime() + ttlMs).toISOString()
        const taken = await trx
          .updateTable('review_items')
          .set({ claimed_by: by, claimed_until: until })
          .where('mail_id', '=', id)
          .where('state', '=', 'open')
          .where((eb) =>
            eb.or([
              sql<boolean>`${takeOver ? 1 : 0} = 1`,
              eb('claimed_by', 'is', null),
              eb('claimed_by', '=', by),
              eb('claimed_until', '<=', now),
            ]),
          )
          .returning('version')
          .executeTakeFirst()
        const claim = taken ? { by, until } : await claimOf(trx, id)
        if (claim === undefined || isRenewal) return claim
        const details = { of: 'review', version: taken?.version, isClaimed: taken !== undefined }
        await writeAudit(trx, now, [{ actor: by, action: 'viewed', mailId: id, details }])
        return claim
      }),
    releaseReview: (id, by) =>
      db.write(async (trx) => {
        const claimed = trx.updateTable('review_items').set({ claimed_by: null, claimed_until: null })
        await claimed.where('mail_id', '=', id).where('claimed_by', '=', by).execute()
      }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function claimOf(trx: Trx, id: MailId) {
  const row = await trx
    .selectFrom('review_items')
    .select(['claimed_by as by', 'claimed_until as until'])
    .where('mail_id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row === undefined || row.by === null || row.until === null
    ? undefined
    : { by: row.by, until: row.until }
}
