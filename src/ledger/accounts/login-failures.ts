// How often a login failed lately, by name and by address, so that any number of web processes count together.
// Names and addresses are only there as hashes.
import { createHash } from 'node:crypto'
import { type LedgerContext, timeOf } from '../context.js'
import type { Failures } from '../contract/accounts.js'

export function createFailures(context: LedgerContext): Failures {
  const { db } = context
  const windowStart = (windowMs: number) => new Date(context.now().getTime() - windowMs).toISOString()
  return {
    async loginFailures(key, windowMs) {
      const row = await db.sql
        .selectFrom('login_failures')
        .select('count')
        .where('key', '=', hashed(key))
        .where('since', '>', windowStart(windowMs))
        .executeTakeFirst()
      return row?.count ?? 0
    },
    recordLoginFailure: (keys, windowMs) =>
      db.write(async (trx) => {
        await trx.deleteFrom('login_failures').where('since', '<=', windowStart(windowMs)).execute()
        for (const key of keys.map(hashed).sort()) {
          await trx
            .insertInto('login_failures')
            .values({ key, count: 1, since: timeOf(context) })
            .onConflict((same) =>
              same.column('key').doUpdateSet((row) => ({ count: row('login_failures.count', '+', 1) })),
            )
            .execute()
        }
      }),
    async forgetLoginFailures(key) {
      await db.write((trx) => trx.deleteFrom('login_failures').where('key', '=', hashed(key)).execute())
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

const hashed = (key: string): string => createHash('sha256').update(key).digest('hex')
