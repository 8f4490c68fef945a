// The contract of every place mail can come from: imap, maildir, mbox, an eml folder, memory. One suite tests them all
// (tests/contracts/source.ts).
import type { RawMail } from '../../journey.js'

/** Answers which UIDs of a folder are already in the ledger under this UIDVALIDITY. */
export type KnownUids = (folder: string, uidValidity: string) => Promise<ReadonlySet<number>>

export interface MailSource {
  /** Name of the mailbox in the configuration, or `maildir:PATH`, `mbox:PATH`, `eml:PATH`. */
  readonly account: string
  /**
   * Yields the mails that are not known yet, in batches, oldest UID first. Changes nothing at the source: no flag, no file.
   * A batch is yielded only when every byte of it has arrived; a broken connection throws, it never looks like "no new mail".
   * A mail that alone cannot be read keeps back no other: the error comes after all that could be. So what was yielded counts.
   * @units batchMails: most mails in a batch, >= 1 (a batch may be smaller, to stay within a bound of bytes).
   */
  fetchNew(known: KnownUids, options: { readonly batchMails: number }): AsyncIterable<readonly RawMail[]>
  close(): Promise<void>
}
