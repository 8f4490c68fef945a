// The schema -> the table of docs/configuration.md and the commented file that `postfordeler init` writes. Neither is maintained by hand.

import { configSchema } from './schema.js'
import {
  about,
  allowedValues,
  definition,
  isRequiredIn,
  type Schema,
  settings,
  standardOf,
} from './settings.js'

/** The table of every setting, in Markdown. */
export function configTable(): string {
  const rows = settings().map(({ path, allowed, standard, isRequired, help }) => {
    const fallback = isRequired ? '*required*' : standard === undefined ? '' : `\`${scalar(standard)}\``
    return `| \`${path}\` | ${cell(allowed)} | ${fallback} | ${cell(help)} |`
  })
  return ['| Key | Allowed | Default | Meaning |', '|---|---|---|---|', ...rows, ''].join('\n')
}

/**
 * A configuration to start from: every setting is in it, with its help. An optional setting has a `#` directly before
 * its key; a `#` followed by a space is a remark.
 */
export function initialConfig(): string {
  const head = ['# The configuration of postfordeler. docs/configuration.md says more.', '']
  return [...head, ...blockLines(configSchema, { indent: 0, isOff: false })].join('\n')
}

// ---------------------------------------------------------------------------------------------------------------

interface Where {
  readonly indent: number
  /** Inside a block that is commented out. */
  readonly isOff: boolean
}

function blockLines(schema: Schema, where: Where): string[] {
  const def = definition(schema)
  if (def.type !== 'object') return []
  return Object.entries(def.shape).flatMap(([key, child]) => {
    const isWritten = isRequiredIn(child) || about(child).written === true
    const lines = settingLines(key, child, { ...where, isOff: where.isOff || !isWritten })
    return where.indent === 0 ? [...lines, ''] : lines
  })
}

function settingLines(key: string, schema: Schema, where: Where): string[] {
  const { example, written } = about(schema)
  const def = definition(schema)
  const inner = { ...where, indent: where.indent + 2 }
  const head = [remark(schema, where), setting(`${key}:`, where)]
  if (def.type === 'object') return [...head, ...blockLines(schema, inner)]
  if (def.type === 'record') {
    const entry = setting(`${example}:`, inner)
    return [...head, entry, ...blockLines(def.valueType, { ...inner, indent: inner.indent + 2 })]
  }
  if (def.type === 'array' && definition(def.element).type === 'object') {
    return [...head, ...itemLines(def.element, inner)]
  }
  const standard = standardOf(schema)
  const value = standard === undefined || written ? (example ?? standard) : standard
  return [remark(schema, where), setting(`${key}: ${scalar(value)}`, where)]
}

/** The lines of a block as a list's item: a dash before its first key, which comes below its remark. */
function itemLines(schema: Schema, where: Where): string[] {
  const [remark = '', first = '', ...rest] = blockLines(schema, { ...where, indent: where.indent + 2 })
  const key = first.trimStart().replace(/^#/, '')
  return [line(remark.trimStart(), where.indent), setting(`- ${key}`, where), ...rest]
}

/** The help of a setting, and its allowed values unless those are just "text". */
function remark(schema: Schema, where: Where): string {
  const { description = '' } = about(schema)
  const allowed = allowedValues(schema)
  const isBlock = ['object', 'record'].includes(definition(schema).type)
  const isPlain = isBlock || allowed === 'text' || allowed === 'a list'
  return line(isPlain ? `# ${description}` : `# ${description} [${allowed}]`, where.indent)
}

function setting(text: string, { indent, isOff }: Where): string {
  return line(isOff ? `#${text}` : text, indent)
}

function line(text: string, indent: number): string {
  return ' '.repeat(indent) + text
}

/** A value as YAML: plain where that is unambiguous, in quotes elsewhere. */
function scalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(scalar).join(', ')}]`
  if (typeof value !== 'string') return String(value)
  const isPlain = /^[A-Za-z/][\w ./@-]*(:[\w/.][\w/.:-]*)?$|^\d+[a-z]+$/.test(value)
  return isPlain ? value : JSON.stringify(value)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
