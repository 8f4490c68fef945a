// Leases: one holder at a time for a name, e.g. the poller of a mailbox. The fence is never set back, so each new holder has a
// greater one, and an older holder that wakes up late can neither renew nor release.

import { sql } from 'kysely'
import type { LedgerContext } from './context.js'
import type { Leases } from './contract/leases.js'
import type { Trx } from './tables.js'

/** No lease is taken for longer: one that ends later was written while the clock was ahead, and binds nobody. */
const LONGEST_LEASE_MS = 10 * 60_000

interface LeaseOptions {
  /** Take the time from the database, as the machines' clocks may differ. */
  readonly useDatabaseClock: boolean
}

export function createLeases(
  context: LedgerContext,
  { useDatabaseClock }: LeaseOptions,
): Pick<Leases, 'acquireLease' | 'currentLease' | 'releaseLease'> {
  const { db } = context
  const clock = (trx: Trx) => (useDatabaseClock ? databaseTime(trx) : Promise.resolve(context.now()))
  return {
    acquireLease: (name, holder, ttlMs) =>
      db.write(async (trx) => {
        const now = await clock(trx)
        const expires_at = new Date(now.getTime() + ttlMs).toISOString()
        const taken = await trx
          .insertInto('leases')
          .values({ name, holder, fence: 1, expires_at })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({
                holder,
                expires_at,
                fence: sql<number>`leases.fence + case when leases.holder = ${holder} then 0 else 1 end`,
              })
              .where((eb) =>
                eb.or([
                  eb('leases.holder', '=', holder),
                  eb('leases.expires_at', '<=', now.toISOString()),
                  eb('leases.expires_at', '>', new Date(now.getTime() + LONGEST_LEASE_MS).toISOString()),
                ]),
              ),
          )
          .returning('fence')
          .executeTakeFirst()
        return taken && { name, holder, fence: taken.fence }
      }),
    currentLease: (name) =>
      db.write(async (trx) => {
        const now = (await clock(trx)).toISOString()
        const query = trx.selectFrom('leases').select(['holder', 'fence']).where('name', '=', name)
        const row = await query.where('expires_at', '>', now).executeTakeFirst()
        return row && { name, ...row }
      }),
    releaseLease: ({ name, holder, fence }) =>
      db.write(async (trx) => {
        await trx
          .updateTable('leases')
          .set({ expires_at: new Date(0).toISOString() })
          .where('name', '=', name)
          .where('holder', '=', holder)
          .where('fence', '=', fence)
          .execute()
      }),
  }
}

async function databaseTime(trx: Trx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx)
  if (rows[0] === undefined) throw new Error('the database did not tell the time')
  return rows[0].now
}
