// A PostgreSQL server, over a pool of connections.
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type * as pg from 'pg'
import { bindable } from './bindable.js'

const CONNECT_TIMEOUT_MS = 10_000

/** No query of the ledger takes this long; one that does is stuck behind a lock. */
const STATEMENT_TIMEOUT_MS = 120_000

const INT8 = 20

/** @param url `postgres://user:password@host:port/name` */
export async function postgresDialect(url: string): Promise<Dialect> {
  const { default: driver } = await import('pg')
  const pool = new driver.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'postfordeler',
    types: {
      getTypeParser: (oid, format) => (oid === INT8 ? Number : driver.types.getTypeParser(oid, format)),
    },
  })
  // A server that goes away breaks idle and checked-out connections alike. The next query reports it; without a listener Node exits.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new PostgresDialect({
    pool: { connect: async () => cleaning(await pool.connect()), end: () => pool.end() },
  })
}

// ---------------------------------------------------------------------------------------------------------------

function cleaning(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]) => client.query(text, parameters.map(bindable))
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
}
