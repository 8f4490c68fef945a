// Step 7 of 8: what a person can do with mail, whatever shows it to them. The page renders these shapes and calls these functions;
// nothing here knows HTML or HTTP. Expected things (somebody was faster, a mail is gone) are values; only faults are thrown.
import type { Label, MailId, ModelId } from '../ids.js'
import type {
  Decision,
  Evidence,
  IsoTime,
  MustSeeKind,
  NotOursKind,
  ParsedMail,
  RankedLabel,
  Reason,
} from '../journey.js'
import type { AuditRow } from '../ledger/ledger.js'
import type { Figures, FiguresQuery } from './figures.js'

/** Who asks. Made by the page from the session, by the command line from the machine's user. */
export interface Person {
  /** The name under which answers and views are recorded. */
  readonly name: string
  /** The queues a caseworker is limited to; undefined: all. A limited person sees mail suggested for or filed in these, and no other. */
  readonly departments: readonly Label[] | undefined
}

// -- the list ------------------------------------------------------------------------------------------------------

export const ages = ['day', 'week', 'older'] as const
/** Waiting for under a day; for one to seven days; for longer. */
export type Age = (typeof ages)[number]

/** What fits all that is given is listed. An item of the blind sample fits no `queue`: the filter would tell the suggestion. */
export interface ListFilter {
  /** The suggested queue; 'none' for items without a suggestion. */
  readonly queue?: Label | 'none'
  readonly reason?: Reason['kind']
  /** Name of the mailbox in the configuration. */
  readonly mailbox?: string
  readonly age?: Age
  /** Only what the person has claimed. */
  readonly mine?: boolean
  /** Every word must stand in the subject or the text; case ignored. At most 200 characters are read. */
  readonly text?: string
  /** 'later': what was put off and is not due yet. Default 'waiting'. */
  readonly state?: 'waiting' | 'later'
}

export interface ListQuery extends ListFilter {
  /** A cursor of an earlier page: `next` goes on after it, `previous` before it. A cursor nobody gave out means the first page. */
  readonly cursor?: string
  /** Rows a page, 1..100; default 25. */
  readonly size?: number
}

export interface ListRow {
  readonly mailId: MailId
  readonly version: number
  readonly subject: string
  /** The sender's address; empty when it could not be read. */
  readonly from: string
  readonly mailbox: string
  readonly since: IsoTime
  readonly mustSee: readonly MustSeeKind[]
  /** Undefined for an item of the blind sample. */
  readonly reason: Reason | undefined
  /** Undefined without a suggestion and for an item of the blind sample. */
  readonly guess: Label | undefined
  readonly isBlind: boolean
  readonly claim: Claim | undefined
  /** For what was put off. */
  readonly laterUntil: IsoTime | undefined
}

export interface ListPage {
  /** Must-see first, then oldest. */
  readonly rows: readonly ListRow[]
  /** Undefined on the last, on the first page. */
  readonly next: string | undefined
  readonly previous: string | undefined
  /** How many fit the filter, all pages; of a text search at most `matchingCap`, and then `isCapped`. */
  readonly matching: number
  readonly isCapped: boolean
}

/** How much waits, for one person's eyes: limited to their departments. */
export interface Waiting {
  readonly count: number
  readonly mustSee: number
  /** Since when the oldest waits. */
  readonly oldest: IsoTime | undefined
  readonly mine: number
  readonly later: number
  /** The filters' choices with their counts, largest first. Blind items count under no queue. */
  readonly byQueue: readonly { readonly queue: Label | 'none'; readonly count: number }[]
  readonly byReason: readonly { readonly reason: Reason['kind']; readonly count: number }[]
  readonly byMailbox: readonly { readonly mailbox: string; readonly count: number }[]
  readonly byAge: readonly { readonly age: Age; readonly count: number }[]
}

// -- one mail ------------------------------------------------------------------------------------------------------

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
  readonly receivedAt: IsoTime | undefined
  readonly subject: string
  /** Undefined when the text is forgotten (retention) or never could be read. */
  readonly parsed: ParsedMail | undefined
  readonly isForgotten: boolean
  /** The bytes are still here, so `html` may have something to show. */
  readonly hasBytes: boolean
  /** False when the last that is known is that somebody moved or deleted it in the mailbox. */
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
}

