// What the caseworkers' desk asks of the ledger, on top of what every step may ask (ledger.ts).
import type { Label, MailId } from '../../ids.js'
import type { Decision, IsoTime, ParsedMail, Reason, ReviewAnswer } from '../../journey.js'
import type { AnswerResult, DecisionEntry, Ledger, ReviewItem, SentForm } from './ledger.js'

/** Which open review items. What is undefined does not limit. */
export interface ReviewFilter {
  /** `later`: put off and not due yet. */
  readonly state: 'waiting' | 'later'
  /** Suggested for one of these, blind items left out. */
  readonly labels?: readonly Label[] | undefined
  /** 'none': without a suggestion. Blind items fit neither. */
  readonly guess?: Label | 'none' | undefined
  readonly reason?: Reason['kind'] | undefined
  readonly account?: string | undefined
  /** since >= `from`, since < `before`. */
  readonly from?: IsoTime | undefined
  readonly before?: IsoTime | undefined
  /** Has it open now. */
  readonly claimedBy?: string | undefined
  /** Not open with anybody but this person. */
  readonly freeFor?: string | undefined
  /** All of them occur in subject or text; folded by `foldWords`. Only `reviewPlaces` looks for them. */
  readonly words?: readonly string[] | undefined
}

/** A place in the list: what its order goes by. */
export interface ReviewPosition {
  readonly rank: number
  readonly since: IsoTime
  readonly mailId: MailId
}

/** Waiting and put-off items that are alike in everything that is counted. */
export interface ReviewCount {
  readonly guess: Label | undefined
  readonly reason: Reason['kind']
  readonly account: string
  readonly isBlind: boolean
  readonly isMustSee: boolean
  readonly isLater: boolean
  readonly isMine: boolean
  /** 0: since the first of the moments asked for or later; 1: since the second; and so on. */
  readonly age: number
  readonly count: number
  readonly oldest: IsoTime
}

/** A mail of a thread, or one that was looked up. */
export interface MailLine {
  readonly mailId: MailId
  readonly account: string
  readonly subject: string
  readonly from: string
  readonly recordedAt: IsoTime
  readonly kind: Decision['kind'] | undefined
  readonly label: Label | undefined
  readonly reason: Reason['kind'] | undefined
  readonly person: string | undefined
  readonly isWaiting: boolean
  /** Of the blind sample, and waiting for an answer. */
  readonly isBlind: boolean
}

/** Where a mail is now: all that decides whose it is and whether a form about it comes too late, and nothing of its text. */
export interface CurrentMail {
  readonly mailId: MailId
  /** The decision that stands; undefined while there is none. */
  readonly decisionId: number | undefined
  readonly kind: Decision['kind'] | undefined
  /** The queue that it is filed in, or suggested for. */
  readonly label: Label | undefined
  /** Set where the decision is a person's own answer or move. */
  readonly answered: { readonly by: string; readonly at: IsoTime } | undefined
  /** Its place on the review list; undefined when it was never there. */
  readonly item:
    | (Pick<ReviewItem, 'version' | 'state' | 'isBlind' | 'guess'> & { readonly isPutOff: boolean })
    | undefined
}

/** What tells a mail's thread. */
export type ThreadOf = Pick<ParsedMail, 'id' | 'messageId' | 'references'>

export interface FindFilter {
  readonly words?: readonly string[] | undefined
  /** A part of the sender's address, lower case. */
  readonly sender?: string | undefined
  /** Standing in this queue. */
  readonly label?: Label | undefined
  /** Standing in, or suggested for, one of these. */
  readonly labels?: readonly Label[] | undefined
  readonly from?: IsoTime | undefined
  readonly before?: IsoTime | undefined
}

/** By arrival: the pair is unique, as `seq` is. */
export interface FindPosition {
  readonly recordedAt: IsoTime
  readonly seq: number
}

export interface QueuePlace {
  readonly label: Label
  readonly state: 'ready' | 'taken' | 'done' | 'withdrawn'
  readonly takenBy: string | undefined
}

export type UndoResult =
  | { readonly kind: 'recorded'; readonly decisionId: number; readonly queues: readonly QueuePlace[] }
  | { readonly kind: 'conflict' | 'missing' | 'bad-token' }

/** One count of the figures; `week` is the number of the span among those asked for. */
export interface WeekCount {
  readonly label: Label | undefined
  readonly week: number
  readonly count: number
  /** Of `count`: a person decided otherwise. */
  readonly otherwise: number
}

