// The ledger's contract: what every step may ask of it. SQLite and PostgreSQL pass the same suite (tests/contracts/ledger.ts).
// Each method that changes something is one transaction, and writes its audit rows in that same transaction.
import type { Label, MailId, ModelId } from '../../ids.js'
import type {
  Carriage,
  Decision,
  Delivery,
  DeliveryOutcome,
  DestinationKind,
  IsoTime,
  MailLocation,
  MustSeeKind,
  ParsedMail,
  Prediction,
  RawMail,
  ReviewAnswer,
} from '../../journey.js'
import type { Accounts } from './accounts.js'
import type { ChallengerPrediction, Watching } from './guarantee-ledger.js'

/** `received`: durable, not decided yet. `decided`: its last decision stands; the outbox says what is left to do. */
export type MailState = 'received' | 'decided'

export interface MailRecord {
  readonly id: MailId
  readonly account: string
  readonly state: MailState
  readonly sizeBytes: number
  readonly receivedAt: IsoTime | undefined
  readonly recordedAt: IsoTime
  /** Attempts at deciding it that were counted; the last of a decided mail went well. */
  readonly attempts: number
  /** Every place where a copy of these bytes was seen last, newest first. */
  readonly locations: readonly MailLocation[]
  /** Undefined before it is decided, and after the retention time. */
  readonly parsed: ParsedMail | undefined
  readonly subject: string
  readonly decision: DecisionRecord | undefined
}

/** Who decided: the program, or a person by name. */
export type Actor = { readonly kind: 'program' } | { readonly kind: 'person'; readonly name: string }

export interface DecisionRecord {
  readonly id: number
  readonly mailId: MailId
  readonly decision: Decision
  readonly prediction: Prediction | undefined
  readonly modelId: ModelId | undefined
  readonly mode: string
  readonly actor: Actor
  readonly at: IsoTime
  /** What the person wrote with it; forgotten with the mail's text. */
  readonly note: string
}

/** What a decision asks for, before the ledger has given it its ids. `key` comes out as `<mailId>.<decisionId>.<suffix>`. */
export type DeliveryIntent = Carriage & { readonly label: Label }

/** One mail's decision with all it asks for: written in one transaction, before anything is done. */
export interface DecisionEntry {
  readonly mailId: MailId
  readonly parsed: ParsedMail | undefined
  readonly prediction: Prediction | undefined
  readonly decision: Decision
  readonly mode: string
  readonly actor: Actor
  readonly deliveries: readonly DeliveryIntent[]
  /** Put it on the review list (also for routed mail that a person must see). */
  readonly review: boolean
  /** With `review`: the mail is filed, and a person judges it without being told where. */
  readonly isBlind?: boolean
  /** A person's words about the mail. */
  readonly note?: string
  /**
   * Id of the mail's standing decision that this one replaces; undefined for a first decision. If another stands by then,
   * somebody was faster and the entry is left out. What the replaced decision still had to deliver is called off.
   */
  readonly replaces?: number
  /** What a challenger said of the mail, beside the live model. */
  readonly challenger?: ChallengerPrediction
}

export interface ReviewItem {
  readonly mailId: MailId
  readonly decisionId: number
  readonly version: number
  readonly state: 'open' | 'answered' | 'closed'
  readonly mustSee: readonly MustSeeKind[]
  readonly guess: Label | undefined
  readonly subject: string
  readonly from: string
  readonly reason: Decision['because']
  readonly since: IsoTime
  /** 0 when a person must see it soon, 1 otherwise: the list's first key. */
  readonly rank: number
  /** The mail's mailbox. */
  readonly account: string
  /** Filed mail that a person also judges: neither `guess` nor `reason` is shown to them. */
  readonly isBlind: boolean
  /** Who answered it; undefined while it is open, and when it was closed without asking. */
  readonly answeredBy: string | undefined
  /** Put off: it waits again from `until` on. */
  readonly later: { readonly until: IsoTime; readonly by: string; readonly at: IsoTime } | undefined
  /** Who has it open, until then. A moment that is over means that nobody has. */
  readonly claim: { readonly by: string; readonly until: IsoTime } | undefined
}

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

export interface AuditRow {
  readonly seq: number
  readonly at: IsoTime
  /** `program` or a person's name. */
  readonly actor: string
  /** `received`, `decided`, `delivered`, `answered`, `promoted`, ... */
  readonly action: string
  readonly mailId: MailId | undefined
  /** Ids, labels and numbers; never mail text or addresses. */
  readonly details: Readonly<Record<string, unknown>>
}

export interface Lease {
  readonly name: string
  readonly holder: string
  /** Grows with every new holder; under an older number the lease can be neither renewed nor released. */
  readonly fence: number
}

/** Counts of the mails recorded since a moment; `undecided`, `waiting` and `undelivered` are what lies there now, whatever its age. */
export interface Stats {
  readonly mails: number
  /** Received and not decided yet. */
  readonly undecided: number
  /** Open on the review list. */
  readonly waiting: number
  readonly undelivered: number
  /** Of the decisions that stand. */
  readonly byKind: Readonly<Record<Decision['kind'], number>>
  readonly byReason: Readonly<Record<string, number>>
  readonly perQueue: readonly {
    readonly label: Label
    /** By the program. */
    readonly routed: number
    readonly routedByPerson: number
    /** Of `routed`: a person then decided otherwise. */
    readonly overridden: number
  }[]
}

/** A form that was sent: its act is carried out once, and its result kept for a week. */
export interface SentForm {
  readonly token: string
  readonly actor: string
}

