// A plain text that came in a coat which nobody declared: base64, quoted-printable, html's references, enriched text's commands.
import { decodeText } from './charset.js'
import { decodeEntities, letterReferences } from './entities.js'

/** Takes the coat off where the text proves that it has one; else the text as it is. */
export function mendPlain(text: string): string {
  const start = text.slice(0, PROOF_CHARACTERS)
  if (isBase64(start)) return fromBase64(text)
  const plain = (start.match(QUOTED_LETTER)?.length ?? 0) >= PROOFS ? fromQuotedPrintable(text) : text
  if (ENRICHED.test(start)) return plain.replace(PARAM, '').replace(COMMAND, '').replaceAll('<<', '<')
  return letterReferences(start) >= PROOFS ? decodeEntities(plain) : plain
}

// ---------------------------------------------------------------------------------------------------------------

const PROOF_CHARACTERS = 50_000
const PROOFS = 2
const LEAST_BASE64 = 40
/** Danish letters in UTF-8 or Latin-1. */
const QUOTED_LETTER = /=C3=[89AB][0-9A-F]|=(?:E6|F8|E5|C6|D8|C5)(?![0-9A-F]{2})/g
const ENRICHED =
  /<(bold|italic|fixed|fontfamily|color|smaller|bigger|center|flushleft|indent|paraindent|excerpt)>[\s\S]{0,5000}<\/\1>/i
const PARAM = /<param>[^<]{0,500}<\/param>/gi
const COMMAND =
  /<\/?(?:bold|italic|underline|fixed|fontfamily|color|smaller|bigger|center|flush(?:left|right|both)|indent(?:right)?|paraindent|excerpt|nofill|param|lang)>/gi

const isBase64 = (start: string): boolean =>
  start.length >= LEAST_BASE64 &&
  /^[A-Za-z0-9+/\s]{40,50000}={0,2}\s{0,20}$/.test(start) &&
  !/[^\s]\x20[^\s]/.test(start)

/** Only what is text when decoded: a long word in a short mail is not base64. */
function fromBase64(text: string): string {
  const { text: decoded } = decodeText(Buffer.from(text, 'base64'), 'utf-8')
  return /\s/.test(decoded.trim()) && !/[\p{Cc}\uFFFD]/u.test(decoded.replace(/[\t\r\n\f]/g, ''))
    ? decoded
    : text
}

function fromQuotedPrintable(text: string): string {
  const joined = text.replace(/=[ \t]{0,20}\r?\n/g, '')
  return joined.replace(
    /(?:=[0-9A-F]{2}){1,2000}/g,
    (run) => decodeText(Buffer.from(run.replaceAll('=', ''), 'hex'), 'utf-8').text,
  )
}
