// Empty ledgers on the run's PostgreSQL. Making all tables takes longer than most tests, so they are made once and copied by the server.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createLedger } from '../../src/ledger/create-ledger.js'

export interface FreshPostgres {
  /** Of a database of its own that has the tables of an empty ledger. */
  freshLedgerUrl(): Promise<string>
  /** Of an empty schema. */
  freshSchema(): Promise<{ readonly url: string; readonly schema: string }>
  readonly admin: pg.Client
  close(): Promise<void>
}

/** @param name begins the name of each database and schema, for whoever looks at the server */
export async function openFreshPostgres(name: string): Promise<FreshPostgres> {
  const serverUrl = inject('postgresUrl')
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  const unique = () => `${name}_${randomBytes(6).toString('hex')}`
  const urlOf = (database: string) => Object.assign(new URL(serverUrl), { pathname: database }).href
  const template = unique()
  await admin.query(`create database ${template}`)
  await (await createLedger(urlOf(template))).close()
  return {
    admin,
    async freshLedgerUrl() {
      const database = unique()
      await admin.query(`create database ${database} template ${template}`)
      return urlOf(database)
    },
    async freshSchema() {
      const schema = unique()
      await admin.query(`create schema ${schema}`)
      return { schema, url: `${serverUrl}?options=${encodeURIComponent(`-c search_path=${schema}`)}` }
    },
    close: () => admin.end(),
  }
}
