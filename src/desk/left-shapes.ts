// Mail that the program left alone: the list of it, and the form that takes mail up from it.
import type { MailId } from '../ids.js'
import type { IsoTime, LeftSign, Reason } from '../journey.js'
import type { Form } from './answer-shapes.js'

export interface LeftQuery {
  readonly sign?: LeftSign
  readonly mailbox?: string
  /** Left then or later. */
  readonly since?: IsoTime
  /** `next` of an earlier page. A cursor nobody gave out means the first page. */
  readonly cursor?: string
  /** Rows a page, 1..100; default 25. */
  readonly size?: number
}

export interface LeftRow {
  readonly mailId: MailId
  readonly subject: string
  /** The sender's address; empty when it could not be read. */
  readonly from: string
  readonly mailbox: string
  /** When it was left. */
  readonly at: IsoTime
  readonly sign: LeftSign
  readonly reason: Reason
  /** The first of the sender's own words, in one line. */
  readonly words: string
}

export interface LeftPage {
  /** Newest first. */
  readonly rows: readonly LeftRow[]
  /** Undefined on the last page. */
  readonly next: string | undefined
}

export interface TakeUpForm extends Form {
  /** At most 100; more are refused. */
  readonly mails: readonly MailId[]
}
