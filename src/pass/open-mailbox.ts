// Opens a mailbox or a one-off source: both its ends, and how its mail is treated.
import type { ImapAccount, Mailbox } from '../config/mailbox-schema.js'
import type { Config, Mode } from '../config/schema.js'
import { readPassword } from '../config/secrets.js'
import type { ImapConnection } from '../connections/imap.js'
import { assertNever } from '../errors.js'
import { createImapSource } from '../ingest/sources/imap.js'
import { openSourceUri } from '../ingest/sources/open-source-uri.js'
import type { Destination } from '../route/destinations/destination.js'
import { createImapFolderDestination } from '../route/destinations/imap-folder.js'
import type { MailboxEnds } from './mailbox-ends.js'
import { filingTargetOf, type MailboxPolicy, mailboxPolicyOf } from './mailbox-policy.js'

/** A mailbox or one-off source with both its ends. */
export type OpenMailbox = MailboxEnds & { readonly policy: MailboxPolicy }

interface OpenerDeps {
  readonly config: Config
  readonly env: Readonly<Record<string, string | undefined>>
  readonly warn: (message: string) => void
  /** Where the departments' queues are. */
  readonly queueDestination: () => Promise<Destination>
  /** Has what was opened closed in the end. */
  readonly opened: <T extends { close(): Promise<void> }>(thing: T) => T
}

export function createMailboxOpener({ config, env, warn, queueDestination, opened }: OpenerDeps) {
  async function connectTo(account: ImapAccount): Promise<ImapConnection> {
    const { createImapConnection } = await import('../connections/imap.js')
    // The paths of the configuration are absolute by now, so there is no folder for them to be relative to.
    const password = readPassword(account, { configDir: '', env, warn })
    return opened(createImapConnection(account, { password }))
  }
  return {
    /** A configured mailbox. */
    async openMailbox(mailbox: Mailbox): Promise<OpenMailbox> {
      const policy = mailboxPolicyOf(config, mailbox)
      const queue = await queueDestination()
      switch (mailbox.kind) {
        case 'files': {
          const source = await openSourceUri(mailbox.path, { account: mailbox.name, mayBeEmpty: true })
          return { kind: 'files', policy, source: opened(source), destinations: [queue] }
        }
        case 'imap': {
          const imap = await connectTo(mailbox.imap)
          const ends = { imap, account: mailbox.name, inbox: mailbox.inbox }
          const folders = createImapFolderDestination({ ...ends, folderOf: policy.folderOf })
          return {
            kind: 'imap',
            imap,
            policy,
            source: createImapSource(ends),
            beside: mailbox.alsoLook.map((folder) => ({
              folder,
              source: createImapSource({ ...ends, inbox: folder }),
            })),
            destinations: [folders, queue],
          }
        }
        default:
          return assertNever(mailbox)
      }
    },
    /** A one-off source: its mail is recorded, decided and queued, its files are never touched. */
    async openSource(uri: string, mode: Mode): Promise<OpenMailbox> {
      const source = opened(await openSourceUri(uri))
      const { account } = source
      const { inbox: _, ...target } = filingTargetOf(config, { account })
      const policy = { ...target, account, folder: uri, alsoLook: [], mode }
      return { kind: 'files', policy, source, destinations: [await queueDestination()] }
    },
  }
}
