// The elements that are open at a place in a mail's html, and whether a reader sees text there. Follows html's rules for what
// closes what only as far as hidden text needs it; bounded by the depth that is read.
import { decodeEntities } from './entities.js'
import { declarationsIn, isUnseen, type Look, lookWith, PLAIN_LOOK } from './html-look.js'
import { declaredFor, type Named, type Sheet } from './html-sheet.js'

interface Open extends Named {
  readonly look: Look
  readonly isUnseen: boolean
}

export interface OpenElements {
  open(name: string, tag: string): void
  close(name: string): void
  /** Whether text at this place is out of the reader's sight. */
  isUnseen(): boolean
}

/** Nothing is open yet. */
export function createOpenElements(sheet: Sheet): OpenElements {
  const stack: Open[] = []
  const closeTo = (isIt: (name: string) => boolean, isFence: (name: string) => boolean): void => {
    for (let at = stack.length - 1; at >= 0; at--) {
      const name = stack[at]?.name ?? ''
      if (isIt(name)) {
        stack.length = at
        return
      }
      if (isFence(name)) return
    }
  }
  return {
    open(name, tag) {
      if (VOID.has(name)) return
      if (BLOCK.has(name))
        closeTo(
          (other) => other === 'p',
          (other) => !INLINE.has(other),
        )
      const closes = CLOSES[name]
      if (closes)
        closeTo(
          (other) => closes.includes(other),
          (other) => other === 'table' || LISTS.has(other),
        )
      if (stack.length < MOST_OPEN && !tag.endsWith('/>')) stack.push(opened(name, tag, stack, sheet))
    },
    close(name) {
      const isTable = TABLE.has(name)
      closeTo(
        (other) => other === name,
        (other) => !isTable && CELL.has(other),
      )
    },
    isUnseen: () => stack.at(-1)?.isUnseen ?? false,
  }
}

// ---------------------------------------------------------------------------------------------------------------

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '))
const VOID = setOf('br hr img input meta link base area col wbr embed source track param')
const BLOCK = setOf(
  'address article aside blockquote center details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul',
)
const INLINE = setOf('a b strong i em u s span font small big sub sup tt code mark abbr cite q label o:p')
const LISTS = setOf('ul ol menu dl')
const TABLE = setOf('table tbody thead tfoot tr td th body html')
const CELL = setOf('td th table')
const CLOSES: Readonly<Record<string, readonly string[]>> = {
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['tr'],
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  option: ['option'],
}
/** Deeper elements look like the last one that is counted. */
const MOST_OPEN = 300
/** Longer attributes are read up to here; a tag may be as long as the html. */
const TAG_CHARACTERS = 50_000

const ATTRIBUTE = /([^\s"'<>/=]{1,60})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g
const READ = setOf('style class id hidden open color bgcolor background text size')

function attributesOf(name: string, tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const match of tag.slice(name.length + 1, TAG_CHARACTERS).matchAll(ATTRIBUTE)) {
    const key = (match[1] ?? '').toLowerCase()
    if (READ.has(key) && !found.has(key))
      found.set(key, decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''))
  }
  return found
}

const NOTHING: ReadonlyMap<string, string> = new Map()

function opened(name: string, tag: string, stack: readonly Open[], sheet: Sheet): Open {
  const around = stack.at(-1)
  const outer =
    name === 'summary' && around?.name === 'details'
      ? (stack.at(-2)?.look ?? PLAIN_LOOK)
      : (around?.look ?? PLAIN_LOOK)
  const attributes = tag.length > name.length + 2 ? attributesOf(name, tag) : NOTHING
  const self = {
    name,
    id: attributes.get('id') ?? '',
    classes: (attributes.get('class') ?? '').split(/\s+/).filter(Boolean).slice(0, 20),
  }
  const css = new Map([...ofAttributes(name, attributes), ...declaredFor(sheet, self, stack)])
  for (const [key, value] of declarationsIn(attributes.get('style') ?? '')) css.set(key, value)
  const look = lookWith(outer, css)
  return { ...self, look, isUnseen: isUnseen(look) }
}

/** What attributes and the element itself say, as declarations. */
function ofAttributes(name: string, attributes: ReadonlyMap<string, string>): [string, string][] {
  const said: [string, string][] = []
  const say = (key: string, value: string | undefined) => {
    if (value !== undefined) said.push([key, value.toLowerCase().trim()])
  }
  if (attributes.has('hidden')) say('display', 'none')
  if ((name === 'details' || name === 'dialog') && !attributes.has('open')) say('display', 'none')
  if (name === 'font') say('color', attributes.get('color'))
  if (name === 'body') say('color', attributes.get('text'))
  say('background-color', attributes.get('bgcolor'))
  if (attributes.get('background')) say('background-image', 'url(')
  return said
}
