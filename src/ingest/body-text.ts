// A mail's text, split by whose words they are: own, signature, the mail answered, the mail forwarded.
//
// Losing what the sender wrote is worse than keeping a line of a quote, so every rule needs proof before it removes a
// line, and a text of which nothing would be left is kept whole. Linear in the length of the text.
import type { BodyText, TextSign } from '../journey.js'
import { withoutBanners } from './body/banners.js'
import { type BodyContext, isPassedOn } from './body/forward.js'
import { isBlank, type Line, readLines, textOf } from './body/lines.js'
import { withoutPgp } from './body/pgp.js'
import { type Region, readRegions } from './body/regions.js'
import { asksForAnswerAbove } from './body/separators.js'
import { splitSignature } from './body/signature.js'
import { isWebForm } from './body/web-form.js'

export type { BodyContext } from './body/forward.js'

/**
 * Lines that are examined. A mail thread of a hundred answers has fewer; what follows is treated like the last line
 * examined, so that a megabyte of line ends costs no more than a long letter.
 */
const MOST_LINES = 5_000

/** Splits a plain text. The four parts keep the text as written; the lines that mail programs add are in none of them. */
export const splitBody = (text: string, context: BodyContext = {}): BodyText =>
  splitSigned(text, context).body

interface SplitText {
  readonly body: BodyText
  /** What was taken off that is nobody's words. */
  readonly signs: readonly TextSign[]
  /** Whether anything is left when banners are taken off. */
  readonly isEmpty: boolean
}

/** Splits a plain text, and says what was recognised in it. */
export function splitSigned(text: string, context: BodyContext = {}): SplitText {
  const { head, rest } = cutAfterLines(text.replaceAll('\0', '').replace(/\r\n?/g, '\n'), MOST_LINES)
  const { lines: written, found } = withoutBanners(withoutPgp(readLines(head)), context.banners)
  const lines = withoutFirst(written, asksForAnswerAbove)
  const banner: TextSign[] = found ? ['banner'] : []
  const whole = textOf(lines) + rest
  if (whole.trim() === '' || isWebForm(lines, context.formLabels))
    return { body: ownOnly(whole), signs: banner, isEmpty: whole.trim() === '' }
  const regions = readRegions(lines, { isReply: context.isReply ?? false })
  const { body, hasFooter } = sortRegions(lines, regions, { ...context, rest })
  const isEmpty = body.own === '' && body.signature === '' && body.forwarded === ''
  if (isEmpty) return { body: ownOnly(whole), signs: banner, isEmpty: false }
  return { body, signs: hasFooter ? [...banner, 'footer'] : banner, isEmpty: false }
}

// ---------------------------------------------------------------------------------------------------------------

/** Without the first line that is not blank, where it is of a kind. */
function withoutFirst(lines: readonly Line[], isOfKind: (line: Line) => boolean): readonly Line[] {
  const first = lines.findIndex((line) => !isBlank(line))
  const line = lines[first]
  return line !== undefined && isOfKind(line) ? lines.slice(first + 1) : lines
}

const ownOnly = (own: string): BodyText => ({ own, signature: '', quoted: '', forwarded: '' })

function cutAfterLines(text: string, most: number): { readonly head: string; readonly rest: string } {
  let end = 0
  for (let count = 0; count < most; count++) {
    const next = text.indexOf('\n', end)
    if (next < 0) return { head: text, rest: '' }
    end = next + 1
  }
  const rest = text.slice(end)
  return { head: text.slice(0, end), rest: rest.trim() === '' ? '' : `\n${rest}` }
}

interface WholeContext extends BodyContext {
  /** What is beyond the lines examined. */
  readonly rest: string
}

interface Sorted {
  readonly body: BodyText
  readonly hasFooter: boolean
}

function sortRegions(lines: readonly Line[], regions: readonly Region[], context: WholeContext): Sorted {
  const parts = {
    own: [] as string[],
    signature: [] as string[],
    quoted: [] as string[],
    forwarded: [] as string[],
  }
  const owns = regions.filter((region) => region.kind === 'own')
  const lastOwn = owns.findLast((region) => textOf(lines.slice(region.from, region.to)) !== '')
  let hasFooter = false
  let lastPart: keyof BodyText = 'own'
  for (const region of regions) {
    const part = lines.slice(region.from, region.to)
    if (region.kind === 'own') {
      const signed = splitSignature(part, { isLast: region === lastOwn })
      hasFooter ||= signed.hasFooter
      parts.own.push(signed.own)
      parts.signature.push(signed.signature)
      parts.quoted.push(signed.earlier)
      lastPart = 'own'
    } else if (region.opening) {
      const passedOn = isPassedOn(region.opening, parts.own.join('\n'), context)
      lastPart = passedOn ? 'forwarded' : 'quoted'
      parts[lastPart].push(textOf(part))
    }
  }
  parts[lastPart].push((parts[lastPart].pop() ?? '') + context.rest)
  const body = {
    own: joinParts(parts.own),
    signature: joinParts(parts.signature),
    quoted: joinParts(parts.quoted),
    forwarded: joinParts(parts.forwarded),
  }
  return { body, hasFooter }
}

const joinParts = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n')
