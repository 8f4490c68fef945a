// A destination that remembers what it was given. It passes the suite of every destination.
import type { DestinationKind } from '../src/destination-kinds.js'
import type { Delivery } from '../src/journey.js'
import type { Destination } from '../src/route/destinations/destination.js'

interface MemoryDestination extends Destination {
  /** Everything delivered, in order, once each. */
  readonly delivered: () => readonly Delivery[]
}

export function createMemoryDestination(kind: DestinationKind): MemoryDestination {
  const byKey = new Map<string, Delivery>()
  return {
    kind,
    prepare: async () => undefined,
    async deliver(deliveries) {
      for (const delivery of deliveries) if (!byKey.has(delivery.key)) byKey.set(delivery.key, delivery)
      return deliveries.map(() => ({ kind: 'done' }))
    },
    close: async () => undefined,
    delivered: () => [...byKey.values()],
  }
}
