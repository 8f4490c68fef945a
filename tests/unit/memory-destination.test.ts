import type { Delivery } from '../../src/journey.js'
import { destinationContract } from '../contracts/destination.js'
import { pas, rawMail } from '../contracts/ledger-samples.js'
import { createMemoryDestination } from '../memory-destination.js'

destinationContract('memory', async () => {
  const destination = createMemoryDestination('ledger-queue')
  const deliveryOf = (nth: number): Delivery => {
    const { id } = rawMail(`mail ${nth}`)
    return {
      key: `${id}.${nth}.ledger-queue-0`,
      mailId: id,
      decisionId: nth,
      destination: 'ledger-queue',
      label: pas,
      move: undefined,
      attempts: 0,
    }
  }
  return {
    destination,
    deliveries: async (count) => Array.from({ length: count }, (_, nth) => deliveryOf(nth)),
    arrived: async () => destination.delivered().map((delivery) => delivery.mailId),
    close: () => destination.close(),
  }
})
