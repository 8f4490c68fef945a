// The two texts of a multipart/alternative: whether the plain one stands in for the html, says the same, or says something else.

/** What the plain text is beside the html. */
export type Likeness = 'same' | 'plain-stands-in' | 'html-says-more' | 'differ'

/** Compares the words of both, up to a bound each. Linear in their length. */
export function compareTexts(plain: string, html: string): Likeness {
  const ofPlain = wordsOf(plain)
  const ofHtml = wordsOf(html)
  let shared = 0
  for (const word of ofPlain) if (ofHtml.has(word)) shared++
  const isCut = CUT_OFF.test(plain.slice(-40)) && shared >= ofPlain.size * MOSTLY && shared < ofHtml.size
  if (isCut) return 'plain-stands-in'
  const isLittle = ofHtml.size - shared < FEW_WORDS
  if (isLittle && shared > 0) return 'same'
  const isSeveralTimes = ofHtml.size >= SEVERAL * ofPlain.size
  const least = Math.min(ofPlain.size, ofHtml.size)
  if (isSeveralTimes && (shared >= least * MOSTLY || isPlaceholder(plain, ofPlain.size)))
    return 'plain-stands-in'
  if (shared < least * HALF && ofHtml.size >= FEW_WORDS) return ofPlain.size < 2 ? 'same' : 'differ'
  return isLittle ? 'same' : 'html-says-more'
}

/** The lines of a text that hold a word which the other text has not, for whoever must see all that a mail says. */
export function linesBeyond(text: string, other: string): string {
  const known = wordsOf(other)
  const isBeyond = (line: string) => [...wordsOf(line)].some((word) => !known.has(word))
  return text.slice(0, COMPARED_CHARACTERS).split('\n').filter(isBeyond).join('\n')
}

/** How many words a text has that the other has not, and how many the other has; none are counted where there is no text. */
export function wordsBeyond(text: string, other: string): { readonly beyond: number; readonly all: number } {
  if (text === '') return { beyond: 0, all: 0 }
  const all = wordsOf(other)
  return { beyond: [...wordsOf(text)].filter((word) => !all.has(word)).length, all: all.size }
}

/** Words of html whose hidden text is taken out already, without converting it: enough to compare. */
export const roughText = (html: string): string =>
  html.slice(0, HTML_COMPARED_CHARACTERS).replace(/<[^<>]{0,5000}>/g, ' ')

// ---------------------------------------------------------------------------------------------------------------

/** Fewer different words than this are a preheader, a link's words or a mark. */
const FEW_WORDS = 6
const SEVERAL = 2.5
const HALF = 0.5
const MOSTLY = 0.6
/** A text that a program cut says so at its end. */
const CUT_OFF = /(?:\[(?:\.{3}|…)\]|\.{3}|…)\s{0,20}$/
const COMPARED_CHARACTERS = 200_000
const HTML_COMPARED_CHARACTERS = 500_000
/** A placeholder is short; a letter with "html" in it is not. */
const PLACEHOLDER_WORDS = 80

/** Addresses and marks of images are no words: tokens that hold one of these. */
const ADDRESS = /@|:\/\/|^www\.|^\[(?:image|cid|billede)/i

const wordsOf = (text: string): ReadonlySet<string> => {
  const compared = text.slice(0, COMPARED_CHARACTERS)
  const said =
    ADDRESS.test(compared) || compared.includes('www.') || compared.includes('[')
      ? withoutAddresses(compared)
      : compared
  return new Set(said.toLowerCase().match(/[\p{L}\p{N}]{3,40}/gu) ?? [])
}

const withoutAddresses = (text: string): string =>
  text
    .split(/[\s<>]+/)
    .filter((token) => !ADDRESS.test(token))
    .join(' ')

const PLACEHOLDER =
  /html|browser|online|(?:e-?)?mail(?:program|klient|client| reader)|sendt fra|sent from|skickat från|gesendet von|hent outlook|get outlook|ekstern|extern|afsender|fortrolig|confidential|disclaimer|utilsigtet|unintended|virus|afmeld|unsubscribe|\{[^{}]{1,200}:[^{}]{1,200}\}|image|billede|besked(?:en)? kan ikke vises|cannot be displayed/i

const isPlaceholder = (plain: string, words: number): boolean =>
  words <= PLACEHOLDER_WORDS && (words < 2 || PLACEHOLDER.test(plain.slice(0, 5_000)))
