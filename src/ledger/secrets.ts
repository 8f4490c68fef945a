// The secrets of an installation: made by the program, kept in the ledger, never shown.
import { randomBytes } from 'node:crypto'
import type { Trx } from './tables.js'

/** Makes the secret when it is not there yet; of two that do so at the same time, both get the first one's. */
export async function secretOf(trx: Trx, name: string): Promise<string> {
  await trx
    .insertInto('installation')
    .values({ name, value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const query = trx.selectFrom('installation').select('value').where('name', '=', name)
  return (await query.executeTakeFirstOrThrow()).value
}
