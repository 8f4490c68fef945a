// What can be wrong with the database itself, by what fixes it. None of it is caused by the mail being processed: the caller
// stops taking mail and tries again later.
import { TriageError } from '../errors.js'

/** Whether the database itself failed, and not the statement. */
export const isDatabaseFault = (error: unknown): error is TriageError =>
  error instanceof TriageError && error.code.startsWith('DATABASE_')

export const isLocked = (error: unknown): boolean =>
  error instanceof TriageError && error.code === 'DATABASE_LOCKED'

/** The same error, or one that says what is wrong with the database if the error shows that. */
export function withDatabaseFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TriageError) return error
  const { code, sqliteCode } = error as { readonly code?: unknown; readonly sqliteCode?: unknown }
  if (typeof sqliteCode === 'number') return sqliteFaults[sqliteCode]?.(error) ?? error
  if (typeof code === 'string') return postgresFault(code)?.(error) ?? error
  return /terminated|timeout exceeded when trying to connect|not queryable/.test(error.message)
    ? unreachable(error)
    : error
}

export const databaseUnreachable = (dialect: string, cause: unknown): TriageError =>
  new TriageError('DATABASE_UNREACHABLE', `The ${dialect} database cannot be opened: ${reasonOf(cause)}.`, {
    hint: 'Check database.url: for SQLite the folder must exist and be writable, for PostgreSQL the server must answer and the user be allowed in.',
    cause,
  })

// ---------------------------------------------------------------------------------------------------------------

type Fault = (cause: Error) => TriageError

const unreachable: Fault = (cause) =>
  new TriageError('DATABASE_UNREACHABLE', `The database cannot be used: ${reasonOf(cause)}.`, {
    hint: 'Nothing is lost: mail stays where it is, and work resumes by itself when the database answers.',
    cause,
  })

const full: Fault = (cause) =>
  new TriageError('DATABASE_FULL', `The disk of the database is full: ${reasonOf(cause)}.`, {
    hint: 'Make room. Nothing is lost: no mail is taken in until there is, and then work resumes by itself.',
    cause,
  })

const locked: Fault = (cause) =>
  new TriageError('DATABASE_LOCKED', `Another process keeps the database locked: ${reasonOf(cause)}.`, {
    hint: 'A backup, or a tool in which somebody forgot to end a transaction. Work resumes by itself when the lock is released.',
    cause,
  })

/** Primary result codes of SQLite (sqlite3.h). */
const sqliteFaults: Readonly<Record<number, Fault>> = {
  5: locked, // SQLITE_BUSY
  6: locked, // SQLITE_LOCKED
  8: unreachable, // SQLITE_READONLY
  10: unreachable, // SQLITE_IOERR: also what a full disk says when the shared memory file cannot grow
  13: full, // SQLITE_FULL
  14: unreachable, // SQLITE_CANTOPEN
}

/** By SQLSTATE, and by Node's codes for the connection. */
function postgresFault(code: string): Fault | undefined {
  if (code === '53100') return full
  if (code === '55P03' || code === '57014') return locked // lock not available; statement timeout
  if (/^(08|53|58|57P)|^25006$/.test(code)) return unreachable // connection, resources, system, shutdown; read-only
  return /^(ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_)/.test(code)
    ? unreachable
    : undefined
}

/** node-postgres reports "connection refused" as an error without a message, with one error per address inside. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ')
  return cause instanceof Error && cause.message !== '' ? cause.message : String(cause)
}
