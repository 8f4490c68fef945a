// What stands before a mail's header, and line ends that are none: marks, blank lines and other programs' first lines.
/**
 * A mail from its header's first line on, with line ends that the parser knows. A file in UTF-16 becomes UTF-8. Whatever does not
 * look like a mail's header below is left as it is: it may be a text without any header.
 */
export function mendStart(bytes: Buffer): Buffer {
  const marked = withoutMark(bytes)
  const mended = withLineEnds(marked)
  const from = headerStart(mended.subarray(0, SEARCHED_BYTES).toString('latin1'))
  return from === 0 ? mended : mended.subarray(from)
}

// ---------------------------------------------------------------------------------------------------------------

const SEARCHED_BYTES = 4_000
/** Larger ones come from real mail programs. */
const MENDED_BYTES = 5_000_000

function withoutMark(bytes: Buffer): Buffer {
  const start = bytes.subarray(0, 6).toString('latin1')
  if (start.startsWith('\xef\xbb\xbf')) return bytes.subarray(3)
  if (start === '\xc3\xaf\xc2\xbb\xc2\xbf') return bytes.subarray(6)
  if (bytes.length > MENDED_BYTES || !/^(?:\xff\xfe|\xfe\xff)/.test(start)) return bytes
  return Buffer.from(new TextDecoder(start.startsWith('\xfe') ? 'utf-16be' : 'utf-16le').decode(bytes))
}

/** Only where the first lines show that they are wrong: a lone CR in a part of its own may mean something. */
function withLineEnds(bytes: Buffer): Buffer {
  if (bytes.length > MENDED_BYTES) return bytes
  const start = bytes.subarray(0, SEARCHED_BYTES).toString('latin1')
  if (!/\r(?!\n)/.test(start)) return bytes
  const text = bytes.toString('latin1')
  if (/\r\r\n/.test(start)) return Buffer.from(text.replace(/\r{2,9}\n/g, '\r\n'), 'latin1')
  if (/\n\r(?!\n)/.test(start)) return Buffer.from(text.replace(/\r\n|\n\r|\r|\n/g, '\r\n'), 'latin1')
  if (FIELDS_AT.test(start.replace(/\r\n?/g, '\n')))
    return Buffer.from(text.replace(/\r\n?|\n/g, '\r\n'), 'latin1')
  return bytes
}

const FIELD =
  '(?:from|to|cc|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to|reply-to|sender|dkim-signature|x-[\\w-]{1,60})[ \\t]?:[^\\n]{0,998}\\n'
/** Two fields that a mail has, one below the other; a form's "Navn:" is none. */
const FIELDS_AT = new RegExp(`^${FIELD}(?:[ \\t][^\\n]{0,998}\\n){0,20}${FIELD}`, 'i')
const MOST_STRAY_LINES = 5

/** Where the header begins, below at most a few lines that are no fields. */
function headerStart(start: string): number {
  let at = 0
  for (let line = 0; line <= MOST_STRAY_LINES; line++) {
    if (FIELDS_AT.test(start.slice(at))) return at
    const end = start.indexOf('\n', at)
    if (end < 0 || /^(?:>?From |[!-9;-~]{1,80}:\s)/.test(start.slice(at, at + 100))) return 0
    at = end + 1
  }
  return 0
}
