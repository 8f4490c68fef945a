// The door to SQL: SQLite in the process or a PostgreSQL server, behind one Kysely. What is specific to either ends here:
// values go in as text, numbers and bytes, they come out as the same, and every transaction may write from its first statement.
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresPoolClient,
  SqliteAdapter,
  SqliteDialect,
  type SqliteStatement,
  type Transaction,
} from 'kysely'
import type * as pg from 'pg'
import { TriageError } from '../errors.js'

export interface Database<Tables> {
  readonly dialect: 'sqlite' | 'postgres'
  readonly sql: Kysely<Tables>
  /** One transaction. It is run again when PostgreSQL chose it as the victim of a deadlock, so it must touch nothing but SQL. */
  write<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://user:password@host:port/name`.
 * @throws DATABASE_URL, DATABASE_UNREACHABLE
 */
export async function openDatabase<Tables>(url: string): Promise<Database<Tables>> {
  const dialect = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
  if (dialect === 'sqlite' && !/^sqlite:./.test(url)) throw databaseUrl(url)
  const sql = new Kysely<Tables>({ dialect: dialect === 'sqlite' ? sqlite(url) : await postgres(url) })
  try {
    await sql.executeQuery(CompiledQuery.raw('select 1'))
  } catch (cause) {
    await sql.destroy()
    throw databaseUnreachable(dialect, cause)
  }
  return {
    dialect,
    sql,
    write: (work) => retried(() => sql.transaction().execute(work)),
    close: () => sql.destroy(),
  }
}

// -- SQLite --------------------------------------------------------------------------------------------------------

/** Another process may hold the file for as long as its batch takes; a batch of 100 mails needs about 0.1 s. */
const BUSY_TIMEOUT_MS = 30_000

/** Enough for every statement of the ledger; a statement costs about 0.1 ms to prepare and 10 kB to keep. */
const KEPT_STATEMENTS = 256

const pragmas = [
  'pragma journal_mode = wal', // readers and the one writer do not wait for each other
  'pragma synchronous = full', // what was committed survives a power cut; NORMAL would not promise that in WAL
  'pragma foreign_keys = on',
  'pragma secure_delete = fast', // forgotten text is overwritten where that costs no extra write
  'pragma cache_size = -65536', // 64 MB: the indices on the mails' hashes are hit at random
  'pragma wal_autocheckpoint = 8000', // 32 MB: a page that changes in many batches is copied into the file once
]

function sqlite(url: string): Dialect {
  const dialect = new SqliteDialect({
    database: async () => {
      const file = new DatabaseSync(url.slice('sqlite:'.length), { timeout: BUSY_TIMEOUT_MS })
      for (const pragma of pragmas) file.exec(pragma)
      return { close: () => file.close(), prepare: preparing(file) }
    },
  })
  return {
    createAdapter: () => new AdapterWithDdl(),
    createDriver: () => immediate(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/** Kysely says that SQLite cannot change tables in a transaction; it can, and two processes starting together need it. */
class AdapterWithDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** A plain BEGIN reads first and may then be refused the right to write (SQLITE_BUSY at once, whatever the timeout). */
function immediate(driver: Driver): Driver {
  driver.beginTransaction = async (connection: DatabaseConnection) => {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  return driver
}

function preparing(file: DatabaseSyncInstance): (text: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>()
  return (text) => {
    const statement = kept.get(text) ?? prepared(file, text)
    kept.delete(text) // so that the one used longest ago stays first
    kept.set(text, statement)
    const [oldest] = kept.keys()
    if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest)
    return statement
  }
}

function prepared(file: DatabaseSyncInstance, text: string): SqliteStatement {
  const statement = file.prepare(text)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bindable)),
    run: (parameters) => statement.run(...parameters.map(bindable)),
    iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
  }
}

// -- PostgreSQL ----------------------------------------------------------------------------------------------------

const CONNECT_TIMEOUT_MS = 10_000

/** No question of the ledger takes this long; one that does is stuck behind a lock. */
const STATEMENT_TIMEOUT_MS = 120_000

const INT8 = 20

async function postgres(url: string): Promise<Dialect> {
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
  // A server that goes away breaks idle and lent connections alike. The next query reports it; without a listener Node ends.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new PostgresDialect({
    pool: { connect: async () => cleaning(await pool.connect()), end: () => pool.end() },
  })
}

function cleaning(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]) => client.query(text, parameters.map(bindable))
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
}

const RETRIES = 5

/** PostgreSQL's "serialization failure" and "deadlock detected": the transaction was undone and may simply run again. */
const undoneByServer = new Set<unknown>(['40001', '40P01'])

async function retried<T>(work: () => Promise<T>, left = RETRIES): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (left === 0 || !undoneByServer.has((error as { code?: unknown }).code)) throw error
    return retried(work, left - 1)
  }
}

// -- both ----------------------------------------------------------------------------------------------------------

/** PostgreSQL refuses NUL, and half a surrogate pair is no UTF-8; mail holds both. A test of this form costs 1 ns a character. */
const suspicious = /[\0\ud800-\udfff]/

type Bindable = string | number | bigint | null | Uint8Array

function bindable(value: unknown): Bindable {
  if (value === undefined) return null
  if (typeof value !== 'string' || !suspicious.test(value)) return value as Bindable
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
}

const databaseUrl = (url: string) =>
  new TriageError('DATABASE_URL', `The database is given as "${url.replace(/\/\/[^@/]*@/, '//...@')}".`, {
    hint: 'Write database.url as "sqlite:PATH", e.g. "sqlite:postfordeler.db", or as "postgres://user:password@host:5432/name".',
  })

const databaseUnreachable = (dialect: string, cause: unknown) =>
  new TriageError('DATABASE_UNREACHABLE', `The ${dialect} database cannot be opened: ${reasonOf(cause)}.`, {
    hint: 'Check database.url: for SQLite the folder must exist and be writable, for PostgreSQL the server must answer and the user be allowed in.',
    cause,
  })

/** node-postgres reports "connection refused" as an error without a message, with one error per address inside. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ')
  return cause instanceof Error && cause.message !== '' ? cause.message : String(cause)
}
