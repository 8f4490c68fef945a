// Where a pass takes mail from and where it delivers to.
import type { MailboxKind } from '../config/mailbox-schema.js'
import type { ImapConnection } from '../connections/imap.js'
import type { MailSource } from '../ingest/sources/source.js'
import type { Destination } from '../route/destinations/destination.js'

interface BothEnds {
  readonly source: MailSource
  readonly destinations: readonly Destination[]
}

/** What there is of a mailbox beside its ends: where people move mail between folders, the mailbox itself. */
interface Mailboxes {
  readonly imap: {
    readonly imap: ImapConnection
    /** One for each folder of `alsoLook`, by its name. */
    readonly beside: readonly { readonly folder: string; readonly source: MailSource }[]
  }
  /** Files are read and never touched. */
  readonly files: object
}

/** A mailbox's ends by its kind. */
export type MailboxEnds = {
  [Kind in MailboxKind]: BothEnds & { readonly kind: Kind } & Mailboxes[Kind]
}[MailboxKind]
