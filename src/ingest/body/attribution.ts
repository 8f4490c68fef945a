// The line a mail program puts above the mail it answers: "Den 4. mar. 2025 kl. 10.12 skrev X <x@y>:", also wrapped.
//
// People write such lines too ("Den 3. marts skrev jeg til jer:"), so a line counts only if it looks machine-made.
import { GROUPWISE, isBlank, type Line, LONGEST_FURNITURE, nextWritten } from './lines.js'
import { isSenderName, startsWithPronoun } from './phrases.js'

/** Mail programs wrap at 72 to 78 characters; a long name and address make three lines, a lone `>:` the fourth. */
const MOST_LINES = 4

const VERB =
  /(?<=^|\s)(?:skrev|skreiv|wrote|writes|schrieb|schreef|a écrit|escribió|ha scritto|escreveu|kirjoitti|napisał(?:\(a\))?|пишет|пише|написала?|yazdı)(?:\s+(?:følgende|följande))?(?=[\s:]|$)/i
const OPENING =
  /^["'“]?(?:den|d\.|on|am|le|el|op|il|em|dnia|på|at|\d|man|tir|tirs|ons|tor|tors|fre|lør|lörd|søn|sön|mån|tis|mon|tue|wed|thu|fri|sat|sun)(?=[\s.,\d])/i
const YEAR = /(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)/
const TIME = /\d{1,2}[.:]\d{2}/
const ADDRESS = /@/

/** Gmail of some years writes no verb: `2017-02-05 13:29 GMT+01:00 Name <name@host>:`. */
const BARE_GMAIL = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d [^<>]{1,100}<[^<>\s]{3,100}>:$/

/**
 * Reads an attribution that begins at `at`.
 * @returns the line after it, or undefined when there is none.
 */
export function attributionEnd(lines: readonly Line[], at: number): number | undefined {
  const first = lines[at]
  if (!first || first.bare.length > LONGEST_FURNITURE) return undefined
  if (GROUPWISE.test(first.bare)) return at + 1
  if (!VERB.test(first.bare) && !(OPENING.test(first.bare) && /\d/.test(first.bare))) return undefined
  if (BARE_GMAIL.test(first.bare)) return at + 1
  const found = joinToColon(lines, at)
  return found && isMachineWritten(found.joined, lines, found.end) ? found.end + 1 : undefined
}

// ---------------------------------------------------------------------------------------------------------------

/** The lines from `at` to the first that ends in a colon, joined; undefined when there is none nearby. */
function joinToColon(lines: readonly Line[], at: number): { joined: string; end: number } | undefined {
  const depth = lines[at]?.depth
  let joined = ''
  for (let end = at; end < at + MOST_LINES; end++) {
    const line = lines[end]
    if (!line || isBlank(line) || line.depth !== depth) return undefined
    // A complete attribution by itself: what is above it is somebody's last line.
    if (end > at && OPENING.test(line.bare) && VERB.test(line.bare)) return undefined
    joined += (joined === '' ? '' : ' ') + withoutDashes(line.bare)
    if (joined.length > LONGEST_FURNITURE) return undefined
    if (joined.endsWith(':')) return { joined, end }
  }
  return undefined
}

/** Zoho writes "---- On ... wrote ----". */
const withoutDashes = (text: string): string => text.replace(/^-{2,} *(?=\S)/, '').replace(/ *-{2,}$/, ':')

function isMachineWritten(joined: string, lines: readonly Line[], end: number): boolean {
  const verb = VERB.exec(joined)
  if (!verb) return false
  const before = joined.slice(0, verb.index).trim()
  const after = joined.slice(verb.index + verb[0].length, -1).trim()
  const hasDate = YEAR.test(joined)
  const hasAddress = ADDRESS.test(joined)
  if (startsWithPronoun(after)) return false
  if (isMarkedBelow(lines, end) || (lines[end]?.depth ?? 0) > 0)
    return (hasDate || hasAddress || TIME.test(joined)) && joined.length <= 300
  if (isQuotedByHand(lines, end)) return false
  if (hasAddress) return hasDate || TIME.test(joined)
  return hasDate && TIME.test(joined) && isSenderName(senderOf(before, after))
}

/** "Den <date> skrev NAME:", "On <date>, NAME wrote:", "NAME skrev den <date>:". */
function senderOf(before: string, after: string): string {
  if (after !== '' && !YEAR.test(after)) return after
  if (YEAR.test(after)) return before
  const tail = before.split(/\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s*(?:[AP]M|CES?T|GMT\S*))?/i).pop() ?? ''
  return tail.replace(/^[\s,]+|[\s,]+$/g, '')
}

function isMarkedBelow(lines: readonly Line[], end: number): boolean {
  const depth = lines[end]?.depth ?? 0
  let next = nextWritten(lines, end + 1)
  if ((lines[end + 1]?.depth ?? 0) > depth) next = end + 1
  return (lines[next]?.depth ?? 0) > depth
}

/** A person who quotes somebody continues with a quotation mark. */
const isQuotedByHand = (lines: readonly Line[], end: number): boolean =>
  /^["“”„«»'‘]/.test(lines[nextWritten(lines, end + 1)]?.bare ?? '')
