// The contract of every place mail can come from: imap, maildir, mbox, an eml folder. One suite tests them all
// (tests/contracts/source.ts).
import type { MailId } from '../../ids.js'
import type { MailLocation, RawMail } from '../../journey.js'

/** Answers which UIDs of a folder are already in the ledger under this UIDVALIDITY. */
export type KnownUids = (folder: string, uidValidity: string) => Promise<ReadonlySet<number>>

/** What was last seen of a folder's numbers. */
export interface LastNumbers {
  readonly uidValidity: string
  /** The UID that the next mail was to get. */
  readonly uidNext: number
}

/** What is remembered of folders, so that a source notices when UIDs that are known have been given to other mail. */
export interface Numbering {
  last(folder: string): Promise<LastNumbers | undefined>
  /** The mail that was last seen under a UID. */
  mailAt(location: MailLocation): Promise<RememberedMail | undefined>
  /** Called when a folder has renumbered its mail: what was known about its UIDs is void. */
  restarted(folder: string): Promise<void>
  /** Called when all new mail has been yielded, with the folder's numbers at the time it was listed. */
  seen(folder: string, numbers: LastNumbers & { readonly mails: number }): Promise<void>
}

export interface RememberedMail {
  readonly id: MailId
  readonly sizeBytes: number
  /** Undefined when the mail has none, or it is no longer known. */
  readonly messageId: string | undefined
}

export interface MailSource {
  /** Name of the mailbox in the configuration, or `maildir:PATH`, `mbox:PATH`, `eml:PATH`. */
  readonly account: string
  /**
   * Yields the mails that are not known yet, in batches, oldest UID first. Changes nothing at the source: no flag, no file.
   * A batch is yielded only when every byte of it has arrived; a broken connection throws, it never looks like "no new mail".
   * A single mail that cannot be read holds back no other: the error comes after all that could be read. So what was yielded counts.
   * @units batchMails: most mails in a batch, >= 1 (a batch may be smaller, to stay within a bound of bytes).
   */
  fetchNew(
    known: KnownUids,
    options: { readonly batchMails: number; readonly numbering?: Numbering },
  ): AsyncIterable<readonly RawMail[]>
  close(): Promise<void>
}
