// Text -> the bytes of a mail: the encodings of RFC 2045 to 2047 and 3676, written out by hand so that the bundled inbox is the same
// on every machine and with every version of a library.
import iconv from 'iconv-lite'

export type Charset = 'us-ascii' | 'utf-8' | 'iso-8859-1' | 'windows-1252'

/** RFC 2045, 6.7 and 6.8: an encoded line has at most 76 characters. */
const LINE = 76

export const encode = (text: string, charset: Charset): Buffer =>
  iconv.encode(text, charset === 'us-ascii' ? 'ascii' : charset)

/** Tells whether every character of the text exists in the charset. */
export const canCarry = (text: string, charset: Charset): boolean =>
  iconv.decode(encode(text, charset), charset === 'us-ascii' ? 'ascii' : charset) === text

/** Mail has CRLF line ends; the corpus is written with LF. */
export const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n')

export function base64Lines(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
}

/** Encodes bytes with CRLF line ends as quoted-printable (RFC 2045, 6.7). */
export function quotedPrintable(bytes: Buffer): string {
  return bytes.toString('latin1').split('\r\n').map(quotedPrintableLine).join('\r\n')
}

/** Breaks long lines softly (RFC 3676, format=flowed): a line that ends in a space goes on in the next one. */
export function flow(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => flowLine(line.trimEnd()))
    .map((line) => (/^( |>|From )/.test(line) ? ` ${line}` : line))
    .join('\n')
}

/** Writes a header's text as encoded words (RFC 2047), folded; text that needs none is given back as it is. */
export function encodedWords(text: string, charset: Charset, kind: 'B' | 'Q'): string {
  if (canCarry(text, 'us-ascii')) return text
  const longest = LINE - `=?${charset}?${kind}??=`.length - ' '.length
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (wordText(word + character, charset, kind).length > longest) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return words.map((part) => `=?${charset}?${kind}?${wordText(part, charset, kind)}?=`).join('\r\n ')
}

// ---------------------------------------------------------------------------------------------------------------

function quotedPrintableLine(line: string): string {
  const units = [...line].map((character, index) => {
    const isLast = index === line.length - 1
    const isPlain = /[!-<>-~]/.test(character) || (/[ \t]/.test(character) && !isLast)
    return isPlain ? character : hex(character.charCodeAt(0))
  })
  const lines = ['']
  for (const unit of units) {
    const current = lines[lines.length - 1] ?? ''
    if (current.length + unit.length < LINE) lines[lines.length - 1] = current + unit
    else lines.push(unit)
  }
  return lines.join('=\r\n')
}

function flowLine(line: string): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > LINE) {
    const space = rest.lastIndexOf(' ', LINE - 2)
    if (space < 1) break
    lines.push(rest.slice(0, space + 1))
    rest = rest.slice(space + 1)
  }
  return [...lines, rest]
}

function wordText(text: string, charset: Charset, kind: 'B' | 'Q'): string {
  const bytes = encode(text, charset)
  if (kind === 'B') return bytes.toString('base64')
  return [...bytes.toString('latin1')]
    .map((character) => {
      if (character === ' ') return '_'
      return /[A-Za-z0-9!*+/-]/.test(character) ? character : hex(character.charCodeAt(0))
    })
    .join('')
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
