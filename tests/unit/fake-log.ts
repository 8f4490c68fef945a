// A log that remembers what it was told.
import type { Log } from '../../src/log.js'

interface Told {
  readonly level: keyof Log
  readonly fields: object
  readonly message: string
}

export function createFakeLog(): Log & { readonly told: readonly Told[] } {
  const told: Told[] = []
  const at = (level: keyof Log) => (fields: object, message: string) => {
    told.push({ level, fields, message })
  }
  return { told, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
