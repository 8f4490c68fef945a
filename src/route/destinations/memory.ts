// A destination that remembers what it was given: for tests, dry runs and the demo.
import type { Delivery, DestinationKind } from '../../journey.js'
import type { Destination } from './destination.js'

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
