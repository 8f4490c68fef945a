// The contract of every place a mail can be delivered to: an IMAP folder, a queue in the ledger, a BullMQ queue.
// One suite tests them all (tests/contracts/destination.ts): delivering twice is delivering once.

import type { DestinationKind } from '../../destination-kinds.js'
import type { Label } from '../../ids.js'
import type { Delivery, DeliveryOutcome } from '../../journey.js'

export interface Destination {
  readonly kind: DestinationKind
  /**
   * Makes sure that mail for these queues can be delivered, before any mail moves.
   * @throws a TriageError that names what is missing and what there is instead.
   */
  prepare(labels: readonly Label[]): Promise<void>
  /**
   * Carries out deliveries of its own kind; the outcomes come in the order of the deliveries, one each.
   * Acts once per `delivery.key`. Never throws for one delivery; throws when the destination as a whole cannot be reached,
   * and then nothing is known to be done.
   */
  deliver(deliveries: readonly Delivery[]): Promise<readonly DeliveryOutcome[]>
  close(): Promise<void>
}
