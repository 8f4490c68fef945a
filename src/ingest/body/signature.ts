// Splits a stretch of the sender's own lines into what they wrote and how they signed. A postscript is own text again.
import { betweenFooters } from './footers.js'
import { isBlank, type Line, LONGEST_FURNITURE, textOf } from './lines.js'
import { isContact, isName, isProse } from './phrases.js'
import {
  isDeviceLine,
  isDisclaimer,
  isMatter,
  isPostscript,
  isSignOff,
  isThanks,
  isWish,
} from './sign-off.js'

interface Signed {
  readonly own: string
  readonly signature: string
  /** An earlier mail without any mark, recognised by its greeting to the person who signed above it. */
  readonly earlier: string
  /** A standing paragraph was taken off an end. */
  readonly hasFooter: boolean
}

type Place = 'own' | 'signature'

/** A name block hardly ever has more paragraphs than this after the name. */
const MOST_NAME_PARAGRAPHS = 4
const MOST_NAME_LINES = 6

/**
 * Splits one stretch.
 * @param options.isLast the letter ends here, so a bare name at its end is a signature; between quotes it is an answer.
 */
export function splitSignature(lines: readonly Line[], options: { readonly isLast: boolean }): Signed {
  const earlierFrom = unmarkedEarlier(lines)
  const letter = lines.slice(0, earlierFrom)
  const written = betweenFooters(letter)
  const places = placesBetween(letter, written, options)
  return {
    own: textAt(letter, places, 'own'),
    signature: textAt(letter, places, 'signature'),
    earlier: textOf(lines.slice(earlierFrom)),
    hasFooter: written.from > 0 || written.to < letter.length,
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Footers are looked past first: the closing and the name are at the end of what was written. */
function placesBetween(
  lines: readonly Line[],
  { from, to }: { readonly from: number; readonly to: number },
  { isLast }: { readonly isLast: boolean },
): Place[] {
  const written = lines.slice(from, to)
  const places = placesOf(written)
  if (isLast) placeBareName(written, places)
  const all: Place[] = Array(lines.length).fill('signature')
  written.forEach((_, at) => {
    all[from + at] = places[at] as Place // none for a blank line
  })
  return all
}

function placesOf(lines: readonly Line[]): Place[] {
  const places: Place[] = []
  const closes = closingThanks(lines)
  const paragraphs = paragraphsOf(lines)
  let mode: 'letter' | 'signed' | 'afterword' = 'letter'
  for (const { from, to } of paragraphs) {
    const isStanding = mode !== 'letter' && isDisclaimer(joined(lines, from, to))
    for (let at = from; at < to; at++) {
      const line = lines[at]?.bare ?? ''
      mode = nextMode(mode, line, { isStanding, isClosing: closes.has(at), isParagraphStart: at === from })
      places[at] = mode === 'signed' || isStanding || isDeviceLine(line) ? 'signature' : 'own'
    }
  }
  return places
}

interface LineFacts {
  readonly isStanding: boolean
  readonly isClosing: boolean
  readonly isParagraphStart: boolean
}

function nextMode(mode: 'letter' | 'signed' | 'afterword', line: string, facts: LineFacts) {
  if (line.length > LONGEST_FURNITURE) return mode === 'signed' && !facts.isStanding ? 'afterword' : mode
  if (/^--\s?$/.test(line) || isSignOff(line) || facts.isClosing) return 'signed'
  if (mode !== 'signed' || facts.isStanding || isDeviceLine(line)) return mode
  if (facts.isParagraphStart && isMatter(line)) return 'afterword'
  return isPostscript(line) || (isProse(line) && !isContact(line)) ? 'afterword' : 'signed'
}

const closes = (line: string, hasName: boolean): boolean => isThanks(line) || (hasName && isWish(line))

/** Thanks directly above the name, with nothing in between, close the letter. */
function closingThanks(lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>()
  let hasName = false
  for (let at = lines.length - 1, written = 0; at > 0 && written <= MOST_NAME_LINES; at--) {
    const line = lines[at]?.bare ?? ''
    if (line === '' || isDeviceLine(line)) continue
    written++
    if (
      closes(line, hasName) &&
      (hasName || !isName(line)) &&
      (hasName || /\p{Lu}\p{Ll}+$/u.test(line.replace(/^\S+/, '')))
    ) {
      found.add(at)
      return found
    }
    if (!isName(line) && !isContact(line)) return found
    hasName ||= isName(line)
  }
  return found
}

/** No closing words at the end, only a name: "Yusuf Karadere / tlf 00 00 61 62", "- Familien Ravnborg". */
function placeBareName(lines: readonly Line[], places: Place[]): void {
  let end = lines.length
  for (let paragraphs = 0; paragraphs < MOST_NAME_PARAGRAPHS; paragraphs++) {
    const { from, to } = lastOwnParagraph(lines, places, end)
    const nameAt = nameStart(lines, from, to)
    if (nameAt !== undefined) {
      if (hasTextBefore(lines, places, nameAt)) places.fill('signature', nameAt)
      return
    }
    if (from === to || !isAllContact(lines, from, to)) return
    end = from
  }
}

/** The last unbroken run of own lines before `end`. */
function lastOwnParagraph(
  lines: readonly Line[],
  places: readonly Place[],
  end: number,
): { from: number; to: number } {
  let to = end
  while (to > 0 && (lines[to - 1]?.bare === '' || places[to - 1] === 'signature')) to--
  let from = to
  while (
    from > 0 &&
    lines[from - 1]?.bare !== '' &&
    places[from - 1] === 'own' &&
    to - from <= MOST_NAME_LINES
  )
    from--
  return { from, to }
}

/** The line in [from, end) that holds the name, when nothing but contact details follows it. */
function nameStart(lines: readonly Line[], from: number, end: number): number | undefined {
  if (end - from > MOST_NAME_LINES) {
    return isNameBelowText(lines, end - 1) ? end - 1 : undefined
  }
  for (let at = from; at < end; at++) {
    const line = lines[at]?.bare ?? ''
    const isFirst = at === from
    const isNameLine = isName(line) || (isFirst && end - from <= 2 && isDashName(line))
    if (isNameLine && (isFirst || isNameBelowText(lines, at)) && isAllContact(lines, at + 1, end)) return at
  }
  return undefined
}

const isDashName = (line: string): boolean =>
  /^[-–—]\s?\p{Lu}/u.test(line) && isName((line.replace(/^[-–—]\s?/, '').split(',')[0] ?? '').trim())

const isNameBelowText = (lines: readonly Line[], at: number): boolean =>
  isName(lines[at]?.bare ?? '') && /[.!?)]$/.test(lines[at - 1]?.bare ?? '')

function isAllContact(lines: readonly Line[], from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const line = lines[at]?.bare ?? ''
    if (!isContact(line) && !isName(line)) return false
  }
  return true
}

