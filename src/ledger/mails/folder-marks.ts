// What was last seen of the departments' folders, so that a poll reads only what came since.

import { sql } from 'kysely'
import { inParts, type LedgerContext, timeOf } from '../context.js'
import type { MailStore } from '../contract/mails.js'
import { noteSeen } from './locations.js'

export function createFolderMarks(
  context: LedgerContext,
): Pick<MailStore, 'folderMark' | 'recordFolderMark' | 'recordLeft' | 'recordSeen'> {
  const { db } = context
  return {
    async folderMark(account, folder) {
      const query = db.sql.selectFrom('folder_marks').selectAll().where('account', '=', account)
      const row = await query.where('folder', '=', folder).executeTakeFirst()
      return row && { uidValidity: row.uid_validity, uidNext: row.uid_next, mails: row.mails }
    },
    async recordFolderMark(account, folder, { uidValidity, uidNext, mails }) {
      const seen = { uid_validity: uidValidity, uid_next: uidNext, mails }
      await db.write((trx) =>
        trx
          .insertInto('folder_marks')
          .values({ account, folder, ...seen })
          .onConflict((conflict) => conflict.columns(['account', 'folder']).doUpdateSet(seen))
          .execute(),
      )
    },
    recordLeft: (account, folder, uidValidity, uids) =>
      db.write(async (trx) => {
        for (const part of inParts(uids)) {
          await trx
            .updateTable('locations')
            .set({ left_at: timeOf(context) })
            .where('account', '=', account)
            .where('folder', '=', folder)
            .where('uid_validity', '=', uidValidity)
            .where('uid', 'in', part)
            .where(sql<boolean>`left_at is null`)
            .execute()
        }
      }),
    recordSeen: (mails) =>
      db.write(async (trx) => {
        for (const part of inParts(mails)) {
          const ids = part.map(({ mailId }) => mailId)
          const rows = await trx.selectFrom('mails').select('id').where('id', 'in', ids).execute()
          const known = new Set(rows.map(({ id }) => id))
          const seen = part.filter(({ mailId }) => known.has(mailId))
          await noteSeen(
            trx,
            seen.map(({ mailId, location }) => ({ id: mailId, location })),
            timeOf(context),
          )
        }
      }),
  }
}
