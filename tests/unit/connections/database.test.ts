import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/connections/database.js'
import { withDatabaseFault } from '../../../src/connections/database-faults.js'

interface Tables {
  mails: { text: string }
}

let dir: string
let database: Database<Tables>
let other: DatabaseSyncInstance
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-database-'))
  database = await openDatabase(`sqlite:${join(dir, 'a.db')}`)
  await sql`create table mails (text text)`.execute(database.sql)
  other = new DatabaseSync(join(dir, 'a.db'), { timeout: 0 })
})
afterEach(async () => {
  await database.close()
  other.close()
  await rm(dir, { recursive: true })
})

const add = (text: string) => database.write((trx) => trx.insertInto('mails').values({ text }).execute())
const texts = async () =>
  (await database.sql.selectFrom('mails').selectAll().execute()).map(({ text }) => text)

describe('a SQLite file that another process writes', () => {
  it('can be read meanwhile, and is written when the other is done', async () => {
    other.exec('begin immediate')
    const added = add('later')
    await sleep(100)
    expect(await texts()).toEqual([])
    other.exec('commit')
    await added
    expect(await texts()).toEqual(['later'])
  })
})

describe('a SQLite file that may not grow', () => {
  it('says that the disk is full, keeps what it had, and can be written when there is room', async () => {
    await add('first')
    await sql`pragma max_page_count = 2`.execute(database.sql)
    await expect(add('x'.repeat(100_000))).rejects.toMatchObject({ code: 'DATABASE_FULL' })
    expect(await texts()).toEqual(['first'])
    await sql`pragma max_page_count = 1000000`.execute(database.sql)
    await add('second')
    expect(await texts()).toEqual(['first', 'second'])
  })
})

describe('an error of a database', () => {
  it.each([
    { error: { sqliteCode: 10 }, code: 'DATABASE_UNREACHABLE', why: 'reading or writing the file failed' },
    { error: { code: '53100' }, code: 'DATABASE_FULL', why: 'the disk of the server is full' },
    { error: { code: '57014' }, code: 'DATABASE_LOCKED', why: 'a statement took too long' },
    { error: { code: '57P01' }, code: 'DATABASE_UNREACHABLE', why: 'the server is being stopped' },
    { error: { code: '25006' }, code: 'DATABASE_UNREACHABLE', why: 'the server takes no writes' },
    { error: { code: 'ECONNREFUSED' }, code: 'DATABASE_UNREACHABLE', why: 'nobody listens' },
    { error: { code: '23505' }, code: '23505', why: 'it is the fault of what was asked' },
    { error: { sqliteCode: 19 }, code: undefined, why: 'it is the fault of what was asked' },
  ])('$error becomes $code, as $why', ({ error, code }) => {
    expect((withDatabaseFault(Object.assign(new Error('no'), error)) as { code?: string }).code).toBe(code)
  })

  it('is known by its words where it has no code', () => {
    const lost = new Error('Connection terminated unexpectedly')
    expect(withDatabaseFault(lost)).toMatchObject({ code: 'DATABASE_UNREACHABLE', cause: lost })
  })
})
