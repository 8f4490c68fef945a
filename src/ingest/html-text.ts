// An html part as plain text in which the body splitter finds its marks: quoted mails behind `>`, header blocks on
// lines of their own, table cells separated, no link targets, nothing that the sender hid.
import { compile, type HtmlToTextOptions } from 'html-to-text'
import { decodeEntities } from './entities.js'
import { type BoundedHtml, boundHtml } from './html-bounds.js'

export interface HtmlText {
  readonly text: string
  readonly isCut: boolean
  /** What a reader does not see. */
  readonly hidden: string
}

/** Converts html to text; what is beyond the limits is left out, and that is reported. */
export function htmlToText(source: string): HtmlText {
  return boundedToText(boundHtml(source))
}

/** The same for html that has been bounded already. */
export const boundedToText = ({ html, isCut, hidden }: BoundedHtml): HtmlText => ({
  text: tidy(convert(html)),
  isCut,
  hidden: decodeEntities(hidden),
})

// ---------------------------------------------------------------------------------------------------------------

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 }
const paragraph = { leadingLineBreaks: 2, trailingLineBreaks: 2 }
const cited = { format: 'blockquote', options: { ...line, trimEmptyLines: true } }

const options: HtmlToTextOptions = {
  wordwrap: false,
  // A second limit: html-bounds stays well below it.
  limits: { maxDepth: 400, ellipsis: '' },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'head', format: 'skip' },
    { selector: 'a', options: { ignoreHref: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    // Outlook writes one such paragraph per line and empty ones for blank lines.
    { selector: 'p.MsoNormal', format: 'paragraph', options: line },
    { selector: 'p.MsoListParagraph', format: 'paragraph', options: line },
    { selector: 'p', format: 'paragraph', options: paragraph },
    { selector: 'table', format: 'block', options: line },
    { selector: 'tr', format: 'block', options: line },
    // A plain blockquote is an indented paragraph; only these mark another mail.
    { selector: 'blockquote', format: 'block', options: line },
    { selector: 'blockquote[type=cite]', ...cited },
    { selector: 'blockquote[cite]', ...cited },
    { selector: 'blockquote.gmail_quote', ...cited },
    { selector: 'blockquote.protonmail_quote', ...cited },
  ],
}

const convert = compile(options)

/** At most two blank lines in a row, no white space at line ends. */
const tidy = (text: string): string =>
  text
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((each) => each.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
