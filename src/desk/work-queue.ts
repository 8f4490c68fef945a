// A department's queue where the ledger keeps it: what is in it, taking the next mail, and saying that one is dealt with.

import type { Label } from '../ids.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import { mayWorkIn, queuesWithin } from './access.js'
import type { Desk } from './desk.js'

export const createWorkQueue = ({
  ledger,
}: {
  readonly ledger: Outbox
}): Pick<Desk, 'queueCounts' | 'queueItems' | 'takeFromQueue' | 'finishQueueItem'> => ({
  async queueCounts(person) {
    const own = queuesWithin(person, 'queue')
    const counts = await ledger.queueCounts()
    return own === undefined ? counts : counts.filter(({ label }) => own.includes(label))
  },
  queueItems: async (queue, { limit }, person) =>
    mayWorkIn(person, queue) ? ledger.queueItems(queue, { limit }) : [],
  takeFromQueue: async (queue, person) =>
    mayWorkIn(person, queue) ? ledger.takeFromQueue(queue, person.name) : undefined,
  async finishQueueItem(queue, item, person) {
    // The number of another queue's item is a slip of the finger: it must not end that department's work.
    const isHere = mayWorkIn(person, queue) && (await holds(ledger, queue, item))
    return isHere && ledger.finishQueueItem(item, person.name)
  },
})

// ---------------------------------------------------------------------------------------------------------------

/** No department has more open mail than this. */
const MOST_ITEMS = 1_000_000

const holds = async (ledger: Outbox, queue: Label, item: number): Promise<boolean> =>
  (await ledger.queueItems(queue, { limit: MOST_ITEMS })).some(({ id }) => id === item)
