// A mail given as text (a line of JSON, not an .eml): read like any other mail, except that there is no header.
import { mailIdOf } from '../ids.js'
import type { ParsedMail } from '../journey.js'
import { assembleMail } from './assemble.js'
import { noAddresses } from './machine/clues.js'

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
  const nobody = { headerLines: [], from: [], to: [], cc: [], attached: [], troubles: [] }
  const types = { partTypes: [], ownPartTypes: [] }
  const id = mailIdOf(Buffer.from(`${subject}\n\n${body}`))
  return assembleMail(id, { ...nobody, ...types, subject, root }, noAddresses)
}
