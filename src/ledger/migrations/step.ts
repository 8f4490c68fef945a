// One step of the schema's history, and the words in which SQLite and PostgreSQL differ.

/** The statements of one step, given the words in which the databases differ. */
export type Step = (dialect: SqlDialect) => readonly string[]

export interface SqlDialect {
  readonly dialect: 'sqlite' | 'postgres'
  /** An ever growing number given by the database. */
  readonly serial: string
  readonly integer: string
  readonly bytes: string
  /** What follows a table's closing bracket. */
  readonly table: string
  /** The same for a table that is nothing but its primary key. */
  readonly keyedTable: string
}
