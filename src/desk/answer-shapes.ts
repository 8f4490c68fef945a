// What a person can answer, take back and answer in bulk, and what comes of each.
import type { Label, MailId } from '../ids.js'
import type { IsoTime, NotOursKind } from '../journey.js'
import type { Settled, Settlement } from './mail-shapes.js'

export type Choice =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'queue'; readonly label: Label }
  | { readonly kind: 'not-ours'; readonly what: NotOursKind }
  /** Comes back then. At most 30 days ahead, 24 hours for must-see mail; anything longer is cut to that. */
  | { readonly kind: 'later'; readonly until: IsoTime }

/** The last part of every form. Who sent it is known from the session, never from the form. */
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

/** `burst`: nearly the same text. A sender's domain is no likeness: half of all citizens share five of them. */
export const likenesses = ['burst', 'thread', 'suggestion'] as const
/** As many like mails as one form may answer. */
export const MOST_ALIKE = 100
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

/** What the department's queue says. `withdrawn`: nobody had it. `taken`, `done`: somebody is working on it or has finished, so tell them. `asked`: Redis was asked. */
export type Withdrawal =
  | { readonly kind: 'withdrawn' | 'none' | 'asked'; readonly label?: Label }
  | { readonly kind: 'taken' | 'done'; readonly label: Label; readonly by: string | undefined }

export type UndoOutcome =
  | {
      readonly kind: 'undone'
      readonly mailId: MailId
      /** Where it is again: with people, or in the queue it was in before the answer, or left as before it was taken up. */
      readonly back: 'review' | 'left' | Label
      readonly queue: Withdrawal
      readonly filing: Filing
    }
  | ({ readonly kind: 'conflict'; readonly mailId: MailId } & Settled) // decided again meanwhile: nothing was changed
  | { readonly kind: 'nothing-to-undo'; readonly mailId: MailId }
  | { readonly kind: 'missing'; readonly mailId: MailId }
  | { readonly kind: 'refused'; readonly mailId: MailId; readonly why: Refusal }

/** A filing of the program's that was taken back. */
export interface Unrouted {
  readonly mailId: MailId
  /** The queue that it was filed in; undefined for a blind item that was not taken back. */
  readonly from: Label | undefined
  /** Undefined in a dry run. */
  readonly outcome: UndoOutcome | undefined
}

/** What a form about a mail must name, for somebody who has not opened it. */
export interface FormFacts {
  /** Undefined when the mail was never on the review list. */
  readonly version: number | undefined
  readonly isWaiting: boolean
  readonly decisionId: number | undefined
  /** The queue that it is filed in; undefined when it is in none, and for the blind sample. */
  readonly filedIn: Label | undefined
  /** Goes into the form of `undo`: takes back what was done last. Undefined while nothing was. */
  readonly undo: string | undefined
}