export interface WeeklyCounts {
  /** Filed by the program alone. */
  readonly filed: readonly WeekCount[]
  /** Of those: a person's decision that stands says otherwise; by the week of the filing. */
  readonly overridden: readonly WeekCount[]
  /** People's decisions that stand and put mail into a queue other than where the program had filed it. */
  readonly byPeople: readonly WeekCount[]
  readonly waiting: readonly WeekCount[]
  /** Blind items answered, by the queue that the program had filed in. */
  readonly blind: readonly WeekCount[]
}

export type ReplacingEntry = DecisionEntry & { readonly replaces: number }

export interface DeskLedger extends Ledger {
  // -- the review list
  /** In the list's order, after or before a place. */
  reviewPage(options: {
    readonly filter: ReviewFilter
    readonly position?: ReviewPosition | undefined
    readonly direction: 'after' | 'before'
    readonly limit: number
  }): Promise<readonly ReviewItem[]>
  reviewCount(filter: ReviewFilter): Promise<number>
  /** The first places of the list that fit: for a search by words, which reads every text and so is asked once. */
  reviewPositions(filter: ReviewFilter, limit: number): Promise<readonly ReviewPosition[]>
  /** In the list's order, whatever their state. */
  reviewItemsOf(ids: readonly MailId[]): Promise<readonly ReviewItem[]>
  /** All open items, counted alike; `ages`: moments, latest first. */
  reviewCounts(options: {
    readonly labels: readonly Label[] | undefined
    readonly ages: readonly IsoTime[]
    readonly mine: string
  }): Promise<readonly ReviewCount[]>
  /** Open items like a mail: of its thread, or from its sender's domain; must-see first, then oldest. */
  likeReviews(
    alike: { readonly thread: ThreadOf } | { readonly senderDomain: string },
    options: { readonly labels: readonly Label[] | undefined; readonly limit: number },
  ): Promise<readonly ReviewItem[]>
  /**
   * Claims an open item for a person and notes in the trail that they saw the mail. Nobody else's running claim is taken unless
   * `takeOver`. Returns the claim that then stands; undefined when the item is not open.
   */
  claimReview(
    id: MailId,
    by: string,
    options: { readonly ttlMs: number; readonly takeOver: boolean; readonly isRenewal: boolean },
  ): Promise<ReviewItem['claim']>
  releaseReview(id: MailId, by: string): Promise<void>
  /** Puts an open item off. It keeps its place in the line, and its version grows. */
  putOff(
    answer: Omit<ReviewAnswer, 'label'> & { readonly until: IsoTime },
    form: SentForm,
  ): Promise<AnswerResult>
  /** Brings back what was put off under this version. */
  bringBack(answer: Pick<ReviewAnswer, 'mailId' | 'version' | 'by'>, form: SentForm): Promise<AnswerResult>

  // -- deciding later
  /** Records a person's decision on a mail that is on no list, if the decision it replaces still stands. */
  recordMove(entry: ReplacingEntry, note: string, form: SentForm): Promise<AnswerResult>
  /** Writes the later decision if the one it replaces still stands; tells what the queues say of the mail then. */
  recordUndo(entry: ReplacingEntry, form: SentForm): Promise<UndoResult>
  /** Mails recorded since a moment whose standing decision is the program's `route`; in the order of arrival. */
  filedByProgram(options: {
    readonly since: IsoTime
    readonly afterSeq: number
    readonly limit: number
  }): Promise<readonly { readonly mailId: MailId; readonly seq: number; readonly label: Label }[]>

  // -- mail that is filed
  currentMail(id: MailId): Promise<CurrentMail | undefined>
  /** The mails that share a thread with one, without itself, oldest first, at most 50. */
  threadOf(mail: ThreadOf): Promise<readonly MailLine[]>
  /** Reads at most `read` mails from a place backwards in time; `end` says where it stopped, undefined at the beginning of time. */
  findLines(options: {
    readonly filter: FindFilter
    readonly position: FindPosition | undefined
    readonly limit: number
    readonly read: number
  }): Promise<{ readonly lines: readonly MailLine[]; readonly end: FindPosition | undefined }>
  mailLines(ids: readonly MailId[]): Promise<readonly MailLine[]>
  queuePlaces(id: MailId): Promise<readonly QueuePlace[]>
  /** The bytes of a mail are here. */
  hasBytes(id: MailId): Promise<boolean>

  // -- figures
  /** Counts per queue and span; span i is bounds[i] <= t < bounds[i + 1]. */
  weeklyCounts(bounds: readonly IsoTime[]): Promise<WeeklyCounts>
}
