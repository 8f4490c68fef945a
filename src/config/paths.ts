// Makes the paths of a configuration absolute, so that no later code has to know which folder they were relative to.
import { resolve } from 'node:path'
import { assertNever } from '../errors.js'
import type { ImapAccount, Mailbox } from './mailbox-schema.js'
import type { Config } from './schema.js'

/** Gives the configuration with every path absolute; relative ones are relative to `folder`. */
export function withAbsolutePaths(config: Config, folder: string): Config {
  return {
    ...config,
    mailboxes: config.mailboxes.map((mailbox) => mailboxWithPaths(mailbox, folder)),
    database: { ...config.database, url: absoluteDatabase(config.database.url, folder) },
    models: resolve(folder, config.models),
    review: reviewWithPaths(config.review, folder),
    holdout: config.holdout.map((path) => resolve(folder, path)),
  }
}

/** `sqlite:FILE` with an absolute file; any other database as it is. */
export function absoluteDatabase(url: string, folder: string): string {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  return file === undefined || file === ':memory:' ? url : `sqlite:${resolve(folder, file)}`
}

// ---------------------------------------------------------------------------------------------------------------

function reviewWithPaths(review: Config['review'], folder: string): Config['review'] {
  const { oidc } = review
  if (!oidc?.clientSecretFile) return review
  return { ...review, oidc: { ...oidc, clientSecretFile: resolve(folder, oidc.clientSecretFile) } }
}

function mailboxWithPaths(mailbox: Mailbox, folder: string): Mailbox {
  switch (mailbox.kind) {
    case 'imap':
      return { ...mailbox, imap: imapWithPaths(mailbox.imap, folder) }
    case 'files':
      return { ...mailbox, path: sourceWithPath(mailbox.path, folder) }
    default:
      return assertNever(mailbox)
  }
}

const imapWithPaths = (imap: ImapAccount, folder: string): ImapAccount => ({
  ...imap,
  ...(imap.passwordFile && { passwordFile: resolve(folder, imap.passwordFile) }),
  ...(imap.tlsCaFile && { tlsCaFile: resolve(folder, imap.tlsCaFile) }),
})

/** `maildir:FOLDER` and the like. */
function sourceWithPath(uri: string, folder: string): string {
  const colon = uri.indexOf(':')
  return `${uri.slice(0, colon)}:${resolve(folder, uri.slice(colon + 1))}`
}
