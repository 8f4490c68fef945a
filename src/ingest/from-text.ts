// A mail given as text (a line of JSON, not an .eml): read like any other mail, except that there is no header.
import { mailIdOf } from '../ids.js'
import type { ParsedMail } from '../journey.js'
import { assembleMail } from './assemble.js'

/** Reads a subject and a body as if they had arrived by mail. */
export function mailFromText({
  subject,
  body,
}: {
  readonly subject: string
  readonly body: string
}): ParsedMail {
  const root = {
    type: 'text/plain',
    text: body.replace(/\r\n?/g, '\n'),
    name: '',
    heading: undefined,
    children: [],
  }
  const nobody = { headerLines: [], from: [], to: [], cc: [], attached: [], partTypes: [], troubles: [] }
  return assembleMail(mailIdOf(Buffer.from(`${subject}\n\n${body}`)), { ...nobody, subject, root }, [])
}
