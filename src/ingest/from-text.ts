// A mail given as text (a line of JSON, not an .eml): read like any other mail, except that there is little or no header.
import { mailIdOf } from '../ids.js'
import type { ParsedMail } from '../journey.js'
import { assembleMail } from './assemble.js'
import { type MailboxAddresses, noAddresses } from './machine/clues.js'
import { readHeader } from './plain-reading.js'

/** A mail's parts as text. `from` and `to` are written as in a header: `Name <local@domain>`, several with a comma between them. */
export interface MailAsText {
  readonly subject: string
  readonly body: string
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** As in a header, or ISO 8601. */
  readonly date?: string | undefined
}

/** Reads a subject and a body as if they had arrived by mail in the mailbox with these addresses. */
export function mailFromText(
  { subject, body, from, to, date }: MailAsText,
  addresses: MailboxAddresses = noAddresses,
): ParsedMail {
  const text = body.replace(/\r\n?/g, '\n')
  const root = { type: 'text/plain', text, name: '', heading: undefined, children: [] }
  const id = mailIdOf(Buffer.from(`${subject}\n\n${body}`))
  return assembleMail(id, { ...readHeader(headerOf({ from, to, date })), subject, root }, addresses)
}

// ---------------------------------------------------------------------------------------------------------------

/** A line break in a value would begin a field of its own. */
const headerOf = (fields: Readonly<Record<string, string | undefined>>): Uint8Array =>
  Buffer.from(
    Object.entries(fields)
      .flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}: ${value.replace(/[\r\n]/g, ' ')}\r\n`],
      )
      .concat('\r\n')
      .join(''),
  )
