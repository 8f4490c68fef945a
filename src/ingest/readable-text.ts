// Which of a mail's parts are its text: among alternatives the plain one if it says anything, else the html one.

import type { TextSign } from '../journey.js'
import { compareTexts, linesBeyond, roughText, wordsBeyond } from './both-texts.js'
import { decodeEntities } from './entities.js'
import { formLabels } from './form-labels.js'
import { boundHtml } from './html-bounds.js'
import { boundedToText, type HtmlText, htmlToText } from './html-text.js'
import { TEXT_CHARACTERS } from './limits.js'
import { SPLIT_TEXT } from './meant-part.js'
import { mendPlain } from './repair-plain.js'

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
  /** What the other alternatives say beyond `text`. */
  readonly other: string
  readonly isDiffering: boolean
  readonly isMuchHidden: boolean
  readonly signs: readonly TextSign[]
  /** Labels of an html table of two columns, lower case. */
  readonly formLabels: readonly string[]
}

/** The text of a mail as a person would read it, from top to bottom. */
export function readableText(root: MimePart): ReadableText {
  const found: Found = {
    ...{ isHtmlCut: false, isDiffering: false, isStandIn: false },
    ...{ hidden: [], others: [], returned: [], formLabels: [] },
  }
  const text = textIn(root, found).replace(/\r\n?/g, '\n')
  const other = found.others.join('\n\n').replace(/\r\n?/g, '\n')
  const unseen = wordsBeyond(found.hidden.join('\n'), text)
  const isMuchHidden = unseen.beyond >= MUCH_HIDDEN_WORDS && unseen.beyond >= unseen.all * MUCH_HIDDEN_SHARE
  return {
    text: text.slice(0, TEXT_CHARACTERS),
    returned: found.returned.join('\n\n').slice(0, TEXT_CHARACTERS),
    isHtmlCut: found.isHtmlCut,
    isTextCut: text.length > TEXT_CHARACTERS,
    other: other.slice(0, OTHER_CHARACTERS),
    isDiffering: found.isDiffering,
    isMuchHidden,
    formLabels: found.formLabels,
    signs: [
      ...(found.isStandIn ? (['stand-in'] as const) : []),
      ...(unseen.beyond >= HIDDEN_WORDS ? (['hidden-text'] as const) : []),
    ],
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** A preheader has 10 to 25 words; hidden words that the visible text has too (a second layout for telephones) do not count. */
const MUCH_HIDDEN_WORDS = 40
const MUCH_HIDDEN_SHARE = 0.2
const HIDDEN_WORDS = 3
/** Enough for must-see; a whole second text is never kept. */
const OTHER_CHARACTERS = 200_000
/** More alternatives than a mail program writes: the first ones are read. */
const MOST_ALTERNATIVES = 20

interface Found {
  isHtmlCut: boolean
  readonly returned: string[]
  isDiffering: boolean
  isStandIn: boolean
  readonly hidden: string[]
  readonly others: string[]
  readonly formLabels: string[]
}

function textIn(part: MimePart, found: Found): string {
  if (part.text !== undefined && (part.type === 'text/html' || isHtml(part.text)))
    return htmlIn(part.text, found)
  if (part.text !== undefined) return part.type === 'message/delivery-status' ? '' : plainText(part)
  if (part.type === 'multipart/alternative') return bestOf(part.children.slice(0, MOST_ALTERNATIVES), found)
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

/** Html that is declared as plain text: it begins with an element and closes one. */
const isHtml = (text: string): boolean =>
  /^\s{0,200}<(?:!doctype html|html|head|body|div|p|table|span|font)[\s>]/i.test(text.slice(0, 300)) &&
  /<\/(?:html|body|div|p|table|span|font)>/i.test(text)

/** A part of plain text, as its reader is meant to see it. */
const plainText = ({ text = '' }: MimePart): string => mendPlain(text)

/** A text with a file name below the first part is a file that somebody attached (RFC 8621, 4.1.4). */
export const isNamedFile = (part: MimePart, index: number): boolean =>
  index > 0 && part.text !== undefined && part.name !== '' && !SPLIT_TEXT.test(part.name)

/** Some programs escape their html: what a reader then sees is html again, and meant as such. */
function htmlIn(html: string, found: Found): string {
  found.formLabels.push(...formLabels(html))
  const text = converted(htmlToText(html), found)
  return isHtml(text) ? converted(htmlToText(text), found) : text
}

function converted(html: HtmlText, found: Found): string {
  if (html.isCut) found.isHtmlCut = true
  if (html.hidden !== '') found.hidden.push(html.hidden)
  return html.text
}

const withHeading = (part: MimePart, text: string): string =>
  part.heading === undefined ? text : `---------- Forwarded message ---------\n${part.heading}\n\n${text}`

/** Plain text if it says what the html says, else the fuller one; later alternatives are the richer ones. */
function bestOf(children: readonly MimePart[], found: Found): string {
  const plain = children.filter((child) => child.type === 'text/plain').map(plainText)
  const best = [...new Set(plain.map((text) => text.trim()).filter(saysSomething))].join('\n\n')
  const rich = children.filter((child) => child.type !== 'text/plain').toReversed()
  if (best !== '') return withHtml(best, rich, found)
  for (const child of rich) {
    const text = textIn(child, found)
    if (text.trim() === '') continue
    if (plain.some((each) => /\p{L}{2}/u.test(each))) found.isStandIn = true
    return text
  }
  return plain.find((text) => text.trim() !== '') ?? ''
}

/** The plain text, or the html where that says more. Only then is it converted: most mails say the same twice. */
function withHtml(plain: string, rich: readonly MimePart[], found: Found): string {
  const source = rich.map(htmlSource).find((each) => each !== undefined)
  if (source === undefined) return plain
  const bounded = boundHtml(source)
  const likeness = compareTexts(plain, decodeEntities(roughText(bounded.html)))
  if (likeness === 'same') return plain
  const html = boundedToText(bounded)
  if (likeness === 'plain-stands-in') {
    found.isStandIn = true
    found.formLabels.push(...formLabels(source))
    found.others.push(linesBeyond(plain, html.text))
    return converted(html, found)
  }
  if (likeness === 'differ') found.isDiffering = true
  const isHtmlFuller = likeness === 'differ' && html.text.length > plain.length
  const [own, other] = isHtmlFuller ? [html.text, plain] : [plain, html.text]
  found.others.push(linesBeyond(other, own))
  return own
}

const htmlSource = (part: MimePart): string | undefined =>
  part.type === 'text/html'
    ? part.text
    : part.children
        .filter((child, index) => !isNamedFile(child, index))
        .map(htmlSource)
        .find((each) => each !== undefined)

/** What programs put into a plain part as a placeholder. */
const STUB =
  /^\s*(?:this (?:e-?mail|message) (?:requires|is in|contains|was sent in) (?:an )?html|denne (?:e-?mail|besked|meddelelse) (?:er i|kræver|indeholder) html|(?:your|din) (?:e-?mail|mail)\s?(?:client|klient|program) .{0,60}html|html (?:e-?mail|message|version))/i

const saysSomething = (text: string): boolean =>
  (text.slice(0, 5_000).match(/\p{L}/gu)?.length ?? 0) >= 2 && !(text.length < 400 && STUB.test(text))
