// The review list as a view gets it, and what it can be asked for.
import type { Label, MailId } from '../ids.js'
import type { IsoTime, MustSeeKind, Reason } from '../journey.js'
import type { Claim, ReviewRow } from './mail-shapes.js'

export const ages = ['day', 'week', 'older'] as const
/** Waiting for under a day; for one to seven days; for longer. */
export type Age = (typeof ages)[number]

/** Lists what fits all the given fields. An item of the blind sample fits no `queue`: the filter would give the suggestion away. */
export interface ListFilter {
  /** The suggested queue; 'none' for items without a suggestion. */
  readonly queue?: Label | 'none'
  readonly reason?: Reason['kind']
  /** Name of the mailbox in the configuration. */
  readonly mailbox?: string
  readonly age?: Age
  /** Only what the person has claimed. */
  readonly mine?: boolean
  /** Every word must occur in the subject or the text; case ignored. At most 200 characters are read. */
  readonly text?: string
  /** 'later': what was put off and is not due yet. Default 'waiting'. */
  readonly state?: 'waiting' | 'later'
}

export interface ListQuery extends ListFilter {
  /** A cursor of an earlier page: `next` goes on after it, `previous` before it. A cursor nobody gave out means the first page. */
  readonly cursor?: string
  /**
   * `first`: one row for a burst of like mails that wait, in a list that is not searched by words; must-see and blind mails keep a row of their
   * own. Default `each`.
   */
  readonly ofBurst?: 'first' | 'each'
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
  /** How many waiting mails the row stands for, itself included: those of its burst that fit the filter; 1 for what stands by itself. */
  readonly mails: number
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
  /** The item that the row shows. */
  readonly review: ReviewRow
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
