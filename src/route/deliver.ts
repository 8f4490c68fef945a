// Step 6 of 8: Decision -> Delivery. Carries out what the outbox holds, and tells the ledger what became of each row.
// Running it twice, or after a crash at any instruction, does nothing twice: each destination acts once per delivery key.
import type { DestinationKind } from '../destination-kinds.js'
import type { Delivery, DeliveryOutcome } from '../journey.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import type { Destination } from './destinations/destination.js'

/** Deliveries carried out together. 100 moves fit in one short UID set; a crash repeats the look-up of at most as many. */
const BATCH_DELIVERIES = 100

export interface DeliveryReport {
  readonly done: number
  /** Moved or deleted by somebody meanwhile: closed with a note. */
  readonly gone: number
  /** Put off, to be tried again after a pause. */
  readonly waiting: number
  /** Destinations that could not be reached at all, with the error. Their rows stay in the outbox. */
  readonly unreachable: readonly { readonly kind: DestinationKind; readonly error: unknown }[]
}

/** Carries out every due delivery of the given destinations; `account` limits moves to one mailbox. */
export async function deliverPending(options: {
  readonly ledger: Outbox
  readonly destinations: readonly Destination[]
  readonly account?: string
  readonly maxAttempts: number
}): Promise<DeliveryReport> {
  const { ledger, destinations, account, maxAttempts } = options
  const count = { done: 0, gone: 0, waiting: 0 }
  const unreachable: { kind: DestinationKind; error: unknown }[] = []
  for (const destination of destinations) {
    try {
      for (;;) {
        const deliveries = await ledger.pendingDeliveries({
          destinations: [destination.kind],
          limit: BATCH_DELIVERIES,
          ...(account === undefined ? {} : { account }),
        })
        if (deliveries.length === 0) break
        const outcomes = pair(deliveries, await destination.deliver(deliveries))
        await ledger.recordOutcomes(outcomes, { maxAttempts })
        for (const { outcome } of outcomes) count[tally(outcome)] += 1
      }
    } catch (error) {
      unreachable.push({ kind: destination.kind, error })
    }
  }
  return { ...count, unreachable }
}

/** The report of two rounds, one after the other. A destination that was reached in the later round is reachable. */
export const bothRounds = (first: DeliveryReport, later: DeliveryReport): DeliveryReport => ({
  done: first.done + later.done,
  gone: first.gone + later.gone,
  waiting: first.waiting + later.waiting,
  unreachable: later.unreachable,
})

// ---------------------------------------------------------------------------------------------------------------

/** A destination that gives too few outcomes has left the others unknown, and unknown is looked into. */
function pair(deliveries: readonly Delivery[], outcomes: readonly DeliveryOutcome[]) {
  const missing: DeliveryOutcome = { kind: 'unknown', note: 'the destination gave no outcome' }
  return deliveries.map((delivery, i) => ({ delivery, outcome: outcomes[i] ?? missing }))
}

const tally = (outcome: DeliveryOutcome): 'done' | 'gone' | 'waiting' =>
  outcome.kind === 'done' || outcome.kind === 'gone' ? outcome.kind : 'waiting'
