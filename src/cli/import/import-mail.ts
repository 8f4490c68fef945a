// The work of `postfordeler import`: opens the source that was named, and closes what it opened.

import { loadConfigOrDefaults } from '../../config/load.js'
import type { Mailbox } from '../../config/mailbox-schema.js'
import type { Config } from '../../config/schema.js'
import { readPassword } from '../../config/secrets.js'
import { createImapConnection, type ImapConnection } from '../../connections/imap.js'
import { assertNever, type TriageError } from '../../errors.js'
import { splitBody } from '../../ingest/body-text.js'
import { parseMail } from '../../ingest/parse.js'
import { createImapSource } from '../../ingest/sources/imap.js'
import { openSourceUri } from '../../ingest/sources/open-source-uri.js'
import { type CommandIo, type CommonOptions, usageError } from '../command.js'
import { importSummary, runImport } from './run-import.js'
import type { FolderSource } from './sources.js'

export interface ImportCommandOptions extends CommonOptions {
  readonly out?: string
  readonly map?: string
  readonly keepUnknown?: boolean
}

export async function importMail(
  io: CommandIo,
  source: string,
  options: ImportCommandOptions,
): Promise<void> {
  const config = loadConfigOrDefaults({
    ...(options.config ? { file: options.config } : {}),
    env: io.env,
    warn: io.note,
  })
  const hasQueues = Object.keys(config.queues).length > 0
  const connections: ImapConnection[] = []
  const { out, map, keepUnknown } = options
  const settings = {
    ...{ source, outside: config.outside, maxBytes: config.limits.mailBytes },
    ...(hasQueues ? { queues: config.queues } : {}),
    ...(out ? { out } : {}),
    ...(map ? { map } : {}),
    ...(keepUnknown ? { keepUnknown } : {}),
  }
  try {
    const report = await runImport(settings, {
      openSource: (uri) => openSourceUri(uri),
      openImapFolders: (name) => openFolders(io, config, name, connections),
      parseMail,
      splitBody: (text) => splitBody(text),
      out: io.out,
      progress: io.progress,
    })
    io.note(options.json ? JSON.stringify(report) : importSummary(report))
  } finally {
    for (const connection of connections) await connection.close()
  }
}

/** Every folder of a mailbox as a source of its own, but for the inbox: what lies there nobody has filed. */
async function openFolders(
  io: CommandIo,
  { mailboxes }: Config,
  name: string,
  connections: ImapConnection[],
): Promise<readonly FolderSource[]> {
  const mailbox = mailboxes.find((one) => one.name === name)
  if (!mailbox) throw noFoldersOf(name, mailboxes)
  switch (mailbox.kind) {
    case 'imap':
      return imapFolders(io, mailbox, connections)
    case 'files':
      throw noFoldersOf(name, mailboxes) // "maildir:" and the like name them by their place
    default:
      return assertNever(mailbox)
  }
}

const noFoldersOf = (name: string, mailboxes: readonly Mailbox[]): TriageError =>
  usageError(
    `The configuration has no IMAP mailbox "${name}".`,
    `It has ${mailboxes.map((one) => `"${one.name}"`).join(', ') || 'none'}.`,
  )

async function imapFolders(
  io: CommandIo,
  mailbox: Extract<Mailbox, { kind: 'imap' }>,
  connections: ImapConnection[],
): Promise<readonly FolderSource[]> {
  const password = readPassword(mailbox.imap, { configDir: '', env: io.env, warn: io.note })
  const imap = createImapConnection(mailbox.imap, { password })
  connections.push(imap)
  const folders = (await imap.folders()).filter(
    (folder) => folder.canHoldMail && folder.name !== mailbox.inbox,
  )
  return folders.map((folder) => ({
    source: createImapSource({ imap, account: mailbox.name, inbox: folder.name }),
    folderOf: () => folder.name,
  }))
}
