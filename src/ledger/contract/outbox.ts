// What decisions asked for and what became of it; and the department queues that are kept in the ledger.

import type { DestinationKind } from '../../destination-kinds.js'
import type { Label, MailId } from '../../ids.js'
import type { Carriage, Delivery, DeliveryOutcome, IsoTime, MustSeeKind } from '../../journey.js'

/** What a decision asks for, before the ledger has given it its ids. `key` comes out as `<mailId>.<decisionId>.<suffix>`. */
export type DeliveryIntent = Carriage & { readonly label: Label }

export interface QueueItem {
  readonly id: number
  readonly label: Label
  readonly mailId: MailId
  readonly state: 'ready' | 'taken' | 'done'
  readonly takenBy: string | undefined
  readonly subject: string
  readonly mustSee: readonly MustSeeKind[]
  readonly since: IsoTime
}

export interface QueuePlace {
  readonly label: Label
  readonly state: 'ready' | 'taken' | 'done' | 'withdrawn'
  readonly takenBy: string | undefined
}

export interface Outbox {
  /** Outbox rows that are due, the one that has waited longest first. `account` limits `imap-folder` rows to one mailbox. */
  pendingDeliveries(options: {
    readonly destinations: readonly DestinationKind[]
    readonly account?: string
    readonly limit: number
  }): Promise<readonly Delivery[]>
  /**
   * `done`, `gone`: closed. `unknown`, `failed`: tried again after a pause; after `maxAttempts` the mail goes to the review list.
   * Only the first closing outcome of a delivery counts, but a move that was carried out is always noted in the locations.
   */
  recordOutcomes(
    outcomes: readonly { readonly delivery: Delivery; readonly outcome: DeliveryOutcome }[],
    options: { readonly maxAttempts: number },
  ): Promise<void>
  /**
   * Asks once more for what the current decision `decisionId` asked for, for a mail that is back in its inbox. Does nothing when
   * another decision stands by now.
   */
  fileAgain(mailId: MailId, decisionId: number, intents: readonly DeliveryIntent[]): Promise<void>
  deliveries(id: MailId): Promise<readonly (Delivery & { readonly state: string; readonly note: string })[]>

  /** Done deliveries of current decisions that nobody is known to have consumed: for refilling Redis. Oldest first after `afterId`. */
  deliveredTo(
    destination: DestinationKind,
    options: { readonly afterId: number; readonly limit: number },
  ): Promise<readonly (Delivery & { readonly id: number; readonly note: string })[]>
  /** The department has taken these out of its queue; they are never put there again. */
  recordConsumed(ids: readonly number[]): Promise<void>
  /** These were found in their queue or put there once more; `note` replaces the outcome's. */
  recordRefilled(ids: readonly number[], note: string): Promise<void>

  /**
   * Puts mails into their queues, once per delivery key. Returns the keys that are served; one is missing when a later
   * decision has replaced the one that asked for it.
   */
  enqueue(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>>
  /** Ready and taken ones; must-see first, then oldest. */
  queueItems(label: Label, options: { readonly limit: number }): Promise<readonly QueueItem[]>
  queueCounts(): Promise<readonly { label: Label; ready: number; taken: number; done: number }[]>
  /** Takes the oldest ready item (must-see first); undefined when there is none. */
  takeFromQueue(label: Label, by: string): Promise<QueueItem | undefined>
  finishQueueItem(id: number, by: string): Promise<boolean>
  queuePlaces(id: MailId): Promise<readonly QueuePlace[]>
}
