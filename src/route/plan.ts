// Step 6 of 8, what a decision asks for: Decision -> DeliveryIntents. Pure. The ledger writes them with the decision, before anything is done.
import type { Mode } from '../config/schema.js'
import type { FolderKind, QueueKind } from '../destination-kinds.js'
import type { Label } from '../ids.js'
import type { Decision, MailLocation } from '../journey.js'
import type { DeliveryIntent } from '../ledger/contract/outbox.js'
import type { Question } from '../ledger/contract/samples.js'
import { wantsPerson } from './must-see.js'

export interface PlanFacts {
  readonly mode: Mode
  /** Where the mail's copies lie in the polled folder. */
  readonly locations: readonly MailLocation[]
  readonly sizeBytes: number
  readonly messageId: string | undefined
  /** The queue's IMAP folder; undefined when it has none, or the source is no IMAP mailbox. */
  readonly folderOf: (label: Label) => string | undefined
  /** How mail is moved there; undefined when it is not. */
  readonly folderKind: FolderKind | undefined
  /** Where department queues are kept: in the ledger, or in BullMQ when Redis is configured. */
  readonly queueKind: QueueKind
  /** What the sampler makes of it; undefined where nothing can be asked. */
  readonly question?: Question | undefined
}

export interface Plan {
  readonly deliveries: readonly DeliveryIntent[]
  /** Whether the mail goes on the review list. */
  readonly review: boolean
  /** Whether it is shown there without telling what was done with it. */
  readonly isBlind?: boolean
  readonly question?: Question
}

/**
 * Says what a decision asks for in a mailbox's mode. In `shadow` that is nothing.
 * A mail that the sampler has drawn is asked about, filed or left. A routed mail that a person must see is filed *and* listed: waiting for either would delay it.
 */
export function plan(decision: Decision, facts: PlanFacts): Plan {
  if (facts.mode === 'shadow') return { deliveries: [], review: false }
  if (decision.kind === 'review') return { deliveries: [], review: true }
  const { question } = facts
  const isBlind = question?.isDrawn === true
  const asked = { ...(question ? { question } : {}), ...(isBlind ? { isBlind } : {}) }
  if (decision.kind === 'leave') return { deliveries: [], review: isBlind, ...asked }
  const review = isBlind || wantsPerson(decision.mustSee)
  const deliveries = decision.parts.flatMap(({ queue }) => intentsFor(queue, facts))
  return { deliveries, review, ...asked }
}

/** The deliveries that put a mail into a queue: one move for each copy, one entry in the department's queue. */
export function intentsFor(label: Label, facts: Omit<PlanFacts, 'mode'>): readonly DeliveryIntent[] {
  const { locations, sizeBytes, messageId, folderKind, queueKind } = facts
  const toFolder = facts.folderOf(label)
  const moves: DeliveryIntent[] = []
  if (toFolder !== undefined && folderKind !== undefined)
    for (const from of locations)
      moves.push({ destination: folderKind, label, move: { from, toFolder, sizeBytes, messageId } })
  return [...moves, { destination: queueKind, label, move: undefined }]
}
