// The body parts of a mail (RFC 2045 to 2047, 2231): text, html, attachments, and multiparts around them.
import { base64Lines, type Charset, canCarry, crlf, encode, flow, quotedPrintable } from './mail-bytes.js'

export type Transfer = '7bit' | '8bit' | 'quoted-printable' | 'base64'

export interface Part {
  readonly headers: readonly string[]
  readonly body: Buffer
}

export function textPart(text: string, charset: Charset, transfer: Transfer): Part {
  return written(`text/plain; charset=${charset}`, encode(crlf(`${text}\n`), charset), transfer)
}

export function flowedPart(text: string): Part {
  return written('text/plain; charset=utf-8; format=flowed', encode(crlf(`${flow(text)}\n`), 'utf-8'), '8bit')
}

export function htmlPart(html: string, charset: Charset, transfer: Transfer): Part {
  return written(`text/html; charset=${charset}`, encode(crlf(`${html}\n`), charset), transfer)
}

/** Latin-1 bytes that say nothing of what they are, as some scanners and old programs still send. */
export function undeclaredPart(text: string): Part {
  return { headers: [], body: encode(crlf(`${text}\n`), 'iso-8859-1') }
}

export function attachment(name: string, type: string, bytes: Buffer): Part {
  const headers = [
    `Content-Type: ${type};\r\n ${parameter('name', name)}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment;\r\n ${parameter('filename', name)}`,
  ]
  return { headers, body: Buffer.from(`${base64Lines(bytes)}\r\n`) }
}

/** A picture that the html part shows, by its Content-ID. */
export function inlinePicture(name: string, contentId: string, bytes: Buffer): Part {
  const headers = [
    `Content-Type: image/png; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-ID: <${contentId}>`,
    `Content-Disposition: inline; filename="${name}"`,
  ]
  return { headers, body: Buffer.from(`${base64Lines(bytes)}\r\n`) }
}

export function attachedMail(mail: Buffer): Part {
  const headers = ['Content-Type: message/rfc822; name="besked.eml"', 'Content-Disposition: attachment']
  return { headers, body: mail }
}

export function multipart(
  kind: 'alternative' | 'mixed' | 'related',
  boundary: string,
  parts: readonly Part[],
): Part {
  const chunks = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), partBytes(part)])
  return {
    headers: [`Content-Type: multipart/${kind};\r\n boundary="${boundary}"`],
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

/** A whole part or mail: headers, an empty line, the body. */
export function partBytes(part: Part): Buffer {
  const head = part.headers.map((line) => `${line}\r\n`).join('')
  return Buffer.concat([Buffer.from(`${head}\r\n`), part.body])
}

// ---------------------------------------------------------------------------------------------------------------

function written(type: string, bytes: Buffer, transfer: Transfer): Part {
  const headers = [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${transfer}`]
  if (transfer === 'base64') return { headers, body: Buffer.from(`${base64Lines(bytes)}\r\n`) }
  if (transfer === 'quoted-printable') return { headers, body: Buffer.from(quotedPrintable(bytes)) }
  return { headers, body: bytes }
}

/** RFC 2231 for a file name with other letters than ASCII has. */
function parameter(key: string, value: string): string {
  if (canCarry(value, 'us-ascii')) return `${key}="${value}"`
  return `${key}*=UTF-8''${encodeURIComponent(value)}`
}
