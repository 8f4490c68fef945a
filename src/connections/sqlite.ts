// SQLite in the process: one connection, one file. Waiting for the file's write lock is never done inside SQLite, where it would
// block the whole process, which must go on serving the page.
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'
import { bindable } from './bindable.js'

/** While it is being opened: another process may be recovering the file, or be the last one to close it. */
const OPEN_TIMEOUT_MS = 5_000
/** A reader is kept waiting only while another process recovers the file. */
const READ_TIMEOUT_MS = 250

/** Enough for every statement of the ledger; a statement costs about 0.1 ms to prepare and 10 kB to keep. */
const KEPT_STATEMENTS = 256

const pragmas = [
  'pragma journal_mode = wal', // readers and the one writer do not wait for each other
  'pragma synchronous = full', // what was committed survives a power cut; NORMAL would not promise that in WAL
  'pragma foreign_keys = on',
  'pragma secure_delete = fast', // deleted text is overwritten where that costs no extra write
  'pragma cache_size = -32768', // 32 MB: the indices on the mails' hashes are hit at random; a mail of 50 MB passes through it
  'pragma wal_autocheckpoint = 8000', // 32 MB: a page that changes in many batches is copied into the file once
  `pragma busy_timeout = ${READ_TIMEOUT_MS}`,
]

/** @param url `sqlite:PATH` or `sqlite::memory:` */
export function sqliteDialect(url: string): Dialect {
  const dialect = new SqliteDialect({
    database: async () => {
      const file = new DatabaseSync(url.slice('sqlite:'.length), { timeout: OPEN_TIMEOUT_MS })
      for (const pragma of pragmas) file.exec(pragma)
      return { close: () => file.close(), prepare: preparing(file) }
    },
  })
  return {
    createAdapter: () => new AdapterWithDdl(),
    createDriver: () => withTransactions(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Kysely says that SQLite cannot change tables in a transaction; it can, and two processes starting together need it. */
class AdapterWithDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function withTransactions(driver: Driver): Driver {
  driver.beginTransaction = beginImmediate
  driver.rollbackTransaction = rollback
  return driver
}

/**
 * A plain BEGIN reads first and may then be refused the write lock (SQLITE_BUSY immediately, whatever the timeout). This one gets
 * the lock at its start or is refused immediately, so that the connection is free for others during the wait.
 */
async function beginImmediate(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw('pragma busy_timeout = 0'))
  try {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  } finally {
    await connection.executeQuery(CompiledQuery.raw(`pragma busy_timeout = ${READ_TIMEOUT_MS}`))
  }
}

/** On a full disk SQLite has already rolled back, so this one fails; keep the original error. */
async function rollback(connection: DatabaseConnection): Promise<void> {
  try {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error
  }
}

function preparing(file: DatabaseSyncInstance): (text: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>()
  return (text) => {
    const statement = kept.get(text) ?? prepared(file, text)
    kept.delete(text) // so that the least recently used one stays first
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
