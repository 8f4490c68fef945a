// The review list: the mails that wait for a person, one item a mail.
import type { Label, MailId } from '../../ids.js'
import type { Decision, IsoTime, MustSeeKind, Reason, ReviewAnswer } from '../../journey.js'
import type { AnswerResult, SentForm } from './forms.js'
import type { ThreadOf } from './mails.js'

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
  /** The first of the mails that are nearly the same; undefined when it was too short, or not compared. */
  readonly burst: MailId | undefined
  /** Filed or left mail that a person also judges: neither `guess` nor `reason` is shown to them. */
  readonly isBlind: boolean
  /** Who answered it; undefined while it is open, and when it was closed without asking. */
  readonly answeredBy: string | undefined
  /** Put off: it waits again from `until` on. */
  readonly later: { readonly until: IsoTime; readonly by: string; readonly at: IsoTime } | undefined
  /** Who has it open, until then. A moment that is over means that nobody has. */
  readonly claim: { readonly by: string; readonly until: IsoTime } | undefined
}

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
  /** Its position on the review list; undefined when it was never there. */
  readonly item:
    | (Pick<ReviewItem, 'version' | 'state' | 'isBlind' | 'guess'> & { readonly isPutOff: boolean })
    | undefined
}

export interface ReviewStore {
  currentMail(id: MailId): Promise<CurrentMail | undefined>
  /** Must-see first, then oldest. */
  reviewItems(options: { readonly limit: number; readonly label?: Label }): Promise<readonly ReviewItem[]>
  reviewItem(id: MailId): Promise<ReviewItem | undefined>
  /** In the list's order, whatever their state. */
  reviewItemsOf(ids: readonly MailId[]): Promise<readonly ReviewItem[]>

  /** In the list's order, after or before a place. */
  reviewPage(options: {
    readonly filter: ReviewFilter
    readonly position?: ReviewPosition | undefined
    readonly direction: 'after' | 'before'
    readonly limit: number
    /** `first`: of a burst only the first that fits, but every must-see and every blind item. `each`: all that fit. */
    readonly ofBurst: 'first' | 'each'
  }): Promise<readonly ReviewItem[]>
  /** How many items of each burst fit, must-see and blind ones left out: what a page of `first` shows as one. */
  burstCounts(bursts: readonly MailId[], filter: ReviewFilter): Promise<ReadonlyMap<MailId, number>>
  reviewCount(filter: ReviewFilter): Promise<number>
  /** The first places of the list that fit: for a search by words, which reads every text and so is asked once. */
  reviewPositions(filter: ReviewFilter, limit: number): Promise<readonly ReviewPosition[]>
  /** All open items, counted alike; `ages`: moments, latest first. */
  reviewCounts(options: {
    readonly labels: readonly Label[] | undefined
    readonly ages: readonly IsoTime[]
    readonly mine: string
  }): Promise<readonly ReviewCount[]>
  /** Open items like a mail: of its thread, or of its burst; must-see first, then oldest. */
  likeReviews(
    alike: { readonly thread: ThreadOf } | { readonly burst: MailId },
    options: { readonly labels: readonly Label[] | undefined; readonly limit: number },
  ): Promise<readonly ReviewItem[]>

  /**
   * Claims an open item for a person and writes an audit row that they saw the mail. Nobody else's running claim is taken unless
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
}
