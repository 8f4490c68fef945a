// Passwords: read when a connection is made, kept nowhere, never printed.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { assertNever } from '../errors.js'
import { passwordFileUnreadable, passwordMissing } from './errors.js'
import type { ImapAccount, Mailbox } from './mailbox-schema.js'
import type { Environment } from './overrides.js'

/** Permission bit: everybody on the machine can read the file. */
const READABLE_BY_ALL = 0o004

interface PasswordPlaces {
  /** What a relative passwordFile is relative to; `loadConfig` has made it absolute already. */
  readonly configDir: string
  readonly env: Environment
  readonly warn?: (message: string) => void
}

/**
 * Reads the password of an account from its file, without the line break that editors add, or from its variable.
 * @throws CONFIG_PASSWORD_UNREADABLE, CONFIG_PASSWORD_MISSING
 */
export function readPassword(
  imap: Pick<ImapAccount, 'passwordFile' | 'passwordEnv'>,
  { configDir, env, warn = () => {} }: PasswordPlaces,
): string {
  if (imap.passwordFile !== undefined) return passwordFrom(resolve(configDir, imap.passwordFile), warn)
  const password = imap.passwordEnv === undefined ? undefined : env[imap.passwordEnv]
  if (!password) throw passwordMissing(`the environment variable ${imap.passwordEnv ?? '(none is named)'}`)
  return password
}

/** The environment variables that hold a mailbox's secrets. */
export function secretVariables(mailbox: Mailbox): readonly string[] {
  switch (mailbox.kind) {
    case 'imap':
      return mailbox.imap.passwordEnv === undefined ? [] : [mailbox.imap.passwordEnv]
    case 'files':
      return []
    default:
      return assertNever(mailbox)
  }
}

// ---------------------------------------------------------------------------------------------------------------

function passwordFrom(file: string, warn: (message: string) => void): string {
  const password = contentOf(file, warn).replace(/\r?\n$/, '')
  if (password === '') throw passwordMissing(`the file ${file}`)
  return password
}

function contentOf(file: string, warn: (message: string) => void): string {
  try {
    const content = readFileSync(file, 'utf8')
    const isOpen = process.platform !== 'win32' && (statSync(file).mode & READABLE_BY_ALL) !== 0
    if (isOpen) warn(`Everybody on this machine can read the password file ${file}: chmod 600 closes it.`)
    return content
  } catch (error) {
    throw passwordFileUnreadable(file, error)
  }
}
