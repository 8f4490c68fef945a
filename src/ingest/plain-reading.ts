// The second way to read a mail, for those that are too large, that the parser rejects, or that killed it: header fields one by
// one, and the first text that can be found. It shares no code with the parser, and each step is linear in what it reads.
import iconv from 'iconv-lite'
import type { Address } from '../journey.js'
import { decodeText } from './charset.js'
import { addressesOf, type HeaderLine, headerValue } from './header-fields.js'
import { PLAIN_HEADER_BYTES, PLAIN_TEXT_BYTES } from './limits.js'
import type { ReadMail } from './mime-mail.js'

/** The header alone, as a mail without text. Never throws. */
export function readHeader(bytes: Uint8Array): ReadMail {
  const headerLines = linesOf(bytes)
  const value = (name: string) => decodeWords(headerValue(headerLines, name) ?? '')
  return {
    headerLines,
    subject: value('subject'),
    from: addressesIn(value('from')),
    to: addressesIn(value('to')),
    cc: addressesIn(value('cc')),
    root: { type: 'text/plain', text: '', name: '', heading: undefined, children: [] },
    attached: [],
    partTypes: [],
    ownPartTypes: [],
    troubles: [],
  }
}

/** The first text part, or the text itself when there are no parts. Never throws; empty when there is none. */
export function firstText(bytes: Uint8Array): string {
  const all = Buffer.from(bytes.subarray(0, PLAIN_HEADER_BYTES + PLAIN_TEXT_BYTES)).toString('latin1')
  const end = headerEnd(all) ?? 0
  const isMultipart = /^content-type:\s*multipart\//im.test(all.slice(0, end))
  const at = isMultipart ? partStart(all, end) : { header: all.slice(0, end), body: end }
  if (!at) return ''
  const body = all.slice(at.body, at.body + PLAIN_TEXT_BYTES)
  return decodedPart(at.header, isMultipart ? untilBoundary(body) : body)
}

// ---------------------------------------------------------------------------------------------------------------

/** The header's fields within the limit; a field that is cut by it is left out. */
function linesOf(bytes: Uint8Array): HeaderLine[] {
  const head = Buffer.from(bytes.subarray(0, PLAIN_HEADER_BYTES)).toString('latin1')
  const cut = headerEnd(head) ?? head.lastIndexOf('\n') + 1
  return head
    .slice(0, cut)
    .split(/\r?\n(?![ \t])/)
    .flatMap((line) => {
      const colon = line.slice(0, 100).indexOf(':')
      return colon < 1 ? [] : [{ key: line.slice(0, colon).trim().toLowerCase(), line }]
    })
}

/** RFC 2047: `=?charset?B?...?=` and `=?charset?Q?...?=`; white space between two of them is dropped. */
const ENCODED_WORD = /=\?([^?\s]{1,40})\?([bq])\?([^?]{0,1000})\?=/gi

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s{1,10}=\?/g, '?==?')
    .replace(ENCODED_WORD, (_, charset: string, kind: string, data: string) => {
      const isBase64 = kind.toLowerCase() === 'b'
      const encoded = isBase64 ? data : data.replaceAll('_', ' ')
      const bytes = transferDecoded(encoded, isBase64 ? 'base64' : 'quoted-printable')
      return decodeText(bytes, charset.replace(/\*.*/, '')).text
    })

/** `"Name" <local@domain>`, `Name <local@domain>` or `local@domain`; no unbounded repetition. */
const MAILBOX =
  /(?:"([^"]{0,200})"\s{0,9}|([^",<>]{0,200}))<([^<>\s]{1,320})>|([^\s,<>;:"@]{1,64}@[^\s,<>;:"@]{1,255})/g

const addressesIn = (field: string): Address[] =>
  addressesOf(
    [...field.matchAll(MAILBOX)].map(([, quoted, bare, angled, alone]) => ({
      name: quoted ?? bare,
      address: angled ?? alone,
    })),
  )

function headerEnd(text: string): number | undefined {
  const found = /\r?\n\r?\n/.exec(text)
  return found ? found.index + found[0].length : undefined
}

function partStart(all: string, from: number): { header: string; body: number } | undefined {
  const type = /^content-type:\s*text\/plain/im.exec(all.slice(from))
  if (!type) return undefined
  const start = from + type.index
  const length = headerEnd(all.slice(start))
  if (length === undefined) return undefined
  // Transfer-encoding may precede Content-Type: take the lines between the boundary and the type too.
  const boundary = all.lastIndexOf('\n--', start)
  return { header: all.slice(Math.max(boundary, from), start + length), body: start + length }
}

function untilBoundary(body: string): string {
  const end = body.search(/\r?\n--\S/)
  return end < 0 ? body : body.slice(0, end)
}

function decodedPart(header: string, body: string): string {
  const encoding = /content-transfer-encoding:\s*([\w-]+)/i.exec(header)?.[1]?.toLowerCase()
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(header)?.[1]
  return decodeText(transferDecoded(body, encoding), charset).text
}

function transferDecoded(body: string, encoding: string | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return iconv.encode(body, 'latin1')
  const plain = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}
