// What the program does with a mailbox's mail: in which mode, to which folders, into which kind of queue.
import { folderKindOf, type Mailbox } from '../config/mailbox-schema.js'
import { type FolderOf, folderOfIn, noFolders } from '../config/queue-folders.js'
import { queueKindOf } from '../config/queue-kind.js'
import type { Config, Mode } from '../config/schema.js'
import type { FolderKind, QueueKind } from '../destination-kinds.js'
import type { MailRecord } from '../ledger/contract/mails.js'

export interface MailboxPolicy {
  readonly account: string
  readonly folder: string
  /** Folders whose mail is left where it lies, whatever it is. */
  readonly alsoLook: readonly string[]
  readonly mode: Mode
  readonly folderOf: FolderOf
  /** How mail is moved there; undefined when it is not. */
  readonly folderKind: FolderKind | undefined
  readonly queueKind: QueueKind
}

/** Where a mail goes when a person decides, and where it came from. */
interface FilingTarget extends Pick<MailboxPolicy, 'folderOf' | 'folderKind' | 'queueKind'> {
  /** The polled folder's configured name; undefined when mail is not moved. */
  readonly inbox: string | undefined
}

const nothingMoved = { folderOf: noFolders, folderKind: undefined }

/** How a mailbox's mail is treated, without connecting to it. */
export const mailboxPolicyOf = (config: Config, mailbox: Mailbox): MailboxPolicy => ({
  account: mailbox.name,
  folder: mailbox.inbox,
  alsoLook: mailbox.alsoLook,
  mode: mailbox.mode,
  folderOf: folderOfIn(config, mailbox),
  folderKind: folderKindOf(mailbox),
  queueKind: queueKindOf(config),
})

/** The same for a mail by its account; a one-off source, or a mailbox that the configuration no longer has, has no folders. */
export function filingTargetOf(config: Config, { account }: Pick<MailRecord, 'account'>): FilingTarget {
  const mailbox = config.mailboxes.find(({ name }) => name === account)
  if (!mailbox) return { ...nothingMoved, queueKind: queueKindOf(config), inbox: undefined }
  const inbox = folderKindOf(mailbox) && mailbox.inbox
  return { ...mailboxPolicyOf(config, mailbox), inbox }
}
