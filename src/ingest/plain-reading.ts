// The second way to read a mail, for those the parser refuses: its header and the first text that can be found.
import iconv from 'iconv-lite'
import { decodeText } from './charset.js'
import { PLAIN_HEADER_BYTES, PLAIN_TEXT_BYTES } from './limits.js'

/** The header alone, cut at a line end within the limit and closed as a mail without a body. */
export function headerOnly(bytes: Uint8Array): Buffer {
  const head = Buffer.from(bytes.subarray(0, PLAIN_HEADER_BYTES)).toString('latin1')
  const end = headerEnd(head)
  const cut = end ?? head.lastIndexOf('\n') + 1
  const lines = head.slice(0, cut).split(/\r?\n(?![ \t])/)
  const kept = lines.filter(
    (line) => line.length <= 100_000 && !/^content-/i.test(line) && line.trim() !== '',
  )
  return Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1')
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
  // Transfer-encoding may stand above Content-Type: take the lines between the boundary and the type too.
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
