// The department queues that the ledger keeps itself: no server needed, read through the command line and HTTP.
import type { Outbox } from '../../ledger/contract/outbox.js'
import type { Destination } from './destination.js'

export const createLedgerQueue = (ledger: Pick<Outbox, 'enqueue'>): Destination => ({
  kind: 'ledger-queue',
  prepare: async () => undefined, // a queue in the ledger is there as soon as a mail is
  async deliver(deliveries) {
    const served = await ledger.enqueue(deliveries)
    return deliveries.map(({ key }) =>
      served.has(key)
        ? { kind: 'done' }
        : { kind: 'gone', note: 'a later decision replaced the one that asked for it' },
    )
  },
  close: async () => undefined,
})
