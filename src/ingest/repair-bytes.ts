// Errors of other mail programs that the parser does not tolerate, repaired before it reads.

import { mendStart } from './repair-start.js'

/** Mails up to this size are checked; a larger one is mostly attachments and comes from a real mail program. */
const SEARCHED_BYTES = 5_000_000
/** A mail has one boundary per multipart; more than this is somebody's test. */
const MOST_BOUNDARIES = 50

/** A header field, a continuation of one, an mbox line, or no header on purpose. */
const BEGINS_WITH_FIELD = /^(?:[!-9;-~]{1,80}[ \t]*:|>?From |[ \t]|\r?\n|$)/
const PADDED_BOUNDARY = /^(--[^\r\n]{0,200}?)[ \t]+(\r?)$/gm
const AFTER_BASE64 = /^([A-Za-z0-9+/]{2,76}={1,2})[ \t]+[^\r\n]{1,200}$/gm
const GLUED_END = /([^\r\n-])(--[^\r\n]{1,80}--)\s*$/

/**
 * Gives a text without any header an empty one, so that its first lines are not taken for a header. Strips white space from boundary lines
 * (RFC 2046, 5.1.1 allows it), drops what follows base64's padding (RFC 2045, 6.8), and repairs the end of a mail that was cut off or lacks
 * its last line break.
 */
export function mendBytes(source: Buffer): Buffer {
  const bytes = mendStart(source)
  if (!BEGINS_WITH_FIELD.test(bytes.subarray(0, 200).toString('latin1')))
    return Buffer.concat([Buffer.from('\r\n'), bytes])
  if (bytes.length > SEARCHED_BYTES) return bytes
  const text = bytes.toString('latin1')
  if (!/boundary/i.test(text.slice(0, 100_000))) return bytes
  const declared = [...text.matchAll(/boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)]
  const boundaries = new Set(
    declared.slice(0, MOST_BOUNDARIES).map((match) => `--${(match[1] ?? match[2] ?? '').trimEnd()}`),
  )
  const isBoundary = (line: string) => boundaries.has(line) || boundaries.has(line.replace(/--$/, ''))
  const mended = mendEnd(
    text
      .replace(PADDED_BOUNDARY, (line: string, delimiter: string, end: string) =>
        isBoundary(delimiter) ? delimiter + end : line,
      )
      .replace(AFTER_BASE64, '$1'),
    isBoundary,
  )
  return mended === text ? bytes : Buffer.from(mended, 'latin1')
}

/** Bytes above 127 inside a Q-encoded word (RFC 2047 forbids them) are meant in that word's charset: encode them. */
export const withEncodedWords = (binary: string): string =>
  binary.replace(/=\?[^?\s]{1,40}\?q\?[^?]{1,1000}\?=/gi, (word) =>
    word.replace(/[\x80-\xff]/g, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`),
  )

/** RFC 5322 allows comments inside an address: `<pete(his account)@host>`. */
export const withoutAddressComments = (line: string): string =>
  /^(?:from|to|cc|sender|reply-to):/i.test(line)
    ? line.replace(/<[^<>]{1,400}>/g, (address) => address.replace(/\([^()]{0,200}\)/g, ''))
    : line

// ---------------------------------------------------------------------------------------------------------------

/** A closing boundary on the last line without a line break; a boundary that opens a part which was cut off. */
function mendEnd(text: string, isBoundary: (line: string) => boolean): string {
  const tail = text.slice(-200)
  const cutOff = /\r?\n(--[^\r\n]{1,80})\s*$/.exec(tail)
  const name = cutOff?.[1]?.trimEnd() ?? ''
  if (cutOff && !name.endsWith('--') && isBoundary(name))
    return text.slice(0, text.length - tail.length + cutOff.index)
  const glued = GLUED_END.exec(tail)
  if (!glued || !isBoundary(glued[2] ?? '')) return text
  const cut = text.length - tail.length + glued.index + 1
  return `${text.slice(0, cut)}\r\n${text.slice(cut)}\r\n`
}
