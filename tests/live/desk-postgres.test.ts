// The desk's promises on a real PostgreSQL, and two people at once on two machines.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { deskContract } from '../contracts/desk.js'
import { birthe, carl, openOffice, toQueueOf } from '../contracts/desk-harness.js'
import { handClock } from '../contracts/ledger-samples.js'
import { type FreshPostgres, openFreshPostgres } from './fresh-postgres.js'

let postgres: FreshPostgres
beforeAll(async () => {
  postgres = await openFreshPostgres('desk')
})
afterAll(() => postgres?.close())

deskContract('postgres', async (options) => createLedger(await postgres.freshLedgerUrl(), options))

describe('desk: two machines on one PostgreSQL', () => {
  it('of two who answer the same item at the same moment exactly one wins, 50 times', async () => {
    const url = await postgres.freshLedgerUrl()
    const clock = handClock()
    const [ledger, second] = [await createLedger(url), await createLedger(url)]
    const [here, there] = [openOffice(ledger, clock), openOffice(second, clock)]
    for (let nth = 0; nth < 50; nth++) {
      const raw = await here.waiting(`race ${nth}`)
      const outcomes = await Promise.all([
        here.answer(raw, toQueueOf('pas'), { version: 1 }, birthe),
        there.answer(raw, toQueueOf('skat'), { version: 1, token: `there-${nth}-0123456789` }, carl),
      ])
      const winner = outcomes.findIndex(({ kind }) => kind === 'recorded')
      const queue = ['pas', 'skat'][winner]
      expect(outcomes[1 - winner]).toMatchObject({
        ...{ kind: 'conflict', by: ['birthe', 'carl'][winner], what: { kind: 'queue', label: queue } },
      })
      expect((await ledger.mail(raw.id))?.decision?.decision).toMatchObject({
        kind: 'route',
        parts: [{ queue: queue }],
      })
      expect(await ledger.decisions(raw.id)).toHaveLength(2)
    }
    await ledger.close()
    await second.close()
  })

  it('a form that is sent twice at the same moment is one answer with one result', async () => {
    const ledger = await createLedger(await postgres.freshLedgerUrl())
    const office = openOffice(ledger, handClock())
    const raw = await office.waiting('twice')
    const token = office.desk.newToken()
    const send = () => office.answer(raw, toQueueOf('skat'), { version: 1, token })
    const outcomes = await Promise.all([send(), send(), send()])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded'])
    expect(await ledger.decisions(raw.id)).toHaveLength(2)
    await ledger.close()
  })
})
