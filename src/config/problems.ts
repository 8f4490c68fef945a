// The schema's issues -> problems in words: which key, what it has, what was expected.
import type { z } from 'zod'
import { assertNever } from '../errors.js'
import { question } from './did-you-mean.js'
import { type KeyNow, keyNow } from './renamed-keys.js'
import { about, allowedValues, definition, schemaAt } from './settings.js'

/** Something that must be corrected, at a path of keys and indices. */
export type Problem = Mismatch | Renamed

interface Mismatch {
  readonly path: readonly PropertyKey[]
  readonly got: string
  readonly expected: string
}

/** A key by a name that it no longer has, or that something else has replaced. */
interface Renamed {
  readonly path: readonly PropertyKey[]
  readonly now: KeyNow
}

/** Longest value that is shown in full; a long text in the wrong place would hide the problem. */
const SHOWN_CHARACTERS = 60

/** Turns the schema's issues into problems, at most one per path. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], raw: unknown): Problem[] {
  const problems = issues.flatMap((issue) => problemsOfIssue(issue, raw))
  const seen = new Set<string>()
  return problems.filter(({ path }) => !seen.has(pathText(path)) && seen.add(pathText(path)))
}

/** The problem as its line says it, without its place in the file. */
export function problemText(problem: Problem): string {
  const where = pathText(problem.path) || 'the file'
  if ('now' in problem) return `${where}: ${insteadOf(problem.now)}`
  return `${where}: got ${problem.got}, expected ${problem.expected}`
}

/** As in `mailboxes[0].imap.host`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
}

// ---------------------------------------------------------------------------------------------------------------

function insteadOf(now: KeyNow): string {
  switch (now.kind) {
    case 'renamed':
      return `this key has another name now, write ${now.newName}: instead`
    case 'replaced':
      return `this key is gone, for ${now.why}; write ${now.write} instead`
    default:
      return assertNever(now)
  }
}

function problemsOfIssue(issue: z.core.$ZodIssue, raw: unknown): Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...issue.path, key]))
  const schema = schemaAt(issue.path)
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1))
    return [{ path: issue.path, got: `the key "${key}"`, expected: keyWords(issue.path) }]
  }
  const value = valueAt(raw, issue.path)
  const isSecret = schema !== undefined && about(schema).secret === true
  const expected = schema === undefined ? issue.message : allowedValues(schema)
  return [{ path: issue.path, got: shown(value, isSecret), expected: `${expected}${guess(value, issue)}` }]
}

/** The value of an unknown key is not shown: it may be a password in the wrong place. */
function unknownKey(path: readonly PropertyKey[]): Problem {
  const now = keyNow(path)
  if (now !== undefined) return { path, now }
  const key = String(path.at(-1))
  const parent = schemaAt(path.slice(0, -1))
  const def = parent && definition(parent)
  const known = def?.type === 'object' ? Object.keys(def.shape) : []
  return { path, got: 'an unknown key', expected: `one of ${known.join(', ')}${question(key, known)}` }
}

function keyWords(path: readonly PropertyKey[]): string {
  const parent = schemaAt(path.slice(0, -1))
  const def = parent && definition(parent)
  return def?.type === 'record' ? allowedValues(def.keyType) : 'a key'
}

function guess(value: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return ''
  return question(value, issue.values.map(String))
}

function shown(value: unknown, isSecret: boolean): string {
  if (value === undefined) return 'nothing'
  if (isSecret) return 'a value that is not shown here'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value !== null && typeof value === 'object') return 'a block'
  const text = JSON.stringify(value)
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text
}

/** The value at a path; undefined when there is none. */
function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = raw
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<PropertyKey, unknown>)[step]
  }
  return value
}
