// Text -> value with the position of everything in it. The project's only door to YAML.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml'

/** Most times that aliases may be followed: enough for honest use, far too few for a "billion laughs" attack. */
const MAX_ALIASES = 50

/** Both count from 1. */
export interface YamlPosition {
  readonly line: number
  readonly column: number
}

export interface YamlProblem {
  readonly position: YamlPosition
  readonly message: string
}

export interface YamlDocument {
  /** Undefined when the problems leave nothing that could be read. */
  readonly value: unknown
  readonly problems: readonly YamlProblem[]
  /** The position of the key at a path, or of the closest enclosing thing that exists. */
  positionOf(path: readonly PropertyKey[]): YamlPosition
}

/** Reads YAML 1.2 strictly: a key given twice, an unknown tag and too many aliases are problems. Never throws for bad text. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const position = (offset: number): YamlPosition => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const complaints = [...document.errors, ...document.warnings]
  const problems: YamlProblem[] = complaints.map(({ pos, message }) => ({
    position: position(pos[0]),
    message,
  }))
  const isReadable = complaints.every(({ code }) => code === 'DUPLICATE_KEY')
  const positionOf = (path: readonly PropertyKey[]) => position(offsetOf(document, path))
  if (!isReadable) return { value: undefined, problems, positionOf }
  const broken = brokenAlias(document)
  if (broken !== undefined) {
    const message = `unknown alias "*${broken.source}"; text that begins with * must be in quotes`
    return {
      value: undefined,
      problems: [...problems, { position: position(broken.offset), message }],
      positionOf,
    }
  }
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), problems, positionOf }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { value: undefined, problems: [...problems, { position: position(0), message }], positionOf }
  }
}

// ---------------------------------------------------------------------------------------------------------------

function brokenAlias(document: Document.Parsed): { source: string; offset: number } | undefined {
  let broken: { source: string; offset: number } | undefined
  visit(document, {
    Alias(_key, node) {
      if (node.resolve(document)) return undefined
      broken = { source: node.source, offset: node.range?.[0] ?? 0 }
      return visit.BREAK
    },
  })
  return broken
}

/** Where the last step of the path begins: a key in a block, an item in a list. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const next = stepInto(node, step)
    if (next === undefined) return offset
    offset = next.offset ?? offset
    node = next.value
  }
  return offset
}

function stepInto(
  node: unknown,
  step: PropertyKey,
): { offset: number | undefined; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
    if (pair === undefined || !isPair(pair)) return undefined
    return { offset: isNode(pair.key) ? pair.key.range?.[0] : undefined, value: pair.value }
  }
  const item = node !== null && typeof node === 'object' && 'items' in node ? (node.items as unknown[]) : []
  const value = item[Number(step)]
  return isNode(value) ? { offset: value.range?.[0], value } : undefined
}
