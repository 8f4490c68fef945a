// Bytes to text when the declared charset is missing, unknown or wrong. Danish mail without a valid declaration is
// windows-1252 unless it is valid UTF-8; that is what Outlook and web forms have produced for twenty years.
import { analyse } from 'chardet'
import iconv from 'iconv-lite'

interface DecodedText {
  readonly text: string
  /** The declared charset could not be used. */
  readonly isGuessed: boolean
}

/** Decodes one part. A declared charset is believed when it exists and fits the bytes. */
export function decodeText(bytes: Buffer, declared: string | undefined): DecodedText {
  const name = (declared ?? '').trim().toLowerCase()
  if (isAscii(bytes) && !/^(?:utf-?(?:7|16|32)|ucs|iso-2022|hz|jis)/.test(name))
    return known(bytes.toString('latin1'))
  if (hasUtf16Mark(bytes)) return { text: decode(bytes, 'utf-16'), isGuessed: !name.startsWith('utf-16') }
  const isUnicode = name === '' || /^(?:utf-?8|unicode-1-1-utf-8|(?:us-?)?ascii)$/.test(name)
  if (!isUnicode && iconv.encodingExists(name)) return decodeDeclared(bytes, name)
  const utf8 = strictUtf8(bytes)
  if (utf8 !== undefined) return { text: utf8, isGuessed: !isUnicode }
  if (name.startsWith('utf') && isMostlyUtf8(bytes)) return known(bytes.toString('utf8'))
  return guess(bytes)
}

/** A header line's bytes, given as one character per byte, as text: UTF-8 if it is that, else windows-1252. */
export function decodeHeaderBytes(binary: string): DecodedText {
  if (!/[\x80-\xff]/.test(binary)) return known(binary)
  const bytes = Buffer.from(binary, 'latin1')
  const utf8 = strictUtf8(bytes)
  return utf8 === undefined ? { text: decode(bytes, 'windows-1252'), isGuessed: true } : known(utf8)
}

/** C0 controls except tab, line feed, form feed and carriage return; PostgreSQL rejects NUL, the rest display as boxes. */
const CONTROLS = /[^\P{Cc}\t\n\f\r\u0080-\u009f]/gu
const LONE_SURROGATES = /\p{Surrogate}/gu

/** Without NUL and other control characters, without lone surrogates, with å as one character where it came as two. */
export const cleanText = (text: string): string =>
  composed(text.replace(CONTROLS, '').replace(LONE_SURROGATES, ''))

/**
 * A text that was encoded twice ("Ã¸" for "ø") decoded once more, as are its lines that were (a subject in a form's text); whatever
 * would not be whole UTF-8 stays.
 */
export function onceDecoded(text: string): string {
  if (!TWICE.test(text)) return text
  let runs = 0
  const decoded = text
    .split('\n')
    .map((line) =>
      TWICE.test(line)
        ? line.replace(TWICE_RUN, (run) => {
            runs++
            return decodedRun(run)
          })
        : line,
    )
    .join('\n')
  const stray = decoded.match(STRAY)?.length ?? 0
  return stray > runs ? text : decoded
}

/** Symbols that nobody writes: more of them than of what was decoded, and the text was never UTF-8. */
const STRAY = /[\u0080-\u00a6\u00a8-\u00af\u00b1-\u00b3\u00b5\u00b6\u00b8-\u00bf]/g

/** UTF-8's first byte and a following one, as windows-1252 or Latin-1 show them. */
const FOLLOWS =
  '\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013-\\u203a\\u20ac\\u2122'
const TWICE = new RegExp(`[\\u00c2\\u00c3\\u00c5][${FOLLOWS}]|\\u00e2[${FOLLOWS}]{2}`)
const TWICE_RUN = new RegExp(
  `(?:[\\u00c2-\\u00df][${FOLLOWS}]|[\\u00e0-\\u00ef][${FOLLOWS}]{2}|\\u00f0[${FOLLOWS}]{3}){1,20}`,
  'g',
)

function decodedRun(run: string): string {
  const bytes = Buffer.concat(
    [...run].map((letter) =>
      letter.charCodeAt(0) <= 0xff
        ? Buffer.from([letter.charCodeAt(0)])
        : iconv.encode(letter, 'windows-1252'),
    ),
  )
  return strictUtf8(bytes) ?? run
}

// ---------------------------------------------------------------------------------------------------------------

const known = (text: string): DecodedText => ({ text, isGuessed: false })

/** NFC only where combining marks occur, so that nothing else is touched. */
const composed = (text: string): string => (/[\u0300-\u036f]/.test(text) ? text.normalize('NFC') : text)

function isAscii(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) >= 0x80) return false
  return !bytes.includes(0x1b)
}

const hasUtf16Mark = (bytes: Buffer): boolean =>
  bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))

const decode = (bytes: Buffer, charset: string): string => iconv.decode(bytes, charset, { stripBOM: true })

function strictUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined // the only way to ask a TextDecoder whether the bytes are valid
  }
}

/** UTF-8 that is broken in a few places (cut in the middle of a letter) is still UTF-8: more letters are whole than broken. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  const broken = text.split('\uFFFD').length - 1
  return (text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0) > broken
}

/** Text declared as Latin-1 that is really UTF-8 shows as "Ã¦": two or more such letters are taken as proof. */
function decodeDeclared(bytes: Buffer, name: string): DecodedText {
  const text = decode(bytes, /^(?:iso-?8859-1|latin-?1)$/.test(name) ? 'windows-1252' : name)
  if (
    !/^(?:iso-?8859-1|latin-?1|windows-1252|cp1252)/.test(name) ||
    !/Ã[\u0080-\u017f\u2000-\u2122]/.test(text)
  )
    return known(text)
  const utf8 = strictUtf8(bytes)
  return utf8 === undefined ? known(text) : { text: utf8, isGuessed: true }
}

/** Charsets for which the detector may overrule windows-1252: those whose byte patterns do not occur in Danish text. */
const DETECTABLE = /^(?:utf-16|utf-32|shift_jis|euc-|big5|gb18030|iso-2022|koi8-r)/i
/** Below it the detector is guessing. */
const LEAST_CONFIDENCE = 60
/** How much the detector reads; more does not change its answer. */
const SAMPLE_BYTES = 16_384

function guess(bytes: Buffer): DecodedText {
  const best = analyse(bytes.subarray(0, SAMPLE_BYTES))[0]
  const charset =
    best &&
    best.confidence >= LEAST_CONFIDENCE &&
    DETECTABLE.test(best.name) &&
    iconv.encodingExists(best.name)
      ? best.name
      : 'windows-1252'
  return { text: decode(bytes, charset), isGuessed: true }
}
