// Opaque-signed S/MIME: the mail's text lies readable inside the signature's wrapping, though mail programs that know no S/MIME show a file.
// The signature itself is not checked: what the text says decides nothing that an unsigned text could not.

/**
 * Puts the signed entity in the place of its wrapping; the mail as it is where it is not wrapped so, or the wrapping cannot be read.
 * @source RFC 8551, 3.5.2 (application/pkcs7-mime with signed-data), RFC 5652, 5 (SignedData)
 */
export function withSignedContent(mail: Buffer): Buffer {
  const head = mail.subarray(0, HEADER_BYTES).toString('latin1')
  if (!/pkcs7-mime/i.test(head)) return mail
  const end = /\r?\n\r?\n/.exec(head)
  if (!end) return mail
  const fields = head.slice(0, end.index).split(/\r?\n(?![ \t])/)
  if (!/^application\/(?:x-)?pkcs7-mime\b/i.test(fieldOf(fields, 'content-type'))) return mail
  const body = mail.subarray(end.index + end[0].length)
  const isBase64 = /^base64/i.test(fieldOf(fields, 'content-transfer-encoding'))
  const content = signedContent(isBase64 ? Buffer.from(body.toString('latin1'), 'base64') : body)
  if (!content) return mail
  const kept = fields.filter((field) => !/^content-/i.test(field)).map((field) => `${field}\r\n`)
  return Buffer.concat([Buffer.from(kept.join(''), 'latin1'), content])
}

// ---------------------------------------------------------------------------------------------------------------

const HEADER_BYTES = 256 * 1024

const fieldOf = (fields: readonly string[], name: string): string => {
  const field = fields.find((one) => one.slice(0, name.length + 1).toLowerCase() === `${name}:`)
  return field?.slice(name.length + 1).trim() ?? ''
}

/** 1.2.840.113549.1.7.2, signed data; what is inside is data, 1.2.840.113549.1.7.1. */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex')

const SEQUENCE = 0x30
const OBJECT_ID = 0x06
const OCTETS = 0x04
const OCTETS_IN_PIECES = 0x24
const EXPLICIT = 0xa0
/** Elements inside each other: a SignedData has six before its content, which may come in pieces of pieces. */
const DEEPEST = 12
/** Pieces of the content: programs write them of 1 KB or more. */
const MOST_PIECES = 100_000

interface Element {
  readonly tag: number
  readonly from: number
  /** Where its content ends, and where what follows it begins. */
  readonly to: number
  readonly next: number
}

function signedContent(der: Buffer): Buffer | undefined {
  const info = childrenOf(der, elementAt(der, 0, { end: der.length, depth: 0 }), 2, SEQUENCE)
  const [kind, wrapped] = info
  if (kind?.tag !== OBJECT_ID || !der.subarray(kind.from, kind.to).equals(SIGNED_DATA)) return undefined
  const [signed] = childrenOf(der, wrapped, 1, EXPLICIT)
  const [, , encapsulated] = childrenOf(der, signed, 3, SEQUENCE)
  const [, explicit] = childrenOf(der, encapsulated, 2, SEQUENCE)
  const [octets] = childrenOf(der, explicit, 1, EXPLICIT)
  if (octets?.tag === OCTETS) return der.subarray(octets.from, octets.to)
  return octets?.tag === OCTETS_IN_PIECES ? piecesOf(der, octets) : undefined
}

/** The first elements inside one, if it has the tag that it must have. */
function childrenOf(der: Buffer, parent: Element | undefined, most: number, tag: number): Element[] {
  const children: Element[] = []
  if (parent?.tag !== tag) return children
  for (let at = parent.from; at < parent.to && children.length < most; ) {
    const child = elementAt(der, at, { end: parent.to, depth: 0 })
    if (!child) return []
    children.push(child)
    at = child.next
  }
  return children
}

function piecesOf(der: Buffer, octets: Element): Buffer | undefined {
  const pieces = childrenOf(der, octets, MOST_PIECES, OCTETS_IN_PIECES)
  if (pieces.length === 0 || pieces.some(({ tag }) => tag !== OCTETS)) return undefined
  return Buffer.concat(pieces.map(({ from, to }) => der.subarray(from, to)))
}

interface Within {
  readonly end: number
  readonly depth: number
}

/** One element of BER, of definite or indefinite length; undefined where it is none, ends beyond what holds it, or is too deep. */
function elementAt(der: Buffer, at: number, { end, depth }: Within): Element | undefined {
  const tag = der[at]
  const length = der[at + 1]
  if (tag === undefined || length === undefined || depth > DEEPEST || (tag & 0x1f) === 0x1f) return undefined
  if (length === 0x80) return indefinite(der, { tag, from: at + 2 }, { end, depth })
  const bytes = length > 0x80 ? length - 0x80 : 0
  if (bytes > 4 || at + 2 + bytes > end) return undefined
  const from = at + 2 + bytes
  const to = from + (bytes === 0 ? length : der.readUIntBE(at + 2, bytes))
  return to <= end ? { tag, from, to, next: to } : undefined
}

/** Ends with two bytes of zero after the last of its elements. */
function indefinite(
  der: Buffer,
  { tag, from }: Pick<Element, 'tag' | 'from'>,
  { end, depth }: Within,
): Element | undefined {
  let at = from
  while (at + 1 < end) {
    if (der[at] === 0 && der[at + 1] === 0) return { tag, from, to: at, next: at + 2 }
    const child = elementAt(der, at, { end, depth: depth + 1 })
    if (!child) return undefined
    at = child.next
  }
  return undefined
}
