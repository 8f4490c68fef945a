// The ledger's tables as they lie in the database, read by SQL of the checker's own.
import { DatabaseSync } from '@photostructure/sqlite'
import { Client } from 'pg'

/** Column -> value; numbers as numbers, also where PostgreSQL gives them as text. */
type Row = Readonly<Record<string, unknown>>

const questions = {
  mails: 'select id, account, state, decision_id from mails',
  decisions: 'select id, mail_id, nth, kind, label, reason, mode from decisions order by mail_id, nth',
  outbox:
    'select id, key, mail_id, decision_id, destination, label, account, to_folder, state, withdraws from outbox order by id',
  locations: 'select account, folder, uid_validity, uid, mail_id from locations where left_at is null',
  reviews: 'select mail_id, decision_id, state from review_items',
  queued: 'select delivery_key, label, mail_id, state from queue_items',
  audit: 'select action, mail_id, details from audit where mail_id is not null order by seq',
} as const

export interface MailRow {
  readonly id: string
  readonly account: string
  readonly state: string
  readonly decision_id: number | null
}
export interface DecisionRow {
  readonly id: number
  readonly mail_id: string
  readonly nth: number
  readonly kind: 'route' | 'review' | 'leave'
  readonly label: string | null
  readonly reason: string
  readonly mode: string
}
export interface OutboxRow {
  readonly id: number
  readonly key: string
  readonly mail_id: string
  readonly decision_id: number
  readonly destination: string
  readonly label: string
  readonly account: string
  readonly to_folder: string | null
  readonly state: string
  readonly withdraws: string | null
}
export interface LocationRow {
  readonly account: string
  readonly folder: string
  readonly uid_validity: string
  readonly uid: number
  readonly mail_id: string
}
export interface ReviewRow {
  readonly mail_id: string
  readonly decision_id: number
  readonly state: string
}
export interface QueuedRow {
  readonly delivery_key: string
  readonly label: string
  readonly mail_id: string
  readonly state: string
}
export interface AuditRow {
  readonly action: string
  readonly mail_id: string
  readonly details: string
}

export interface LedgerRows {
  readonly mails: readonly MailRow[]
  readonly decisions: readonly DecisionRow[]
  readonly outbox: readonly OutboxRow[]
  readonly locations: readonly LocationRow[]
  readonly reviews: readonly ReviewRow[]
  readonly queued: readonly QueuedRow[]
  readonly audit: readonly AuditRow[]
}

/** Everything the ledger says of mails, in one transaction. */
export async function readLedger(url: string): Promise<LedgerRows> {
  const names = Object.keys(questions) as (keyof typeof questions)[]
  const answers = await ask(
    url,
    names.map((name) => questions[name]),
  )
  return Object.fromEntries(names.map((name, i) => [name, answers[i]])) as unknown as LedgerRows
}

/** How many mails are recorded, and how many of them still wait for the program: cheap enough to be asked again and again. */
export async function readProgress(url: string): Promise<{ readonly mails: number; readonly open: number }> {
  const [counts] = await ask(url, [
    `select (select count(*) from mails) as mails,
       (select count(*) from mails where state = 'received') + (select count(*) from outbox where state = 'pending') as open`,
  ])
  const { mails, open } = counts?.[0] ?? {}
  return { mails: Number(mails), open: Number(open) }
}

// ---------------------------------------------------------------------------------------------------------------

const ask = (url: string, sql: readonly string[]): Promise<readonly (readonly Row[])[]> =>
  url.startsWith('sqlite:') ? askSqlite(url.slice('sqlite:'.length), sql) : askPostgres(url, sql)

async function askSqlite(path: string, sql: readonly string[]): Promise<readonly (readonly Row[])[]> {
  const file = new DatabaseSync(path, { readOnly: true, timeout: 10_000 })
  try {
    file.exec('begin')
    return sql.map((question) => file.prepare(question).all() as readonly Row[])
  } finally {
    file.close()
  }
}

async function askPostgres(url: string, sql: readonly string[]): Promise<readonly (readonly Row[])[]> {
  const client = new Client(url)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const answers: Row[][] = []
    for (const question of sql) answers.push((await client.query(question)).rows.map(withNumbers))
    return answers
  } finally {
    await client.end()
  }
}

/** PostgreSQL's eight-byte integers come as text; no text column of these holds digits alone but `uid_validity`. */
const withNumbers = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name !== 'uid_validity' && typeof value === 'string' && /^\d{1,15}$/.test(value)
        ? Number(value)
        : value,
    ]),
  )
