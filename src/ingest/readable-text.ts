// Which of a mail's parts are its text: among alternatives the plain one if it says anything, else the html one.
import { type HtmlText, htmlToText } from './html-text.js'
import { TEXT_CHARACTERS } from './limits.js'

/** One MIME part as the parser returns it. `text` is decoded; attachments have none. */
export interface MimePart {
  readonly type: string
  readonly text: string | undefined
  /** The file name it declares, or empty. */
  readonly name: string
  /** For an attached mail that is shown inline: its own From, Date, Subject, To. */
  readonly heading: string | undefined
  readonly children: readonly MimePart[]
}

interface ReadableText {
  readonly text: string
  /** Text of the mail that a report returns: its sender's words, not the report's. */
  readonly returned: string
  readonly isHtmlCut: boolean
  readonly isTextCut: boolean
}

/** The text of a mail as a person would read it, from top to bottom. */
export function readableText(root: MimePart): ReadableText {
  const found: Found = { isHtmlCut: false, returned: [] }
  const text = textIn(root, found).replace(/\r\n?/g, '\n')
  return {
    text: text.slice(0, TEXT_CHARACTERS),
    returned: found.returned.join('\n\n').slice(0, TEXT_CHARACTERS),
    isHtmlCut: found.isHtmlCut,
    isTextCut: text.length > TEXT_CHARACTERS,
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Found {
  isHtmlCut: boolean
  readonly returned: string[]
}

function textIn(part: MimePart, found: Found): string {
  if (part.text !== undefined && part.type === 'text/html') return converted(htmlToText(part.text), found)
  if (part.text !== undefined) return part.type === 'message/delivery-status' ? '' : part.text
  if (part.type === 'multipart/alternative') return bestOf(part.children, found)
  if (part.type === 'multipart/report') {
    const returned = part.children.filter(isReturned)
    found.returned.push(...returned.map((child) => textIn(child, found)).filter((text) => text.trim() !== ''))
  }
  const shown = part.children.filter(
    (child, index) => !isNamedFile(child, index) && !isReturnedBy(part, child),
  )
  const texts = shown.map((child) => withHeading(child, textIn(child, found)))
  return texts.filter((text) => text.trim() !== '').join('\n\n')
}

/** What a report returns (RFC 6522): the mail, or its header. */
const isReturned = ({ type }: MimePart): boolean =>
  /^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/.test(type)

const isReturnedBy = (report: MimePart, part: MimePart): boolean =>
  report.type === 'multipart/report' && isReturned(part)

/** A text with a file name below the first part is a file that somebody attached (RFC 8621, 4.1.4). */
export const isNamedFile = (part: MimePart, index: number): boolean =>
  index > 0 && part.text !== undefined && part.name !== ''

function converted(html: HtmlText, found: Found): string {
  if (html.isCut) found.isHtmlCut = true
  return html.text
}

const withHeading = (part: MimePart, text: string): string =>
  part.heading === undefined ? text : `---------- Forwarded message ---------\n${part.heading}\n\n${text}`

/** Plain text first; html only when the plain part says nothing. Later alternatives are the richer ones. */
function bestOf(children: readonly MimePart[], found: Found): string {
  const plain = children.filter((child) => child.type === 'text/plain').map((child) => child.text ?? '')
  const best = plain.filter(saysSomething)
  if (best.length > 0) return best.join('\n\n')
  const rich = children.filter((child) => child.type !== 'text/plain').toReversed()
  for (const child of rich) {
    const text = textIn(child, found)
    if (text.trim() !== '') return text
  }
  return plain.find((text) => text.trim() !== '') ?? ''
}

/** What programs put into a plain part as a placeholder. */
const STUB =
  /^\s*(?:this (?:e-?mail|message) (?:requires|is in|contains|was sent in) (?:an )?html|denne (?:e-?mail|besked|meddelelse) (?:er i|kræver|indeholder) html|(?:your|din) (?:e-?mail|mail)\s?(?:client|klient|program) .{0,60}html|html (?:e-?mail|message|version))/i

const saysSomething = (text: string): boolean =>
  (text.slice(0, 5_000).match(/\p{L}/gu)?.length ?? 0) >= 2 && !(text.length < 400 && STUB.test(text))
