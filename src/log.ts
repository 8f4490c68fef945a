// The service's log: JSON lines on stdout, ids and numbers only. What looks like a CPR number or an address is masked, as a second net.
import { pino } from 'pino'
import { TriageError } from './errors.js'

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

/** Ten digits that stand between hexadecimal ones belong to an id. A letter may stand before them: JSON writes a line end as \n. */
const cprNumber = /(?<![0-9a-f])\d{6}[- ]?\d{4}(?![0-9a-f])/g
const address = /[\p{L}\p{N}_.+'-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63}){0,8}/gu

/** Masks civil registration numbers and e-mail addresses in a line. */
export const mask = (line: string): string => line.replace(cprNumber, '[cpr]').replace(address, '[address]')

/** An error for the log. Our own errors hold no mail text; of others only the kind is told, and where in the program it arose. */
export interface FaultFields {
  readonly code: string
  readonly fault: string
  readonly at?: string
}

export function faultFields(error: unknown): FaultFields {
  if (error instanceof TriageError) return { code: error.code, fault: error.message }
  if (!(error instanceof Error)) return { code: 'FAULT', fault: 'unexpected fault' }
  const at = sourceLineOf(error)
  return { code: 'FAULT', fault: `unexpected ${error.name}`, ...(at ? { at } : {}) }
}

/** Tells of a fault when it begins or becomes another, and when it is over: not at every try in between. */
export function createFaultLog(log: Log, about: object) {
  let current: string | undefined
  return {
    began(error: unknown): void {
      const fields = faultFields(error)
      const kind = `${fields.code} ${fields.at ?? ''}`
      log[kind === current ? 'debug' : 'error']({ ...about, ...fields }, 'a fault; it is tried again')
      current = kind
    },
    ended(): void {
      if (current !== undefined) log.info(about, 'the fault is over')
      current = undefined
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The innermost frame, e.g. `parse.ts:81:12`. Whatever the message holds is cut away first. */
function sourceLineOf({ message, stack = '' }: Error): string | undefined {
  const frames = stack.slice(stack.indexOf(message) + message.length)
  return /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(frames)?.[1]
}
