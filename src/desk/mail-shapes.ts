// One mail as a view gets it: its text, why it is here, who has it open, and what became of it.
import type { Label, MailId, ModelId } from '../ids.js'
import type {
  Decision,
  Evidence,
  IsoTime,
  MailLocation,
  MustSeeKind,
  NotOursKind,
  ParsedMail,
  RankedLabel,
  Reason,
} from '../journey.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import type { MailState } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'

/** Who is reading an item, and until when they have it unless they renew. It keeps nobody from answering: the version does. */
export interface Claim {
  readonly by: string
  readonly until: IsoTime
  readonly isMine: boolean
}

/** A queue as people know it. */
export interface QueueView {
  readonly label: Label
  readonly name: string
  readonly description: string
  /** Empty when not configured, as `selfService`. */
  readonly kle: string
  readonly selfService: string
}

export interface MailView {
  readonly id: MailId
  readonly mailbox: string
  readonly state: MailState
  readonly sizeBytes: number
  readonly receivedAt: IsoTime | undefined
  readonly recordedAt: IsoTime
  readonly attempts: number
  /** Where it was seen last; empty for the blind sample, as a folder gives the queue away. */
  readonly locations: readonly MailLocation[]
  readonly subject: string
  /** Undefined when the text is forgotten (retention) or never could be read. */
  readonly parsed: ParsedMail | undefined
  readonly isForgotten: boolean
  /** The bytes are still here, so `html` may have something to show. */
  readonly hasBytes: boolean
  /** False when somebody is known to have moved or deleted it in the mailbox. */
  readonly isInMailbox: boolean
}

/** An earlier or later mail of the same thread, oldest first. */
export interface ThreadMail {
  readonly mailId: MailId
  readonly subject: string
  readonly from: string
  readonly at: IsoTime
  readonly kind: Decision['kind'] | undefined
  /** The queue, where it was put into one. */
  readonly queue: Label | undefined
  /** The person who decided; undefined when it was the program or nobody. */
  readonly by: string | undefined
  /** Of the blind sample: `queue` is kept from this person, and `kind` says only that it waits. */
  readonly isBlind: boolean
}

/** An item as the review list holds it; the guess and the reason of a blind one are left out. */
export type ReviewRow = Omit<ReviewItem, 'reason'> & { readonly reason: Reason | undefined }

export interface OpenItem {
  readonly mail: MailView
  /** The item itself, with the claim that now stands. */
  readonly review: ReviewRow
  /** The decision that stands; undefined for the blind sample. */
  readonly decision: DecisionRecord | undefined
  readonly version: number
  readonly since: IsoTime
  readonly mustSee: readonly MustSeeKind[]
  /** Why it is here; after an undo, why it came here first. Undefined for the blind sample, as it could give the suggestion away. */
  readonly reason: Reason | undefined
  /** Who took an answer back, when somebody did. */
  readonly undone: { readonly by: string; readonly at: IsoTime } | undefined
  readonly isBlind: boolean
  /** What "confirm" stands for; undefined without a suggestion and for the blind sample. */
  readonly guess: Label | undefined
  /** The likeliest queues, at most nine; empty for the blind sample. */
  readonly ranked: readonly (RankedLabel & { readonly queue: QueueView | undefined })[]
  /** Empty for the blind sample. */
  readonly evidence: readonly Evidence[]
  readonly modelId: ModelId | undefined
  readonly claim: Claim
  readonly thread: readonly ThreadMail[]
}

/** An item that was put off opens as any other. `answered`: there is nothing left to answer, and this is what was done. */
export type Opened =
  | { readonly kind: 'open'; readonly item: OpenItem }
  | ({ readonly kind: 'answered' } & Settled)
  | { readonly kind: 'missing' } // not on the list, or not for this person

/** What became of an item, for somebody who comes too late. */
export interface Settled {
  /** The person, or 'program' when an item was closed without asking. */
  readonly by: string
  readonly at: IsoTime
  readonly what: Settlement
}

export type Settlement =
  | { readonly kind: 'queue'; readonly label: Label }
  | { readonly kind: 'not-ours'; readonly what: NotOursKind | undefined }
  | { readonly kind: 'later'; readonly until: IsoTime }
  | { readonly kind: 'undone' }
  | { readonly kind: 'review' } // the program has put it on the list again
  | { readonly kind: 'closed' } // left alone by the program
