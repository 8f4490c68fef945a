// A run of lines behind `>` marks: another mail's words, or the sender's own list with `>` for bullets.
import { attributionEnd } from './attribution.js'
import { isBlank, type Line } from './lines.js'

/** A quoted line this long was wrapped by a mail program, so the short line below it may be its tail. */
const WRAPPED_LENGTH = 60

/** The line after the unbroken marked lines that begin at `at`. */
export function markedEnd(lines: readonly Line[], at: number): number {
  let end = at
  while (isMarked(lines[end])) end++
  return end
}

/** The line after a whole quote, which includes blank lines between marked ones and lines that merely wrapped out of it. */
export function quoteEnd(lines: readonly Line[], at: number): number {
  let end = at
  while (end < lines.length) {
    if (isMarked(lines[end]) || isWrappedTail(lines, end)) end++
    else {
      const next = afterBlanks(lines, end)
      if (next === end || !isMarked(lines[next])) break
      end = next
    }
  }
  return end
}

// ---------------------------------------------------------------------------------------------------------------

const isMarked = (line: Line | undefined): boolean => (line?.depth ?? 0) > 0

/** Blank lines inside a quote, empty or with a lone U+FEFF: at most three. */
function afterBlanks(lines: readonly Line[], at: number): number {
  let next = at
  while (next < at + 3 && lines[next]?.depth === 0 && lines[next]?.bare === '') next++
  return next
}

function isWrappedTail(lines: readonly Line[], at: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]]
  if (!before || !line || !isMarked(before) || !isMarked(after) || isBlank(line)) return false
  return before.bare.length >= WRAPPED_LENGTH && !/[.!?:]$/.test(before.bare) && /^\p{Ll}/u.test(line.bare)
}

const GREETING = /^(?:hej|kære|goddag|hei|hi|hello|dear|hallo|liebe|sehr geehrte|bonjour|hola)(?=[\s,!.]|$)/i
const SIGN_OFF = /^(?:med )?(?:venlig|vennlig|vänlig|kind|best|mvh|vh|kh|mange|hilsen|mit freundlichen)/i

/** Signs of a mail: an empty marked line, marks behind marks, an attribution, a greeting, a sign-off, wrapped prose. */
export function isQuote(lines: readonly Line[], from: number): boolean {
  const to = markedEnd(lines, from)
  const before = lastWritten(lines, from)
  if (before !== undefined && attributionEnd(lines, before) !== undefined) return true
  const run = lines.slice(from, to)
  if (run.some((line) => line.depth > 1 || isBlank(line))) return true
  if (run.some((line) => GREETING.test(line.bare) || SIGN_OFF.test(line.bare))) return true
  return run.length >= 3 && run.filter((line) => line.bare.length >= WRAPPED_LENGTH).length * 2 >= run.length
}

function lastWritten(lines: readonly Line[], before: number): number | undefined {
  for (let at = before - 1; at >= Math.max(0, before - 3); at--) {
    if (lines[at]?.bare !== '') return at
  }
  return undefined
}