export interface OpenItem {
  readonly mail: MailView
  readonly version: number
  readonly since: IsoTime
  readonly mustSee: readonly MustSeeKind[]
  /** Why it is here; after an undo, why it came here first. Undefined for the blind sample, as it could tell the suggestion. */
  readonly reason: Reason | undefined
  /** Who took an answer back, when somebody did. */
  readonly undone: { readonly by: string; readonly at: IsoTime } | undefined
  readonly isBlind: boolean
  /** What "confirm" stands for; undefined without a suggestion and for the blind sample. */
  readonly guess: Label | undefined
  /** The likeliest queues, at most three; empty for the blind sample. */
  readonly ranked: readonly (RankedLabel & { readonly queue: QueueView | undefined })[]
  /** Empty for the blind sample. */
  readonly evidence: readonly Evidence[]
  readonly modelId: ModelId | undefined
  readonly claim: Claim
  readonly thread: readonly ThreadMail[]
}

/** An item that was put off opens as any other. `answered`: there is nothing to answer any more, and this is what was done. */
export type Opened =
  | { readonly kind: 'open'; readonly item: OpenItem }
  | ({ readonly kind: 'answered' } & Settled)
  | { readonly kind: 'missing' } // not on the list, or not for this person's eyes

/** What became of an item, for whoever comes too late. */
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
  | { readonly kind: 'review' } // the program has put it on the list anew
  | { readonly kind: 'closed' } // left alone by the program

// -- answering -----------------------------------------------------------------------------------------------------

export type Choice =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'queue'; readonly label: Label }
  | { readonly kind: 'not-ours'; readonly what: NotOursKind }
  /** Comes back then. At most 30 days ahead, 24 hours for a mail that must be seen: a longer one is cut to that. */
  | { readonly kind: 'later'; readonly until: IsoTime }

/** The last part of every form: who sent it is known from the session, never from the form. */
export interface Form {
  /** Made by `newToken` for each form shown; sending a form twice gives the first sending's result again. */
  readonly token: string
}

export interface AnswerForm extends Form {
  readonly mailId: MailId
  readonly version: number
  readonly choice: Choice
  /** At most 2,000 characters; longer is cut. */
  readonly note: string
}

/** `filed`: done in mailbox and queue. `pending`: recorded, and filed at the next pass. `gone`: the mail had left the mailbox. `none`: nothing was to be done. */
export type Filing = 'filed' | 'pending' | 'gone' | 'failed' | 'none'

export type AnswerOutcome =
  | {
      readonly kind: 'recorded'
      readonly mailId: MailId
      readonly what: Settlement
      readonly filing: Filing
      /** Goes into the form of `undo`. */
      readonly undo: string
    }
  | ({ readonly kind: 'conflict'; readonly mailId: MailId } & Settled)
  | { readonly kind: 'missing'; readonly mailId: MailId }
  | { readonly kind: 'refused'; readonly mailId: MailId; readonly why: Refusal }

/** What cannot be asked for: confirming what has no (shown) suggestion; an unknown queue; a moment that has passed; another person's or another act's token; more than 100 mails in one form. */
export type Refusal = 'nothing-to-confirm' | 'unknown-queue' | 'bad-time' | 'bad-token' | 'too-many'

export const likenesses = ['suggestion', 'sender-domain', 'thread'] as const
export type Likeness = (typeof likenesses)[number]

/** Many answers in one form: each item with the version that was shown, so that only what was seen is answered. */
export interface BulkForm extends Form {
  /** At most 100; more are refused. */
  readonly items: readonly { readonly mailId: MailId; readonly version: number }[]
  readonly choice: Choice
  readonly note: string
}

export interface UndoForm extends Form {
  readonly mailId: MailId
  /** The `undo` of an outcome, or `decision:<id>` of the decision that was seen. */
  readonly undo: string
}

/** What the department's queue says: `withdrawn` nobody had it; `taken`, `done`: somebody has it in hand or is through, tell them; `asked`: Redis is asked. */
export type Withdrawal =
  | { readonly kind: 'withdrawn' | 'none' | 'asked'; readonly label?: Label }
  | { readonly kind: 'taken' | 'done'; readonly label: Label; readonly by: string | undefined }

export type UndoOutcome =
  | {
      readonly kind: 'undone'
      readonly mailId: MailId
      /** Where it lies again: with people, or in the queue it was in before the answer. */
      readonly back: 'review' | Label
      readonly queue: Withdrawal
      readonly filing: Filing
    }
  | ({ readonly kind: 'conflict'; readonly mailId: MailId } & Settled) // decided again meanwhile: nothing was changed
  | { readonly kind: 'nothing-to-undo'; readonly mailId: MailId }
  | { readonly kind: 'missing'; readonly mailId: MailId }
  | { readonly kind: 'refused'; readonly mailId: MailId; readonly why: Refusal }

// -- mail that is filed --------------------------------------------------------------------------------------------

