// Turns what an IMAP client throws into one of our errors, chosen by what a person has to do about it.
import { TriageError } from '../errors.js'
import { imapLoginRefused, imapRefused, imapThrottled, imapTlsRefused, imapUnreachable } from './errors.js'

/** Fields that imapflow, Node's sockets and OpenSSL put on their errors; any may be missing. */
interface ClientTrouble {
  readonly code?: string
  readonly responseStatus?: string
  readonly responseText?: string
  readonly serverResponseCode?: string
  readonly authenticationFailed?: boolean
  readonly throttleReset?: number
}

/** RFC 5530 codes with which a server says that a login failed for its own reasons, not for ours. */
const passingCodes: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG'])

/** OpenSSL's names, as Node passes them on; it has dozens, and all that concern trust contain one of these parts. */
const tlsCode = /CERT|SELF_SIGNED|LEAF_SIGNATURE|TLS|SSL|EPROTO|CRL/

/** @param where host and port, for the message. */
export function toTriageError(error: unknown, where: string): TriageError {
  if (error instanceof TriageError) return error
  const trouble: ClientTrouble = typeof error === 'object' && error !== null ? error : {}
  const code = trouble.code ?? ''
  if (trouble.throttleReset !== undefined) return imapThrottled(where, trouble.throttleReset, error)
  // imapflow also marks a login as failed if the connection broke during it: refused is only what the server answered with NO.
  if (trouble.authenticationFailed && trouble.responseStatus === 'NO' && !isPassing(trouble)) {
    return imapLoginRefused(where, error)
  }
  if (tlsCode.test(code)) return imapTlsRefused(where, code, error)
  if (trouble.responseStatus === 'NO' && !trouble.authenticationFailed) {
    return imapRefused(
      where,
      'open a folder or carry out a command',
      trouble.serverResponseCode ?? 'NO',
      error,
    )
  }
  return imapUnreachable(where, trouble.serverResponseCode || code || reasonOf(error), error)
}

// ---------------------------------------------------------------------------------------------------------------

const isPassing = ({ serverResponseCode }: ClientTrouble): boolean =>
  serverResponseCode !== undefined && passingCodes.has(serverResponseCode)

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'no reason given')
