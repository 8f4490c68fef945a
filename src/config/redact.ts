// A configuration to show: what the schema calls secret has lost its password.
import { type Config, configSchema } from './schema.js'
import { about, definition, type Schema } from './settings.js'

/** Gives a copy of the configuration that may be printed. */
export function redactedConfig(config: Config): Config {
  return redacted(config, configSchema) as Config
}

// ---------------------------------------------------------------------------------------------------------------

function redacted(value: unknown, schema: Schema): unknown {
  if (value === undefined) return undefined
  if (about(schema).secret) return withoutPassword(String(value))
  const def = definition(schema)
  if (def.type === 'array') return (value as unknown[]).map((item) => redacted(item, def.element))
  if (def.type !== 'object' && def.type !== 'record') return value
  const childOf = (key: string) => (def.type === 'record' ? def.valueType : (def.shape[key] as Schema))
  return Object.fromEntries(
    Object.entries(value as object).map(([key, child]) => [key, redacted(child, childOf(key))]),
  )
}

/** Hides the password of a URL, up to the last "@" in case it holds one, and every value in its query, where drivers take passwords too. */
function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/?#]*):.*@/, '$1:***@').replace(/([?&][^=&#]+=)[^&#]*/g, '$1***')
}