/** A mail that is only a name is no signature; a greeting alone above it is not text either. */
function hasTextBefore(lines: readonly Line[], places: readonly Place[], at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    if (lines[before]?.bare !== '' && places[before] === 'own') return true
  }
  return false
}

const GREETING = /^(?:kære|hej|hejsa|goddag|hei|dear|hi|hello|liebe[r]?|hallo)\s+(.{2,60}?)\s*[,!.:]?$/i

/** Below a sign-off, after a blank line: "Kære <the one who signed>". The rest is the mail that was answered. */
function unmarkedEarlier(lines: readonly Line[]): number {
  const signed = new Set<string>()
  let namesLeft = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]?.bare ?? ''
    if (line === '' || line.length > LONGEST_FURNITURE) continue
    if (signed.size > 0 && at + 1 < lines.length && greetsOneOf(lines, at, signed)) return at
    namesLeft = isSignOff(line) ? 3 : namesLeft - 1
    if (namesLeft > 0) for (const name of namesIn(line.replace(CLOSING_WORDS, ''))) signed.add(name)
  }
  return lines.length
}

const CLOSING_WORDS = /^.{0,40}?(?:hilsen|hilsner|regards|hälsningar)/i

function greetsOneOf(lines: readonly Line[], at: number, names: ReadonlySet<string>): boolean {
  if (lines[at - 1]?.bare !== '') return false
  const greeted = GREETING.exec(lines[at]?.bare ?? '')?.[1]
  return greeted !== undefined && namesIn(greeted).some((name) => names.has(name))
}

const namesIn = (text: string): string[] => text.match(/\p{Lu}\p{Ll}{2,}/gu) ?? []

function paragraphsOf(lines: readonly Line[]): { from: number; to: number }[] {
  const paragraphs: { from: number; to: number }[] = []
  let from = -1
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at]
    const written = line !== undefined && !isBlank(line)
    if (written && from < 0) from = at
    if (!written && from >= 0) {
      paragraphs.push({ from, to: at })
      from = -1
    }
  }
  return paragraphs
}

/** Enough of a paragraph to recognise boilerplate by. */
const joined = (lines: readonly Line[], from: number, to: number): string =>
  lines
    .slice(from, Math.min(to, from + 20))
    .map((line) => line.bare)
    .join(' ')

/** The lines of one kind; lines of the other kind in between leave a blank line. */
function textAt(lines: readonly Line[], places: readonly Place[], place: Place): string {
  const kept: string[] = []
  let gap = false
  lines.forEach((line, at) => {
    if (isBlank(line)) gap = gap || kept.length > 0
    else if (places[at] !== place) gap = kept.length > 0
    else {
      if (gap) kept.push(...blankLines(lines, places, at, place))
      kept.push(line.raw)
      gap = false
    }
  })
  return kept.join('\n').replace(/^\s*\n/, '')
}

/** As many blank lines as there were above, at least one. */
function blankLines(lines: readonly Line[], places: readonly Place[], at: number, place: Place): string[] {
  let blanks = 0
  while (blanks < 3 && lines[at - 1 - blanks]?.bare === '') blanks++
  const above = at - 1 - blanks
  return Array(places[above] === place ? Math.max(blanks, 0) : 1).fill('')
}
