// The service's log: JSON lines on stdout, ids and numbers only. What looks like a CPR number or an address is masked, as a second net.
import { pino } from 'pino'
import { TriageError } from '../errors.js'

export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** @param write takes one finished JSON line, without its line end. */
export function createLog(write: (line: string) => void, level: 'debug' | 'info' | 'error' = 'info'): Log {
  const stream = { write: (line: string) => write(mask(line.trimEnd())) }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
}

/** Masks civil registration numbers and e-mail addresses in a line. */
export const mask = (line: string): string =>
  line
    .replace(/\b\d{6}[- ]?\d{4}\b/g, '[cpr]')
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,8}/g, '[address]')

/** An error for the log. Our own errors hold no mail text; of others only the kind is told. */
export function faultFields(error: unknown): {
  readonly fields: { readonly code: string }
  readonly message: string
} {
  if (error instanceof TriageError) return { fields: { code: error.code }, message: error.message }
  return {
    fields: { code: 'FAULT' },
    message: error instanceof Error ? `unexpected ${error.name}` : 'unexpected fault',
  }
}