export interface AnswerResult {
  /** `bad-token`: the form's token was another person's or for another mail. */
  readonly kind: 'recorded' | 'conflict' | 'missing' | 'bad-token'
  /** For `conflict`: who was first. */
  readonly by?: string
  readonly decisionId?: number
  /** For what was put off or brought back: the item's version from now on. */
  readonly version?: number
}

export interface Ledger extends Watching {
  // -- receiving
  /** Writes new mails with their bytes; a mail that is known only gets the new location. Returns the ids that are new. */
  recordReceived(account: string, mails: readonly RawMail[]): Promise<readonly MailId[]>
  /** The UIDs of a folder that are known under this UIDVALIDITY: the other side of a poll's set difference. */
  knownUids(account: string, folder: string, uidValidity: string): Promise<ReadonlySet<number>>
  /** Which mail was last seen at a place and has not left it. */
  mailAt(location: MailLocation): Promise<MailId | undefined>
  /** Those of the ids that are recorded. */
  recorded(ids: readonly MailId[]): Promise<ReadonlySet<MailId>>
  /** Notes that a poll went well (or not); `stats` and health read it. */
  recordPoll(
    account: string,
    outcome: { readonly ok: boolean; readonly fetched: number; readonly note: string },
  ): Promise<void>
  lastPolls(): Promise<readonly { account: string; at: IsoTime; okAt: IsoTime | undefined; note: string }[]>

  // -- deciding
  /** Oldest first. */
  undecided(options: { readonly account?: string; readonly limit: number }): Promise<readonly MailId[]>
  rawBytes(id: MailId): Promise<Uint8Array | undefined>
  /** Counts an attempt at deciding a mail, before it is made: a mail that stops the program leaves its count behind. */
  recordAttempt(id: MailId): Promise<void>
  /** Takes the last attempt back: it failed for a reason that has nothing to do with the mail. */
  takeBackAttempt(id: MailId): Promise<void>
  /** The newest decision of the thread's mails that put one into a queue; undefined when there is none. */
  threadPlacement(
    references: readonly string[],
  ): Promise<{ readonly label: Label; readonly mailId: MailId } | undefined>
  /** Writes decisions, their outbox rows, review items and parsed mail: one transaction for all. A mail that was decided meanwhile by somebody else is left out of the result. */
  recordDecisions(entries: readonly DecisionEntry[]): Promise<readonly DecisionRecord[]>
  /** Automatic route decisions since `since`. */
  automaticMovesSince(since: IsoTime): Promise<number>

  // -- delivering
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
   * Asks once more for what the standing decision `decisionId` asked for, for a mail that lies in its inbox again. Does nothing when
   * another decision stands by now.
   */
  fileAgain(mailId: MailId, decisionId: number, intents: readonly DeliveryIntent[]): Promise<void>
  /** Done deliveries of standing decisions that nobody is known to have consumed: for refilling Redis. Oldest first after `afterId`. */
  deliveredTo(
    destination: DestinationKind,
    options: { readonly afterId: number; readonly limit: number },
  ): Promise<readonly (Delivery & { readonly id: number; readonly note: string })[]>
  /** The department has taken these out of its queue; they are never put there again. */
  recordConsumed(ids: readonly number[]): Promise<void>
  /** These were found in their queue or put there once more; `note` replaces the outcome's. */
  recordRefilled(ids: readonly number[], note: string): Promise<void>

  // -- people
  mail(id: MailId): Promise<MailRecord | undefined>
  /** Ids that start with these hexadecimal digits, at most 10; and, if `text` holds "@" or "<", mails by Message-ID. */
  findMails(text: string): Promise<readonly MailId[]>
  decisions(id: MailId): Promise<readonly DecisionRecord[]>
  deliveries(id: MailId): Promise<readonly (Delivery & { readonly state: string; readonly note: string })[]>
  /** Must-see first, then oldest. */
  reviewItems(options: { readonly limit: number; readonly label?: Label }): Promise<readonly ReviewItem[]>
  reviewItem(id: MailId): Promise<ReviewItem | undefined>
  /**
   * Records the answer with the deliveries it asks for in one transaction, if the item is open and its version is the one seen.
   * A form that was sent before gets the result of its first sending.
   */
  recordAnswer(answer: ReviewAnswer, entry: DecisionEntry, form?: SentForm): Promise<AnswerResult>

  // -- department queues in the ledger
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

  /** The accounts and logins of the page. */
  readonly accounts: Accounts

  // -- housekeeping
  /** Newest first. */
  audit(options: {
    readonly mailId?: MailId
    readonly actor?: string
    /** At this moment or later. */
    readonly since?: IsoTime
    /** Before this moment. */
    readonly until?: IsoTime
    /** Only rows with a smaller number: the next page. */
    readonly before?: number
    readonly limit: number
  }): Promise<readonly AuditRow[]>
  recordAudit(row: Omit<AuditRow, 'seq' | 'at'>): Promise<void>
  acquireLease(name: string, holder: string, ttlMs: number): Promise<Lease | undefined>
  /** Who holds a lease now; undefined when nobody does. */
  currentLease(name: string): Promise<Lease | undefined>
  releaseLease(lease: Lease): Promise<void>
  stats(options: { readonly since?: IsoTime }): Promise<Stats>
  /** Drops bytes and text of mails recorded before `before` that are finished. Returns how many. */
  forgetText(before: IsoTime): Promise<number>
  close(): Promise<void>
}
