// What the program does with a mailbox's mail: in which mode, to which folders, into which kind of queue.
import { hasFolders, type Mailbox } from '../config/mailbox-schema.js'
import { queueKindOf } from '../config/queue-kind.js'
import type { Config, Mode } from '../config/schema.js'
import type { Label } from '../ids.js'
import type { QueueKind } from '../journey.js'
import type { MailRecord } from '../ledger/contract/mails.js'

export interface MailboxPolicy {
  readonly account: string
  readonly folder: string
  readonly mode: Mode
  /** The queue's folder in the mailbox; undefined when mail is not moved. */
  readonly folderOf: (label: Label) => string | undefined
  readonly queueKind: QueueKind
}

/** Where a mail goes when a person decides, and where it came from. */
interface FilingTarget extends Pick<MailboxPolicy, 'folderOf' | 'queueKind'> {
  /** The polled folder's configured name; undefined when mail is not moved. */
  readonly inbox: string | undefined
}

/** How a mailbox's mail is treated, without connecting to it. */
export const mailboxPolicyOf = (config: Config, mailbox: Mailbox): MailboxPolicy => ({
  account: mailbox.name,
  folder: mailbox.inbox,
  mode: mailbox.mode,
  folderOf: (key) => (hasFolders(mailbox) ? config.queues[key]?.folder : undefined),
  queueKind: queueKindOf(config),
})

/** The same for a mail by its account; a one-off source, or a mailbox that the configuration no longer has, has no folders. */
export function filingTargetOf(config: Config, { account }: Pick<MailRecord, 'account'>): FilingTarget {
  const mailbox = config.mailboxes.find(({ name }) => name === account)
  if (!mailbox) return { folderOf: () => undefined, queueKind: queueKindOf(config), inbox: undefined }
  const inbox = hasFolders(mailbox) ? mailbox.inbox : undefined
  return { ...mailboxPolicyOf(config, mailbox), inbox }
}
