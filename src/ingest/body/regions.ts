// Divides a body's lines into the sender's own and those of other mails. One pass that visits each line once,
// with a bounded look-ahead.
import { attributionEnd } from './attribution.js'
import { type HeaderBlock, headerBlockAt } from './header-block.js'
import { isBlank, type Line, nextWritten } from './lines.js'
import { isQuote, markedEnd, quoteEnd } from './marked-run.js'
import { separatorOf } from './separators.js'

/** Where another mail begins. */
export interface Opening {
  readonly how: 'attribution' | 'header' | 'marks'
  /** A line above says in words which of the two it is. */
  readonly says: 'forwarded' | 'original' | undefined
  readonly header: HeaderBlock | undefined
}

export interface Region {
  /** `header` lines belong to the mail program: attribution, header block, separator. */
  readonly kind: 'own' | 'header' | 'cited'
  readonly from: number
  readonly to: number
  /** For `cited`: what introduced it. */
  readonly opening?: Opening
}

interface Found extends Opening {
  /** First line of the cited mail's body. */
  readonly body: number
}

/**
 * Finds the regions, in order and without gaps.
 * @param options.isReply the subject says that this mail is an answer: `>` marks then need no other proof.
 */
export function readRegions(lines: readonly Line[], options: { readonly isReply: boolean }): Region[] {
  const regions: Region[] = []
  let ownFrom = 0
  let at = 0
  let established = options.isReply
  while (at < lines.length) {
    const found = openingAt(lines, at, established)
    if (!found) {
      at = afterOwnLine(lines, at, established)
      continue
    }
    if (at > ownFrom) regions.push({ kind: 'own', from: ownFrom, to: at })
    if (found.body > at) regions.push({ kind: 'header', from: at, to: found.body })
    const to = citedEnd(lines, found, regions)
    const { how, says, header } = found
    regions.push({ kind: 'cited', from: found.body, to, opening: { how, says, header } })
    established = true
    at = to
    ownFrom = to
  }
  if (ownFrom < lines.length) regions.push({ kind: 'own', from: ownFrom, to: lines.length })
  return regions
}

// ---------------------------------------------------------------------------------------------------------------

function openingAt(lines: readonly Line[], at: number, established: boolean): Found | undefined {
  const line = lines[at]
  if (!line || isBlank(line)) return undefined
  const separated = separatedAt(lines, at)
  if (separated) return separated
  const header = headerBlockAt(lines, at, { afterMark: false })
  if (header) return { how: 'header', says: undefined, header, body: header.end }
  const attribution = attributionEnd(lines, at)
  if (attribution !== undefined) return attributed(lines, attribution)
  if (line.depth === 0) return undefined
  return established || isQuote(lines, at)
    ? { how: 'marks', says: undefined, header: undefined, body: at }
    : undefined
}

/** A header block may follow an attribution (Notes): both come from the mail program. */
function attributed(lines: readonly Line[], end: number): Found {
  const next = nextWritten(lines, end)
  const header = headerBlockAt(lines, next, { afterMark: true })
  return { how: 'attribution', says: undefined, header, body: header?.end ?? end }
}

/** A separator in words, with or without a header block below; or a rule with a header block below. */
function separatedAt(lines: readonly Line[], at: number): Found | undefined {
  const line = lines[at]
  const separator = line && separatorOf(line)
  if (!separator) return undefined
  const next = nextWritten(lines, at + 1)
  const header = headerBlockAt(lines, next, { afterMark: separator !== 'rule', afterRule: true })
  if (separator === 'rule') return header && { how: 'header', says: undefined, header, body: header.end }
  return { how: 'header', says: separator, header, body: header?.end ?? at + 1 }
}

/** Marked lines that are the sender's own list are skipped as a whole, so that none is examined twice. */
function afterOwnLine(lines: readonly Line[], at: number, established: boolean): number {
  const line = lines[at]
  if (!line || line.depth === 0 || isBlank(line) || established) return at + 1
  return markedEnd(lines, at)
}

/**
 * Where a cited mail ends. If it is marked it ends with the marks; otherwise nothing shows its end, so it goes to the end.
 * A forward whose text merely begins with marks goes to the end too if the sender has already written above it.
 */
function citedEnd(lines: readonly Line[], found: Found, before: readonly Region[]): number {
  const start = nextWritten(lines, found.body)
  const runStart = (lines[found.body]?.depth ?? 0) > 0 ? found.body : start
  if ((lines[runStart]?.depth ?? 0) === 0) return isMarkedOpening(lines, found) ? found.body : lines.length
  const hasSpoken = before.some((region) => region.kind === 'own' && !isAllBlank(lines, region))
  if (found.how === 'header' && !isMarkedOpening(lines, found) && hasSpoken) return lines.length
  return quoteEnd(lines, runStart)
}

/** The introducing line is itself behind marks: what comes after the marks is not part of it. */
const isMarkedOpening = (lines: readonly Line[], found: Found): boolean =>
  found.how === 'marks' || (lines[found.body - 1]?.depth ?? 0) > 0

function isAllBlank(lines: readonly Line[], region: Region): boolean {
  return nextWritten(lines, region.from) >= region.to
}
