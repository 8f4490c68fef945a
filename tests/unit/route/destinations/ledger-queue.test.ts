import { describe, expect, it } from 'vitest'
import { createLedger } from '../../../../src/ledger/create-ledger.js'
import { createLedgerQueue } from '../../../../src/route/destinations/ledger-queue.js'
import { destinationContract } from '../../../contracts/destination.js'
import { decided, due, entryFor, leave, pas, placed, rawMail } from '../../../contracts/ledger-samples.js'

destinationContract('ledger-queue', async () => {
  const ledger = await createLedger('sqlite::memory:')
  return {
    destination: createLedgerQueue(ledger),
    async deliveries(count) {
      for (let nth = 1; nth <= count; nth++) await decided(ledger, rawMail(`mail ${nth}`, placed(nth)))
      return due(ledger)
    },
    arrived: async () => (await ledger.queueItems(pas, { limit: 100 })).map((item) => item.mailId),
    close: () => ledger.close(),
  }
})

describe('ledger-queue', () => {
  it('a delivery whose decision was replaced meanwhile is gone, not done', async () => {
    const ledger = await createLedger('sqlite::memory:')
    const raw = rawMail('Hej')
    const first = await decided(ledger, raw)
    const late = await due(ledger)
    await ledger.recordDecisions([entryFor(raw, { decision: leave, deliveries: [], replaces: first.id })])
    expect(await createLedgerQueue(ledger).deliver(late)).toMatchObject([{ kind: 'gone' }])
    await ledger.close()
  })
})
