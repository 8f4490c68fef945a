// What can go wrong at the doors, defined once. Outside errors are wrapped here with `cause`; no caller of a door sees imapflow's own.
import { TriageError } from '../errors.js'

/** The server asked for a pause: no request may be sent to it before `retryAfterMs` has passed. */
export class ThrottledError extends TriageError {
  readonly retryAfterMs: number

  constructor(message: string, retryAfterMs: number, cause: unknown) {
    super('IMAP_THROTTLED', message, {
      hint: 'Nothing to do: mail is fetched when the pause is over. If it happens often, poll this mailbox less often ("every").',
      cause,
    })
    this.retryAfterMs = retryAfterMs
  }
}

/** Only a person can fix these: a retry gives the same answer, and locks the account where failed logins are counted. */
const permanentCodes: ReadonlySet<string> = new Set([
  'IMAP_LOGIN_REFUSED',
  'IMAP_TLS_REFUSED',
  'IMAP_CA_UNREADABLE',
  'IMAP_FOLDER_MISSING',
  'IMAP_TARGET_IS_SOURCE',
  'IMAP_CLOSED',
])

/** Whether the same call may succeed later without a change of the configuration. */
export const isWorthRetrying = (error: unknown): boolean =>
  !(error instanceof TriageError && permanentCodes.has(error.code))

export const imapLoginRefused = (where: string, cause: unknown) =>
  new TriageError('IMAP_LOGIN_REFUSED', `The IMAP server ${where} refused the user name or the password.`, {
    hint: 'Check "user" and "passwordFile" (or "passwordEnv") of this mailbox. The login is not retried automatically for a while, because many servers lock an account after a few refusals.',
    cause,
  })

export const imapUnreachable = (where: string, reason: string, cause: unknown) =>
  new TriageError(
    'IMAP_UNREACHABLE',
    `The IMAP server ${where} cannot be reached, or the connection broke (${reason}).`,
    {
      hint: 'Check "host" and "port" and that this machine may reach them. Mail that has arrived stays in the mailbox and is fetched at the next poll.',
      cause,
    },
  )

export const imapTlsRefused = (where: string, reason: string, cause: unknown) =>
  new TriageError('IMAP_TLS_REFUSED', `No trusted TLS connection to the IMAP server ${where} (${reason}).`, {
    hint: 'If the server has a certificate of its own, give the authority\'s certificate as "tlsCaFile". If the port speaks no TLS, use the TLS port (993).',
    cause,
  })

export const imapCaUnreadable = (file: string, cause: unknown) =>
  new TriageError('IMAP_CA_UNREADABLE', `The certificate authority file ${file} cannot be read.`, {
    hint: 'Check "tlsCaFile": it must be a PEM file that this program may read.',
    cause,
  })

export const imapThrottled = (where: string, retryAfterMs: number, cause?: unknown) =>
  new ThrottledError(
    `The IMAP server ${where} asks for a pause of ${Math.ceil(retryAfterMs / 1000)} s.`,
    retryAfterMs,
    cause,
  )

/** @param asked what we asked for, in words, e.g. "open a folder". */
export const imapRefused = (where: string, asked: string, reason: string, cause: unknown) =>
  new TriageError('IMAP_REFUSED', `The IMAP server ${where} refused to ${asked} (${reason}).`, {
    hint: 'Check the rights of this account on the folder, and its quota. "postfordeler check" shows which folders it sees.',
    cause,
  })

export const imapClosed = (where: string) =>
  new TriageError('IMAP_CLOSED', `The connection to the IMAP server ${where} was closed by this program.`, {
    hint: 'This happens only while the program is stopping; nothing is lost.',
  })

/** Lists what there is, because the mistake is nearly always in the name. */
export const imapFoldersMissing = (
  missing: readonly string[],
  existing: readonly string[],
  guesses: readonly string[],
) =>
  new TriageError(
    'IMAP_FOLDER_MISSING',
    `${missing.length === 1 ? 'This folder does' : 'These folders do'} not exist in the mailbox: ${quoted(missing)}. Folders that exist: ${quoted(existing)}.`,
    {
      hint: `${guesses.length > 0 ? `Did you mean ${quoted(guesses)}? ` : ''}Correct "folder" in the configuration, or create the folder in the mailbox; this program creates none.`,
    },
  )

export const imapTargetIsSource = (folder: string) =>
  new TriageError('IMAP_TARGET_IS_SOURCE', `Mail of "${folder}" would be moved into that same folder.`, {
    hint: 'Give the queue a folder of its own: the polled folder ("inbox") cannot also be a queue\'s "folder".',
  })

/** @param folder the server's path. */
export const imapFolderRenewed = (folder: string) =>
  new TriageError(
    'IMAP_FOLDER_RENEWED',
    `The folder "${folder}" was recreated while it was being read (its UIDVALIDITY changed).`,
    {
      hint: 'Nothing to do: the next poll reads it from the start, and known mail is recognised by its content.',
    },
  )

/** @param reason a code, never what the provider wrote: that may name a person. */
export const oidcUnreachable = (issuer: string, reason: string, cause: unknown) =>
  new TriageError('OIDC_UNREACHABLE', `The identity provider ${issuer} cannot be used (${reason}).`, {
    hint: 'Check "review.oidc.issuer" and that this machine reaches it; the address must be the one by which the provider names itself.',
    cause,
  })

export const oidcRefused = (issuer: string, reason: string, cause: unknown) =>
  new TriageError('OIDC_REFUSED', `A login at ${issuer} was refused (${reason}).`, {
    hint: 'Once or twice: an old or copied link. Each time: check the client id, the secret and the redirect address that the provider has.',
    cause,
  })

// ---------------------------------------------------------------------------------------------------------------

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
