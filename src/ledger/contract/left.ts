// Mail that the program left alone: listed, counted, and opened again where a person has put it into the inbox.
import type { MailId } from '../../ids.js'
import type { IsoTime, LeftSign, RawMail, Reason } from '../../journey.js'

export interface LeftCount {
  readonly sign: LeftSign
  readonly count: number
}

export interface LeftLine {
  readonly mailId: MailId
  /** Newest first on the list, and its cursor. */
  readonly decisionId: number
  readonly account: string
  readonly sign: LeftSign
  readonly reason: Reason
  readonly at: IsoTime
  readonly subject: string
  /** The sender's address; empty when it could not be read, and once the mail is forgotten. */
  readonly from: string
  /** The first of what the sender wrote, in one line; empty once the mail is forgotten. */
  readonly words: string
}

/** What is undefined does not limit. */
export interface LeftFilter {
  readonly sign?: LeftSign | undefined
  readonly account?: string | undefined
  /** Left then or later. */
  readonly since?: IsoTime | undefined
}

export interface LeftStore {
  /** What is left now, newest first, below a decision's id. Mail that waits for a blind answer is left out: it would be told. */
  leftMails(options: {
    readonly filter: LeftFilter
    readonly before?: number | undefined
    readonly limit: number
  }): Promise<readonly LeftLine[]>
  /** Of the mails recorded in a span, those that are left now. Most first. */
  leftCounts(span: {
    readonly since: IsoTime
    readonly before?: IsoTime | undefined
  }): Promise<readonly LeftCount[]>
  /**
   * Has mail decided anew that was left for where it lay, and that lies in the inbox now; other mail is passed over. Its bytes are kept
   * again until then. Returns the ids of those that wait to be decided.
   */
  reopenLeft(raws: readonly RawMail[]): Promise<readonly MailId[]>
}
