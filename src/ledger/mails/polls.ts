// How each mailbox's last poll went. Only a change from well to badly or back goes into the audit log, not every minute's poll.

import { PROGRAM, writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { MailStore } from '../contract/mails.js'

export function createPolls(context: LedgerContext): Pick<MailStore, 'recordPoll' | 'lastPolls'> {
  const { db } = context
  return {
    recordPoll: (account, { ok, fetched, note }) =>
      db.write(async (trx) => {
        const at = timeOf(context)
        const before = await trx
          .selectFrom('polls')
          .select('is_ok')
          .where('account', '=', account)
          .executeTakeFirst()
        const row = { at, is_ok: ok ? 1 : 0, note, ...(ok ? { ok_at: at } : {}) }
        await trx
          .insertInto('polls')
          .values({ account, ...row })
          .onConflict((conflict) => conflict.column('account').doUpdateSet(row))
          .execute()
        if ((before?.is_ok ?? 1) === row.is_ok) return
        const action = ok ? 'poll-recovered' : 'poll-failed'
        await writeAudit(trx, at, [
          { actor: PROGRAM, action, mailId: undefined, details: { account, fetched, note } },
        ])
      }),
    async lastPolls() {
      const rows = await db.sql.selectFrom('polls').selectAll().orderBy('account').execute()
      return rows.map(({ account, at, ok_at, note }) => ({ account, at, okAt: ok_at ?? undefined, note }))
    },
  }
}
