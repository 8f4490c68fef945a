// Step 2 of 8 for a mail that is too risky for the parser: RawMail -> ParsedMail from the plain reading alone. It runs in the
// service's own process, so it only truncates the text: no splitting into own and quoted, no language detection.
import type { ParsedMail, RawMail, Trouble } from '../journey.js'
import { assembleMail } from './assemble.js'
import { PLAIN_OWN_CHARACTERS } from './limits.js'
import { noAddresses } from './machine/clues.js'
import { firstText, readHeader } from './plain-reading.js'
import { seenText } from './seen-text.js'

/** A mail over the size limit: only its header is read. */
export function tooLargeMail({ id, bytes }: RawMail, maxBytes: number): ParsedMail {
  const trouble = { kind: 'too-large', detail: `${bytes.length} bytes, limit ${maxBytes}` } as const
  return assembleMail(id, { ...readHeader(bytes), troubles: [trouble] }, noAddresses)
}

/**
 * A mail that exceeded the reader's bounds. A person gets it, so nothing here may suggest that nobody needs to: a mail bomb that claims to be
 * an automatic reply is not one.
 */
export function givenUpMail({ id, bytes }: RawMail, detail: string): ParsedMail {
  const mail = assembleMail(id, readHeader(bytes), noAddresses)
  const own = seenText(firstText(bytes).slice(0, PLAIN_OWN_CHARACTERS)).text.replace(/\r\n?/g, '\n').trim()
  const troubles: Trouble[] = mail.troubles.filter(({ kind }) => kind !== 'no-text')
  return {
    ...mail,
    body: { ...mail.body, own },
    automatic: undefined,
    troubles: [{ kind: 'malformed', detail }, ...troubles],
  }
}