export interface FindQuery {
  /** The beginning of an id (6 digits or more), a Message-ID, or words of subject and text. */
  readonly text?: string
  /** A part of the sender's address. */
  readonly sender?: string
  /** The queue it stands in. */
  readonly queue?: Label
  /** By arrival: since <= t < until. */
  readonly since?: IsoTime
  readonly until?: IsoTime
  readonly cursor?: string
  /** 1..100; default 25. */
  readonly size?: number
}

export interface FoundMail extends ThreadMail {
  readonly mailbox: string
  readonly reason: Reason['kind'] | undefined
  /** On the review list now. */
  readonly isWaiting: boolean
}

export interface FindPage {
  /** Newest first. */
  readonly rows: readonly FoundMail[]
  readonly next: string | undefined
  /** A search by words ends after so much mail was read; narrow it by time. */
  readonly isCut: boolean
}

/** One decision of a mail, oldest first. */
export interface Placement {
  readonly decisionId: number
  readonly at: IsoTime
  readonly decision: Decision
  /** The person; undefined when it was the program. */
  readonly by: string | undefined
  readonly modelId: ModelId | undefined
  readonly ranked: readonly RankedLabel[]
  readonly evidence: readonly Evidence[]
  readonly mode: string
  /** What the person wrote with it. */
  readonly note: string
  readonly deliveries: readonly {
    readonly destination: string
    readonly label: Label
    readonly toFolder: string | undefined
    readonly state: string
    readonly note: string
  }[]
}

/** All there is to tell of a mail: where it is, why, and who did what. */
export interface FiledMail {
  readonly mail: MailView
  readonly placements: readonly Placement[]
  /** The last of them; undefined while nobody has decided. */
  readonly standing: Placement | undefined
  readonly isWaiting: boolean
  readonly queues: readonly {
    readonly label: Label
    readonly state: 'ready' | 'taken' | 'done' | 'withdrawn'
    readonly by: string | undefined
  }[]
  readonly thread: readonly ThreadMail[]
  /** Newest first. */
  readonly trail: readonly AuditRow[]
}

export interface MoveForm extends Form {
  readonly mailId: MailId
  /** The standing decision that the person saw. */
  readonly decisionId: number
  readonly choice: Exclude<Choice, { kind: 'confirm' } | { kind: 'later' }>
  readonly note: string
}

// -- the desk ------------------------------------------------------------------------------------------------------

/**
 * Everything a person can do. Every view of a mail and every act is in the trail under `person.name`.
 * A form's token makes it idempotent: of an answer whose connection broke, sending it again tells whether it was recorded.
 */
export interface Desk {
  /** The queues one can choose from, in the order of the configuration; the department-limited choose from all as well. */
  readonly queues: readonly QueueView[]
  newToken(): string

  list(query: ListQuery, person: Person): Promise<ListPage>
  waiting(person: Person): Promise<Waiting>
  /** The first of the list that nobody else has open, after the given mail's place if one is given; undefined when there is none. */
  nextItem(filter: ListFilter, person: Person, after?: MailId): Promise<MailId | undefined>

  /** Opens an item and claims it for two minutes, unless somebody else has it; then `claim` says who. `takeOver` claims it all the same. */
  open(id: MailId, person: Person, options?: { readonly takeOver?: boolean }): Promise<Opened>
  /** The heartbeat of an open page. Undefined when the item is not open any more. */
  renew(id: MailId, person: Person): Promise<Claim | undefined>
  release(id: MailId, person: Person): Promise<void>
  /** The mail's html, made harmless, as a whole document for a sandboxed frame; undefined when it has none or it is not kept. */
  html(id: MailId, person: Person): Promise<string | undefined>

  answer(form: AnswerForm, person: Person): Promise<AnswerOutcome>
  /** Open items like this one, this one first, at most 100. Empty for the blind sample. */
  like(id: MailId, likeness: Likeness, person: Person): Promise<readonly ListRow[]>
  /** One outcome per item, in their order. */
  answerAll(form: BulkForm, person: Person): Promise<readonly AnswerOutcome[]>
  /** Takes an answer back, or a filing of the program: the mail returns to where it lay before. */
  undo(form: UndoForm, person: Person): Promise<UndoOutcome>

  find(query: FindQuery, person: Person): Promise<FindPage>
  /** Undefined when there is no such mail for this person's eyes. */
  look(id: MailId, person: Person): Promise<FiledMail | undefined>
  /** Puts a filed mail elsewhere: a later decision by a person, and so a correction. */
  move(form: MoveForm, person: Person): Promise<AnswerOutcome>

  /** Per queue and week, never per person. */
  figures(query: FiguresQuery): Promise<Figures>
}
