// The ledger's schema and its later changes. A change is a new entry at the end of `steps`; an entry that was released is never edited.
import { type Migration, Migrator, sql } from 'kysely'
import { type Database, whenUnlocked } from '../connections/database.js'
import { isLocked } from '../connections/database-faults.js'
import { TriageError } from '../errors.js'
import { firstTables } from './migrations/0001-first-tables.js'
import { people } from './migrations/0002-people.js'
import { desk } from './migrations/0003-desk.js'
import { guaranteeTables } from './migrations/0004-promise.js'
import { closuresAndCounts } from './migrations/0005-closures-and-counts.js'
import { samples } from './migrations/0006-samples.js'
import { leftMail } from './migrations/0007-left-mail.js'
import { threadMarks } from './migrations/0008-thread-marks.js'
import { bursts } from './migrations/0009-bursts.js'
import type { SqlDialect, Step } from './migrations/step.js'
import type { Tables } from './tables.js'

const steps: Readonly<Record<string, Step>> = {
  '0001-first-tables': firstTables,
  '0002-people': people,
  '0003-desk': desk,
  '0004-promise': guaranteeTables,
  '0005-closures-and-counts': closuresAndCounts,
  '0006-samples': samples,
  '0007-left-mail': leftMail,
  '0008-thread-marks': threadMarks,
  '0009-bursts': bursts,
}

const wordsOf = {
  sqlite: {
    dialect: 'sqlite',
    serial: 'integer primary key autoincrement',
    integer: 'integer',
    bytes: 'blob',
    table: 'strict',
    keyedTable: 'strict, without rowid',
  },
  postgres: {
    dialect: 'postgres',
    serial: 'bigint generated always as identity primary key',
    integer: 'bigint',
    bytes: 'bytea',
    table: '',
    keyedTable: '',
  },
} as const satisfies Record<SqlDialect['dialect'], SqlDialect>

/**
 * Brings the database to this program's schema. Processes that start together wait for each other: by an advisory lock on
 * PostgreSQL, by the file's write lock on SQLite.
 * @throws LEDGER_TOO_NEW, LEDGER_MIGRATION
 */
export async function migrate({ sql: db, dialect }: Database<Tables>): Promise<void> {
  const schema = dialect === 'postgres' ? await currentSchema(db) : undefined
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrationsFor(wordsOf[dialect]) },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  })
  const error = await whenUnlocked(async () => {
    const { error } = await migrator.migrateToLatest()
    if (isLocked(error)) throw error
    return error
  })
  if (error === undefined) return
  const unknown = await unknownSteps(db)
  throw unknown.length > 0 ? ledgerTooNew(unknown) : ledgerMigration(error)
}

// ---------------------------------------------------------------------------------------------------------------

function migrationsFor(dialect: SqlDialect): Record<string, Migration> {
  const entries = Object.entries(steps).map(([name, step]): [string, Migration] => [
    name,
    {
      up: async (db) => {
        for (const statement of step(dialect)) await sql.raw(statement).execute(db)
      },
    },
  ])
  return Object.fromEntries(entries)
}

/** Kysely looks for its own table in every schema of the database unless it is told which is ours. */
async function currentSchema(db: Database<Tables>['sql']): Promise<string | undefined> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  return rows[0]?.name ?? undefined
}

async function unknownSteps(db: Database<Tables>['sql']): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name).filter((name) => !(name in steps))
}

const ledgerTooNew = (unknown: readonly string[]) =>
  new TriageError(
    'LEDGER_TOO_NEW',
    `The ledger was changed by a newer version of the program: this one does not know "${unknown.join('", "')}" and knows "${Object.keys(steps).join('", "')}".`,
    { hint: 'Run the newer version, or give database.url the copy that was made before the upgrade.' },
  )

const ledgerMigration = (cause: unknown) =>
  new TriageError(
    'LEDGER_MIGRATION',
    `The ledger's tables could not be brought up to date: ${cause instanceof Error ? cause.message : String(cause)}.`,
    { hint: 'Nothing was changed. The database user must be allowed to create tables.', cause },
  )
