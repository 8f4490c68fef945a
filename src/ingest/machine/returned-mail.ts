// Where a delivery report in plain text ends and the mail that came back begins: our own words, or a stranger's.

interface Report {
  readonly above: string
  /** Empty where nothing came back. */
  readonly returned: string
}

/** Cuts a report in two. Linear; what is beyond the lines looked at stays with the last part. */
export function splitReport(text: string): Report {
  const lines = text.split('\n', LINES)
  let at = 0
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if ((line.length <= LONGEST_MARK && MARK.test(line)) || isHeader(lines, index))
      return { above: text.slice(0, at), returned: text.slice(at) }
    at += line.length + 1
  }
  return { above: text, returned: '' }
}

// ---------------------------------------------------------------------------------------------------------------

/** A report names its reasons on its first pages. */
const LINES = 2_000
const LONGEST_MARK = 200

const MARK =
  /below this line is a copy|this is a copy of (?:the|your) (?:original )?message|(?:original|returned|undelivered|your) message (?:follows|headers?|is (?:included|attached))|^[-=_*\s]{2,80}(?:original|returned|undelivered|oprindelig|ursprünglich|ursprungligt|opprinnelig|message d'origine|mensaje original|oryginalna)|^-{2,} the (?:header|body|original)|(?:oprindelige? (?:meddelelse|besked|mail)|ursprüngliche nachricht|message original|mensaje original)\b.{0,40}:?\s*$/i

const HEADER =
  /^[>\s]{0,4}(?:received|return-path|from|to|subject|date|message-id|mime-version|content-type|x-mailer|dkim-signature|fra|til|emne|sendt)\s?:\s?\S/i

/** Fields of a header one below the other. */
const LEAST_FIELDS = 3

function isHeader(lines: readonly string[], from: number): boolean {
  let fields = 0
  for (let at = from; at < lines.length && at < from + 3 * LEAST_FIELDS; at++) {
    const line = (lines[at] ?? '').slice(0, LONGEST_MARK)
    if (HEADER.test(line)) fields++
    else if (at === from || !/^[ \t]+\S/.test(line)) break
    if (fields >= LEAST_FIELDS) return true
  }
  return false
}
