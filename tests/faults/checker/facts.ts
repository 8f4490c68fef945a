// What a test knows and the program does not tell: which mail it put where, and where to look for it.
import type { MailId } from '../../../src/ids.js'

export interface Facts {
  readonly mailboxes: readonly MailboxFacts[]
  /** The configured folder of each queue, with "/" between levels; a queue without one is left out. */
  readonly folders: Readonly<Record<string, string>>
  /** As in the configuration, with an absolute path: `sqlite:/...` or `postgres://...`. */
  readonly database: string
  readonly redis?: RedisFacts
}

export interface MailboxFacts {
  /** Name of the mailbox in the configuration. */
  readonly account: string
  /** Undefined for a source that has no folders. */
  readonly imap: ImapLogin | undefined
  /** INBOX unless another is given. */
  readonly inbox?: string
  /** The ids of all that was put into its inbox; one that was put there twice stands here twice. */
  readonly delivered: readonly MailId[]
  /** Mails that a person of the test's moved or deleted: where they lie is not looked at. */
  readonly touched?: ReadonlySet<MailId>
  /** Mails that others keep in the mailbox and the program must leave alone, by folder: each must still be there. */
  readonly foreign?: Readonly<Record<string, readonly MailId[]>>
}

export interface ImapLogin {
  readonly host: string
  /** Without TLS. */
  readonly port: number
  readonly user: string
  readonly password: string
}

export interface RedisFacts {
  readonly url: string
  readonly prefix: string
  /** The jobs that consumers of the test's took and finished, each as often as it was taken. */
  readonly consumed?: readonly { readonly id: string; readonly label: string }[]
  /** How often a job may have been consumed: 1 unless Redis was set back, when at-least-once is all that is promised. */
  readonly mostTaken?: number
}
