// Makes a stranger's html small and shallow enough to convert: one pass over its tags, before any library sees it.
import { createOpenElements, type OpenElements } from './html-open.js'
import { readSheet } from './html-sheet.js'
import { HTML_CHARACTERS, HTML_DEPTH, HTML_INDENTS, HTML_TAGS } from './limits.js'

export interface BoundedHtml {
  readonly html: string
  readonly isCut: boolean
  /** What a reader does not see, as html without tags. */
  readonly hidden: string
}

/** Elements whose content is never text for the reader. */
const DROPPED: ReadonlySet<string> = new Set([
  'style',
  'script',
  'title',
  'xml',
  'noscript',
  'template',
  'svg',
  'object',
])
/** Elements that close themselves, so that leaving them open adds no depth. */
const FLAT: ReadonlySet<string> = new Set(
  'br hr img input meta link base area col wbr p li td th tr dt dd option tbody thead tfoot html body head'.split(
    ' ',
  ),
)
/** Elements that indent their content: the converter's time grows with the square of their depth. */
const INDENTING: ReadonlySet<string> = new Set(['ul', 'ol', 'blockquote', 'dl', 'menu'])

/** Cuts html to its limits and drops comments, scripts, styles and the text that a reader does not see. */
export function boundHtml(source: string): BoundedHtml {
  const html = source.slice(0, HTML_CHARACTERS)
  const state: State = {
    html,
    lower: html.toLowerCase(),
    out: [],
    hidden: [],
    elements: createOpenElements(readSheet(styleIn(html))),
    depth: 0,
    skipped: 0,
    tags: 0,
    isCut: source.length > html.length,
    unclosed: new Set(),
  }
  let at = 0
  while (at < html.length && state.tags < HTML_TAGS) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    putText(state, html.slice(at, open))
    at = readTag(state, open)
  }
  if (state.tags >= HTML_TAGS && at < html.length) state.isCut = true
  else putText(state, html.slice(at))
  return { html: state.out.join(''), isCut: state.isCut, hidden: state.hidden.join(' ') }
}

// ---------------------------------------------------------------------------------------------------------------

interface State {
  readonly html: string
  readonly lower: string
  readonly out: string[]
  readonly hidden: string[]
  readonly elements: OpenElements
  depth: number
  /** Opening tags left out because of the depth; the same number of closing ones is left out too. */
  skipped: number
  tags: number
  isCut: boolean
  /** Endings that were not found: never searched for twice, or junk would cost the square of its length. */
  readonly unclosed: Set<string>
}

function putText(state: State, text: string): void {
  if (!state.elements.isUnseen()) state.out.push(text)
  else if (text.trim() !== '') state.hidden.push(text)
}

/** All rules of the mail's own style elements. */
const styleIn = (html: string): string =>
  [...html.matchAll(/<style\b/gi)]
    .slice(0, MOST_STYLES)
    .map(({ index }) => {
      const from = html.indexOf('>', index) + 1
      const to = html.indexOf('</', from)
      return from === 0 ? '' : html.slice(from, to < 0 ? from : to)
    })
    .join('\n')

const MOST_STYLES = 20

/** Reads what begins with `<` at `open`; returns where to continue. */
function readTag(state: State, open: number): number {
  const { html } = state
  if (html.startsWith('<!--', open)) return skipTo(state, '-->', open) ?? open + 4
  const next = html.charCodeAt(open + 1)
  const isTag = next === 0x2f || next === 0x21 || next === 0x3f || isLetter(next)
  const end = isTag ? tagEnd(state, open) : undefined
  if (end === undefined) {
    putText(state, '&lt;')
    state.tags++
    return open + 1
  }
  state.tags++
  if (next === 0x21 || next === 0x3f) return end
  const name = tagName(state.lower, open + (next === 0x2f ? 2 : 1))
  if (next === 0x2f) return closeTag(state, name, open, end)
  if (DROPPED.has(name)) return skipTo(state, `</${name}`, open) ?? end
  openTag(state, name, html.slice(open, end))
  return end
}

const isLetter = (char: number): boolean => (char >= 0x41 && char <= 0x5a) || (char >= 0x61 && char <= 0x7a)

function tagName(lower: string, from: number): string {
  let to = from
  while (to < from + 30 && /[a-z0-9:-]/.test(lower[to] ?? '')) to++
  return lower.slice(from, to)
}

/** The position after the `>`; one inside a quoted attribute is skipped. */
function tagEnd(state: State, open: number): number | undefined {
  if (state.unclosed.has('>')) return undefined
  const { html } = state
  let end = html.indexOf('>', open)
  if (end < 0) {
    state.unclosed.add('>')
    return undefined
  }
  if (hasOpenQuote(html.slice(open, Math.min(end, open + 5_000)))) {
    const quote = html.indexOf('"', end)
    const later = quote < 0 || quote - end > 2_000 ? -1 : html.indexOf('>', quote)
    if (later > 0) end = later
  }
  return end + 1
}

const hasOpenQuote = (tag: string): boolean => tag.split('"').length % 2 === 0

/** The position after the ending that is searched for and its `>`; undefined when the document never closes it. */
function skipTo(state: State, ending: string, from: number): number | undefined {
  if (state.unclosed.has(ending)) return undefined
  const found = state.lower.indexOf(ending, from)
  if (found < 0) {
    state.unclosed.add(ending)
    return undefined
  }
  const end = ending.endsWith('>') ? found + ending.length - 1 : state.html.indexOf('>', found)
  return end < 0 ? state.html.length : end + 1
}

function openTag(state: State, name: string, tag: string): void {
  state.elements.open(name, tag)
  if (FLAT.has(name)) {
    if (name === 'td' || name === 'th') state.out.push(' ')
    state.out.push(tag)
    return
  }
  if (state.depth >= (INDENTING.has(name) ? HTML_INDENTS : HTML_DEPTH)) {
    state.skipped++
    state.isCut = true
    if (name === 'div') state.out.push('<br>')
    return
  }
  if (!tag.endsWith('/>')) state.depth++
  state.out.push(tag)
}

function closeTag(state: State, name: string, open: number, end: number): number {
  state.elements.close(name)
  if (state.skipped > 0 && !FLAT.has(name)) state.skipped--
  else {
    if (!FLAT.has(name)) state.depth = Math.max(0, state.depth - 1)
    state.out.push(state.html.slice(open, end))
  }
  return end
}
