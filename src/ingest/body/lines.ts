// A body as lines: the text of each, and how deep it is quoted by `>` marks.

export interface Line {
  /** As written. */
  readonly raw: string
  /** Without quote marks, zero-width characters and surrounding white space. */
  readonly bare: string
  /** Number of `>` marks in front. */
  readonly depth: number
}

/** Longest line, in characters, that may be a header, a sign-off or a name. Longer ones are running text; it bounds every pattern. */
export const LONGEST_FURNITURE = 400

/** Cuts a text into lines, which end in `\n`. */
export const readLines = (text: string): Line[] => text.split('\n').map(readLine)

export const isBlank = (line: Line): boolean => line.bare === ''

/** The first line at or after `from` that is not blank, or `lines.length`. */
export function nextWritten(lines: readonly Line[], from: number): number {
  let at = from
  while (at < lines.length && lines[at]?.bare === '') at++
  return at
}

/** Text of lines [from, to) as written, without blank lines at either end. */
export function textOf(lines: readonly Line[]): string {
  let first = 0
  let last = lines.length
  while (first < last && lines[first]?.bare === '') first++
  while (last > first && lines[last - 1]?.bare === '') last--
  return lines
    .slice(first, last)
    .map((line) => line.raw)
    .join('\n')
}

// ---------------------------------------------------------------------------------------------------------------

const INVISIBLE = /[\u200B-\u200F\u2060\uFEFF]/g

/** The end of an address that a mail program wrapped: `<\nname@host\n>:`. Not a quote mark. */
const WRAPPED_BRACKET = /^\s*>\s*:\s*$/

/** GroupWise's attribution: `>>> Name <name@host> 03-03-2025 14:10 >>>`. Not a quote mark either. */
export const GROUPWISE =
  /^>>> [^<>]{1,100}(?:<[^<>\s]{3,100}>)?[^<>]{0,20}\d{1,2}[./-]\d{1,2}[./-]\d{2,4}[^<>]{0,20} ?>>>$/

function readLine(raw: string): Line {
  if (raw.length < LONGEST_FURNITURE && GROUPWISE.test(raw.trim())) return { raw, bare: raw.trim(), depth: 0 }
  if (raw.length < 20 && WRAPPED_BRACKET.test(raw)) return { raw, bare: raw.trim(), depth: 0 }
  let at = 0
  let depth = 0
  let spaces = 0
  for (; at < raw.length; at++) {
    const char = raw.charCodeAt(at)
    if (char === 0x3e) {
      depth++
      spaces = 0
    } else if (isSpace(char) && spaces < 3) spaces++
    else break
  }
  const rest = raw.slice(depth === 0 ? 0 : at)
  return { raw, bare: withoutInvisible(rest).trim(), depth }
}

const isSpace = (char: number): boolean =>
  char === 0x20 || char === 0x09 || char === 0xa0 || char === 0xfeff || char === 0x200b

const withoutInvisible = (text: string): string =>
  text.search(INVISIBLE) < 0 ? text : text.replace(INVISIBLE, '')
