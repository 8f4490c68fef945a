// What every table's queries are built from, and the two rules they share: statements in parts, and a mail's row locked first.
import type { Database } from '../connections/database.js'
import type { MailId } from '../ids.js'
import type { IsoTime } from '../journey.js'
import type { MailState } from './contract/mails.js'
import type { Tables, Trx } from './tables.js'

export interface LedgerContext {
  readonly db: Database<Tables>
  now(): Date
  /** Corrections that one sender's mails may add in a day; more are kept apart. */
  readonly correctionsPerSender: number
  /** Where this program keeps its part of the counts (guarantee/gauges.ts). */
  readonly countSlot: number
}

/** The moment a transaction is about, as the ledger writes it. */
export const timeOf = (context: LedgerContext): IsoTime => context.now().toISOString()

/** SQLite binds at most 32,766 values in a statement and PostgreSQL 65,535; the widest table has 17 columns. */
const ROWS_PER_STATEMENT = 500

export function* inParts<T>(rows: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT)
  }
}

export interface LockedMail {
  readonly id: MailId
  readonly account: string
  readonly state: MailState
  readonly decision_id: number | null
}

/**
 * Makes the transaction the only one that changes anything of these mails until it ends; every change of a mail's rows asks
 * here first. Always in the order of the ids, so that two transactions never wait for each other in a ring.
 */
export async function lockMails(
  context: LedgerContext,
  trx: Trx,
  ids: Iterable<MailId>,
): Promise<ReadonlyMap<MailId, LockedMail>> {
  const locked = new Map<MailId, LockedMail>()
  for (const part of inParts([...new Set(ids)].sort())) {
    const query = trx
      .selectFrom('mails')
      .select(['id', 'account', 'state', 'decision_id'])
      .where('id', 'in', part)
      .orderBy('id')
    // On SQLite the transaction holds the only right to write from its start.
    const rows = await (context.db.dialect === 'postgres' ? query.forUpdate() : query).execute()
    for (const row of rows) locked.set(row.id, row)
  }
  return locked
}
