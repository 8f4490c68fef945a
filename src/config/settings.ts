// Reads the schema: what can be set, to what, and what it means. The documentation and the problems' texts are made from here.
import type { z } from 'zod'
import { globalRegistry } from 'zod'
import { configSchema } from './schema.js'

export type Schema = z.core.$ZodType

/** What schema.ts says about a setting besides its type. */
interface About {
  readonly description?: string
  readonly allowed?: string
  readonly example?: unknown
  readonly written?: boolean
  readonly secret?: boolean
}

interface Setting {
  /** As in `mailboxes[].imap.host` and `queues.<key>.name`. */
  readonly path: string
  readonly allowed: string
  /** Undefined when there is none. */
  readonly standard: unknown
  readonly isRequired: boolean
  readonly help: string
}

/** Every single setting, in the order of the schema. */
export function settings(schema: Schema = configSchema, path = '', isOptional = false): Setting[] {
  const def = definition(schema)
  if (def.type === 'object') {
    return Object.entries(def.shape).flatMap(([key, child]) =>
      settings(child, path === '' ? key : `${path}.${key}`),
    )
  }
  if (def.type === 'record') return settings(def.valueType, `${path}.<key>`)
  if (def.type === 'array' && definition(def.element).type === 'object')
    return settings(def.element, `${path}[]`)
  const standard = standardOf(schema)
  const isRequired = !isOptional && isRequiredIn(schema)
  return [
    { path, allowed: allowedValues(schema), standard, isRequired, help: about(schema).description ?? '' },
  ]
}

/** The schema at a path of keys and indices; undefined when nothing can be set there. */
export function schemaAt(path: readonly PropertyKey[]): Schema | undefined {
  let schema: Schema | undefined = configSchema
  for (const step of path) schema = schema && childOf(schema, step)
  return schema
}

/** The allowed values in words, for a person. */
export function allowedValues(schema: Schema): string {
  const said = about(schema).allowed
  if (said !== undefined) return said
  const def = definition(schema)
  switch (def.type) {
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`
    case 'number':
      return numbers(def)
    case 'boolean':
      return 'true or false'
    case 'object':
      return `a block with ${Object.keys(def.shape).join(', ')}`
    case 'record':
      return 'a block of named entries'
    case 'array':
      return 'a list'
    default:
      return 'text'
  }
}

/** What is said about a schema, including inside its default and optional wrappers. */
export function about(schema: Schema): About {
  const inner = innerOf(schema)
  return { ...(inner ? about(inner) : {}), ...globalRegistry.get(schema) } as About
}

/** The definition inside the default and optional wrappers. */
export function definition(schema: Schema): z.core.$ZodTypeDef & z.core.$ZodTypes['_zod']['def'] {
  const inner = innerOf(schema)
  return inner ? definition(inner) : (schema as z.core.$ZodTypes)._zod.def
}

/** True when the setting must be given: it has no default and is not optional. */
export function isRequiredIn(schema: Schema): boolean {
  const inner = innerOf(schema)
  return inner === undefined || (schema as z.core.$ZodTypes)._zod.def.type === 'pipe'
}

/** The default, undefined when there is none. */
export function standardOf(schema: Schema): unknown {
  const def = (schema as z.core.$ZodTypes)._zod.def
  return def.type === 'default' ? def.defaultValue : undefined
}

// ---------------------------------------------------------------------------------------------------------------

function innerOf(schema: Schema): Schema | undefined {
  const def = (schema as z.core.$ZodTypes)._zod.def
  if (def.type === 'pipe') return def.in // what is written in the file, before it is given its kind
  const isWrapper = def.type === 'default' || def.type === 'prefault' || def.type === 'optional'
  return isWrapper ? def.innerType : undefined
}

function childOf(schema: Schema, step: PropertyKey): Schema | undefined {
  const def = definition(schema)
  if (def.type === 'object') return Object.hasOwn(def.shape, step) ? def.shape[String(step)] : undefined
  if (def.type === 'record') return def.valueType
  return def.type === 'array' ? def.element : undefined
}

function numbers(def: z.core.$ZodNumberDef): string {
  const bounds = (def.checks ?? []).map((check) => check._zod.def as z.core.$ZodCheckLessThanDef)
  const words = bounds.map(({ check, value, inclusive }) => {
    const isLower = String(check) === 'greater_than'
    if (inclusive) return `${isLower ? 'at least' : 'at most'} ${value}`
    return `${isLower ? 'above' : 'below'} ${value}`
  })
  const kind = 'format' in def ? 'a whole number' : 'a number'
  return [kind, words.join(' and ')].filter((part) => part !== '').join(', ')
}
