// The door to SQL: SQLite in the process or a PostgreSQL server, behind one Kysely. What is specific to either ends here: values go
// in as text, numbers and bytes and come out the same, every transaction may write from its first statement, and a database
// that is full, locked or unreachable gives the same error.
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type Transaction,
} from 'kysely'
import { TriageError } from '../errors.js'
import { atFaultPoint } from '../fault-points.js'
import { databaseUnreachable, isLocked, withDatabaseFault } from './database-faults.js'
import { postgresDialect } from './postgres.js'
import { sqliteDialect } from './sqlite.js'

export interface Database<Tables> {
  readonly dialect: 'sqlite' | 'postgres'
  readonly sql: Kysely<Tables>
  /**
   * One transaction. It is run again if PostgreSQL chose it as the victim of a deadlock, so it must have no effect outside the database.
   * @throws DATABASE_FULL, DATABASE_LOCKED, DATABASE_UNREACHABLE
   */
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
  const bare = dialect === 'sqlite' ? sqliteDialect(url) : await postgresDialect(url)
  const sql = new Kysely<Tables>({ dialect: namingFaults(bare) })
  try {
    await sql.executeQuery(CompiledQuery.raw('select 1'))
  } catch (error) {
    await sql.destroy()
    throw databaseUnreachable(dialect, error instanceof TriageError ? error.cause : error)
  }
  return {
    dialect,
    sql,
    write: (work) =>
      dialect === 'sqlite'
        ? whenUnlocked(() => inTransaction(sql, work))
        : retried(() => inTransaction(sql, work)),
    close: () => sql.destroy(),
  }
}

/** Another process may lock the file for as long as its batch takes, about 0.1 s for 100 mails; a backup takes longer. */
const LONGEST_LOCK_MS = 30_000
const AGAIN_MS = { least: 2, most: 25 }

/**
 * Retries work while SQLite says that another process is writing. The connection is free for readers in between.
 * @throws DATABASE_LOCKED when that takes longer than 30 seconds.
 */
export async function whenUnlocked<T>(work: () => Promise<T>): Promise<T> {
  const endMs = performance.now() + LONGEST_LOCK_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isLocked(error) || performance.now() > endMs) throw error
    }
    await sleep(AGAIN_MS.least + Math.random() * (AGAIN_MS.most - AGAIN_MS.least))
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Between `commit.before` and `commit.after` nothing happens but the commit. */
async function inTransaction<Tables, T>(
  sql: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const result = await sql.transaction().execute(async (trx) => {
    const done = await work(trx)
    await atFaultPoint('commit.before')
    return done
  })
  await atFaultPoint('commit.after')
  return result
}

function namingFaults(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => namingDriver(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

function namingDriver(driver: Driver): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  const named = new WeakSet<DatabaseConnection>()
  driver.acquireConnection = async () => {
    const connection = await acquire().catch((error: unknown) => {
      throw withDatabaseFault(error)
    })
    if (!named.has(connection)) nameFaultsOf(connection)
    named.add(connection)
    return connection
  }
  return driver
}

function nameFaultsOf(connection: DatabaseConnection): void {
  const execute = connection.executeQuery.bind(connection)
  connection.executeQuery = async <R>(query: CompiledQuery) => {
    try {
      return await execute<R>(query)
    } catch (error) {
      throw withDatabaseFault(error)
    }
  }
}

const RETRIES = 5

/** PostgreSQL's "serialization failure" and "deadlock detected": the transaction was rolled back and can simply be run again. */
const undoneByServer = new Set<unknown>(['40001', '40P01'])

async function retried<T>(work: () => Promise<T>, left = RETRIES): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (left === 0 || !undoneByServer.has((error as { code?: unknown }).code)) throw error
    return retried(work, left - 1)
  }
}

const databaseUrl = (url: string) =>
  new TriageError('DATABASE_URL', `The database is given as "${url.replace(/\/\/[^@/]*@/, '//...@')}".`, {
    hint: 'Write database.url as "sqlite:PATH", e.g. "sqlite:postfordeler.db", or as "postgres://user:password@host:5432/name".',
  })
