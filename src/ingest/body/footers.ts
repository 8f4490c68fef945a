// Standing paragraphs that a company's mail server puts at the end or the beginning of every mail: confidentiality, data protection, virus,
// environment. They are no sign of what the mail is about, with or without a sign-off above them.
//
// A citizen's matter may be just that, so a footer speaks of the mail itself, asks nothing and has no first person.
import { isBlank, type Line } from './lines.js'

const MAIL =
  '(?:e-?mail(?:en)?|mail(?:en)?|e-?post(?:en)?|besked|meddelelse|melding|message|meddelande|nachricht)'
const KINDS = new RegExp(
  [
    `(?:denne|this|diese|denna|detta|dette) ${MAIL}.{0,80}(?:fortrolig|confidential|vertraulich|konfidentiell|privileged|intended (?:only|solely)|personoplysninger|kun (?:beregnet|tiltænkt)|virus)`,
    `(?:indholdet|oplysningerne|information(?:en)?|the (?:contents?|information)) (?:i|af|in|of|contained in) (?:denne|this) ${MAIL}`,
    `(?:hvis du|har du|if you|er du|wenn sie|om du) .{0,80}(?:ved en fejl|rette modtager|in error|by mistake|intended recipient|irrtümlich|av misstag|ved en feil)`,
    '(?:almindelig|ukrypteret) e-?mail (?:ikke )?er (?:ikke |u)?sikker',
    '^(?:virusfri|virus-free)\\b',
    '(?:tænk på miljøet|tenk på miljøet|tänk på miljön|consider the environment|think before you print|denken sie an die umwelt)',
    '(?:vores privatlivspolitik|our privacy policy|behandler (?:dine )?personoplysninger.{0,60}(?:læs|se) (?:mere|vores))',
  ].join('|'),
  'i',
)
const PERSONAL = /(?:^|\s)(?:jeg|mig|min|mit|mine|I|my|ich|mein|jag)(?=[\s,.])|\?/

/** Characters of a paragraph that are looked at. */
const LOOKED_AT = 1500
const LONGEST_LINES = 20
/** Paragraphs taken off at one end. */
const MOST_PARAGRAPHS = 4

/** The lines between the footers at both ends; all of the lines if nothing else would be left. */
export function betweenFooters(lines: readonly Line[]): { readonly from: number; readonly to: number } {
  let to = lines.length
  for (let count = 0; count < MOST_PARAGRAPHS; count++) {
    const above = paragraphStart(lines, to)
    if (above === undefined || !isFooter(lines.slice(above.from, above.to))) break
    to = above.from
  }
  let from = 0
  for (let count = 0; count < 2; count++) {
    const below = firstParagraph(lines, from, to)
    if (!isFooter(lines.slice(below.from, below.to))) break
    from = below.to
  }
  return lines.slice(from, to).some((line) => !isBlank(line)) ? { from, to } : { from: 0, to: lines.length }
}

// ---------------------------------------------------------------------------------------------------------------

function isFooter(lines: readonly Line[]): boolean {
  if (lines.length === 0 || lines.length > LONGEST_LINES) return false
  const text = lines.map((line) => line.bare.slice(0, LOOKED_AT)).join(' ')
  return text.length <= LOOKED_AT && KINDS.test(text) && !PERSONAL.test(text)
}

function paragraphStart(lines: readonly Line[], end: number): { from: number; to: number } | undefined {
  let to = end
  while (to > 0 && isBlank(lines[to - 1] as Line)) to--
  let from = to
  while (from > 0 && !isBlank(lines[from - 1] as Line)) from--
  return to > 0 ? { from, to } : undefined
}

function firstParagraph(lines: readonly Line[], start: number, end: number): { from: number; to: number } {
  let from = start
  while (from < end && isBlank(lines[from] as Line)) from++
  let to = from
  while (to < end && !isBlank(lines[to] as Line)) to++
  return { from, to }
}
