// The ledger on a real PostgreSQL: the common suite, and what only a server with many connections can show.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { oneMeaningContract } from '../contracts/ledger/one-meaning.js'
import { ledgerContract } from '../contracts/ledger.js'
import { entryFor, placed, rawMail } from '../contracts/ledger-samples.js'
import { type FreshPostgres, openFreshPostgres } from './fresh-postgres.js'

let postgres: FreshPostgres
beforeAll(async () => {
  postgres = await openFreshPostgres('ledger')
})
afterAll(() => postgres?.close())

ledgerContract('postgres', async (options) => createLedger(await postgres.freshLedgerUrl(), options))
describe('ledger on postgres: figures', () =>
  oneMeaningContract(async (options) => createLedger(await postgres.freshLedgerUrl(), options), [6]))

describe('ledger: a PostgreSQL server', () => {
  it('processes that start together on an empty database all get its tables', async () => {
    const { url } = await postgres.freshSchema()
    const ledgers = await Promise.all(Array.from({ length: 4 }, () => createLedger(url)))
    const raw = rawMail('Hej')
    await ledgers[0]?.recordReceived('borgerservice', [raw])
    expect((await ledgers[3]?.mail(raw.id))?.id).toBe(raw.id)
    await Promise.all(ledgers.map((ledger) => ledger.close()))
  })

  it('tables of a newer program are refused', async () => {
    const { url, schema } = await postgres.freshSchema()
    await (await createLedger(url)).close()
    await postgres.admin.query(`insert into ${schema}.kysely_migration values ('9999-future', '2030-01-01')`)
    await expect(createLedger(url)).rejects.toMatchObject({ code: 'LEDGER_TOO_NEW' })
  })

  it.each(['update audit set actor = $$x$$', 'delete from audit', 'truncate audit'])(
    'the trail is append-only: "%s" is refused',
    async (statement) => {
      const { url, schema } = await postgres.freshSchema()
      const ledger = await createLedger(url)
      await ledger.recordAudit({ actor: 'a', action: 'b', mailId: undefined, details: {} })
      await expect(postgres.admin.query(statement.replace('audit', `${schema}.audit`))).rejects.toThrow(
        'append-only',
      )
      await ledger.close()
    },
  )

  it('programs that write about the same mails in different orders all come through', async () => {
    const { url } = await postgres.freshSchema()
    const ledgers = await Promise.all(Array.from({ length: 3 }, () => createLedger(url)))
    const mails = Array.from({ length: 60 }, (_, nth) => rawMail(`mail ${nth}`, placed(nth + 1)))
    const orders = [mails, [...mails].reverse(), [...mails.slice(30), ...mails.slice(0, 30)]]
    const added = await Promise.all(
      ledgers.map((ledger, nth) => ledger.recordReceived('a', orders[nth] ?? [])),
    )
    expect(added.flat()).toHaveLength(60)
    const records = await Promise.all(
      ledgers.map((ledger, nth) => ledger.recordDecisions((orders[nth] ?? []).map((mail) => entryFor(mail)))),
    )
    expect(records.flat()).toHaveLength(60)
    await Promise.all(ledgers.map((ledger) => ledger.close()))
  })

  it("leases go by the server's clock", async () => {
    const { url, schema } = await postgres.freshSchema()
    const ledger = await createLedger(url)
    await ledger.acquireLease('poll:a', 'one', 60_000)
    const { rows } = await postgres.admin.query(
      `select expires_at::timestamptz - clock_timestamp() between interval '50 s' and interval '60 s' as near
       from ${schema}.leases`,
    )
    expect(rows).toEqual([{ near: true }])
    await ledger.close()
  })

  it('a server that does not answer is named as the trouble', async () => {
    const closed = 'postgres://nobody:secret@127.0.0.1:1/nothing'
    const refused = createLedger(closed)
    await expect(refused).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' })
    await expect(refused).rejects.not.toThrow(/secret/)
  })
})
