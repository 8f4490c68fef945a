// The mails themselves: received once for each content, where their copies lie, what was last seen of the folders, and their text.

import type { Label, MailId } from '../../ids.js'
import type { Decision, IsoTime, MailLocation, ParsedMail, RawMail, Reason } from '../../journey.js'
import type { DecisionRecord } from './decisions.js'

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

/** What identifies a mail's thread. */
export type ThreadOf = Pick<ParsedMail, 'id' | 'messageId' | 'references'>

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

export interface FindFilter {
  readonly words?: readonly string[] | undefined
  /** A part of the sender's address, lower case. */
  readonly sender?: string | undefined
  /** Standing in this queue. */
  readonly label?: Label | undefined
  /** Standing in, or suggested for, one of these. */
  readonly labels?: readonly Label[] | undefined
  /** Leaves out what waits for a blind answer. */
  readonly withoutBlind?: boolean | undefined
  readonly from?: IsoTime | undefined
  readonly before?: IsoTime | undefined
}

/** By arrival: the pair is unique, as `seq` is. */
export interface FindPosition {
  readonly recordedAt: IsoTime
  readonly seq: number
}

/** What was last seen of a folder. Nothing came and nothing left while all three are the same. */
export interface FolderMark {
  readonly uidValidity: string
  /** The UID that the next mail will get, or one above it. */
  readonly uidNext: number
  readonly mails: number
}

export interface MailStore {
  /** Writes new mails with their bytes; a mail that is known only gets the new location. Returns the ids that are new. */
  recordReceived(account: string, mails: readonly RawMail[]): Promise<readonly MailId[]>
  /** Those of the ids that are recorded. */
  recorded(ids: readonly MailId[]): Promise<ReadonlySet<MailId>>
  mail(id: MailId): Promise<MailRecord | undefined>
  /** Ids that start with these hexadecimal digits, at most 10; and, if `text` holds "@" or "<", mails by Message-ID. */
  findMails(text: string): Promise<readonly MailId[]>
  rawBytes(id: MailId): Promise<Uint8Array | undefined>
  /** The bytes of a mail are here. */
  hasBytes(id: MailId): Promise<boolean>

  /**
   * Puts each mail into the burst of mails of the last 14 days that it is nearly the same as, once and for all: asked again, it says the same.
   * @returns the unit that each counts as in samples: its burst's first mail, or the mail itself
   */
  groupAlike(mails: readonly ParsedMail[]): Promise<ReadonlyMap<MailId, MailId>>
  /** The unit of each mail, as `groupAlike` gave it; itself when it was never grouped. */
  bursts(ids: readonly MailId[]): Promise<ReadonlyMap<MailId, MailId>>

  /** Oldest first. */
  undecided(options: { readonly account?: string; readonly limit: number }): Promise<readonly MailId[]>
  /** Counts an attempt at deciding a mail, before it is made: a mail that stops the program leaves its count behind. */
  recordAttempt(id: MailId): Promise<void>
  /** Takes the last attempt back: it failed for a reason that has nothing to do with the mail. */
  takeBackAttempt(id: MailId): Promise<void>

  /** The UIDs of a folder that are known under this UIDVALIDITY: which a poll subtracts from what the server lists. */
  knownUids(account: string, folder: string, uidValidity: string): Promise<ReadonlySet<number>>
  /** Which mail was last seen at a place and has not left it. */
  mailAt(location: MailLocation): Promise<MailId | undefined>
  /** Notes that mails have left these places. */
  recordLeft(account: string, folder: string, uidValidity: string, uids: readonly number[]): Promise<void>
  /** Notes that known mails lie here too, without deciding anything. Mails that the ledger does not know are passed over. */
  recordSeen(mails: readonly { readonly mailId: MailId; readonly location: MailLocation }[]): Promise<void>
  folderMark(account: string, folder: string): Promise<FolderMark | undefined>
  recordFolderMark(account: string, folder: string, mark: FolderMark): Promise<void>
  /** Notes that a poll went well (or not); `stats` and health read it. */
  recordPoll(
    account: string,
    outcome: { readonly ok: boolean; readonly fetched: number; readonly note: string },
  ): Promise<void>
  lastPolls(): Promise<readonly { account: string; at: IsoTime; okAt: IsoTime | undefined; note: string }[]>

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

  /** Drops bytes and text of mails recorded before `before` that are finished. Returns how many. */
  forgetText(before: IsoTime): Promise<number>
}
