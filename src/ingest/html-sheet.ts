// The rules of a mail's <style> elements that may hide text, found by the last part of their selector.
import { declarationsIn } from './html-look.js'

/** What a selector is compared with. */
export interface Named {
  readonly name: string
  readonly id: string
  readonly classes: readonly string[]
}

interface Rule {
  /** Outermost first; the last one is the element itself. */
  readonly path: readonly string[]
  readonly css: ReadonlyMap<string, string>
}

/** Rules by the class, id or element that the last part of their selector names. */
export type Sheet = ReadonlyMap<string, readonly Rule[]>

/** Reads the rules that hold on every screen: not those for print, narrow screens or dark mode. */
export function readSheet(source: string): Sheet {
  const sheet = new Map<string, Rule[]>()
  const plain = source.slice(0, SHEET_CHARACTERS).replace(/\/\*[^*]{0,2000}\*\/|<!--|-->/g, '')
  let count = 0
  for (const { selector, body } of blocksIn(plain)) {
    const css = declarationsIn(body)
    if (css.size === 0) continue
    for (const each of selector.split(',').slice(0, MOST_SELECTORS)) {
      const path = each
        .trim()
        .replace(/\s*>\s*/g, ' ')
        .split(/\s+/)
        .slice(-MOST_PARTS)
      const last = path.at(-1) ?? ''
      if (!/^(?:[\w-]*|\*)(?:[.#][\w-]{1,80}){0,4}$/.test(last) || last === '' || ++count > MOST_RULES)
        continue
      const key = /[.#][\w-]+$/.exec(last.slice(-100))?.[0] ?? last.toLowerCase()
      sheet.set(key, [...(sheet.get(key) ?? []).slice(-MOST_SAME), { path, css }])
    }
  }
  return sheet
}

/** What the rules say of an element, in their order; `outer` are the elements around it, outermost first. */
export function declaredFor(sheet: Sheet, self: Named, outer: readonly Named[]): ReadonlyMap<string, string> {
  if (sheet.size === 0) return NOTHING
  const keys = [
    '*',
    self.name,
    ...self.classes.map((each) => `.${each}`),
    ...(self.id === '' ? [] : [`#${self.id}`]),
  ]
  const found = keys.flatMap((key) => sheet.get(key) ?? []).filter(({ path }) => isAt(path, self, outer))
  if (found.length === 0) return NOTHING
  return new Map(found.flatMap(({ css }) => [...css]))
}

// ---------------------------------------------------------------------------------------------------------------

const NOTHING: ReadonlyMap<string, string> = new Map()
const SHEET_CHARACTERS = 100_000
const MOST_RULES = 1_000
const MOST_SELECTORS = 50
const MOST_PARTS = 4
const MOST_SAME = 19

/** Blocks at the top, and those inside an `@media` without a condition. */
function blocksIn(text: string): { selector: string; body: string }[] {
  const blocks: { selector: string; body: string }[] = []
  // The words before each brace that is open; what is inside a condition is skipped.
  const open: string[] = []
  let before = ''
  for (const { 0: piece } of text.matchAll(/[^{}]{1,5000}|[{}]/g)) {
    if (piece === '{') open.push(before)
    else if (piece === '}') {
      const selector = open.pop() ?? '@'
      if (!selector.startsWith('@') && open.every((each) => EVERY_SCREEN.test(each)))
        blocks.push({ selector, body: before })
    }
    before = /[{}]/.test(piece) ? '' : piece.trim()
    if (open.length > MOST_NESTED) return blocks
  }
  return blocks
}

const EVERY_SCREEN = /^@media\s+(?:only\s+)?(?:screen|all)$/i
const MOST_NESTED = 10

function isAt(path: readonly string[], self: Named, outer: readonly Named[]): boolean {
  if (!isNamedBy(path.at(-1) ?? '', self)) return false
  let left = path.length - 2
  for (let at = outer.length - 1; at >= 0 && left >= 0; at--) {
    const around = outer[at]
    if (around && isNamedBy(path[left] ?? '', around)) left--
  }
  return left < 0
}

function isNamedBy(part: string, { name, id, classes }: Named): boolean {
  const [tag = '', ...marks] = part.split(/(?=[.#])/)
  const all = /^[.#]/.test(tag) ? [tag, ...marks] : marks
  const isTag = /^[.#]|^\*?$/.test(tag) || tag.toLowerCase() === name
  return (
    isTag &&
    all.every((mark) => (mark.startsWith('#') ? mark.slice(1) === id : classes.includes(mark.slice(1))))
  )
}
