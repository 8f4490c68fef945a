// The poll role: one loop per mailbox. Whoever holds the mailbox's lease alone fetches from it and moves its mail.
import { setTimeout as sleep } from 'node:timers/promises'
import { durationMs, type Mailbox } from '../config/schema.js'
import { TriageError } from '../errors.js'
import type { PassReport } from '../pass.js'
import type { Log } from './log.js'

/** A fault doubles the pause up to this: a server that is down for the night is back within 5 minutes of its return. */
const longestPauseMs = 5 * 60_000
/** After a refused login: servers lock accounts after a handful of tries, and a new password comes from a person. */
const loginRefusedPauseMs = 15 * 60_000

export interface Poller {
  readonly mailbox: Mailbox
  /** One pass over the mailbox; throws MAILBOX_IN_USE when another process holds it. */
  readonly pass: () => Promise<PassReport>
  readonly log: Log
  readonly signal: AbortSignal
}

/** Polls until the signal; a pass that is under way is finished first. Never throws: a fault is logged and tried again. */
export async function pollUntilStopped({ mailbox, pass, log, signal }: Poller): Promise<void> {
  const everyMs = durationMs(mailbox.every)
  let faults = 0
  while (!signal.aborted) {
    let pauseMs = everyMs
    try {
      const { received, decided, delivered } = await pass()
      faults = 0
      if (received > 0)
        log.info({ mailbox: mailbox.name, received, ...decided, done: delivered.done }, 'polled')
      for (const { kind, error } of delivered.unreachable)
        log.error({ mailbox: mailbox.name, kind, code: codeOf(error) }, messageOf(error))
    } catch (error) {
      const code = codeOf(error)
      if (code === 'MAILBOX_IN_USE')
        log.debug({ mailbox: mailbox.name }, 'another process polls this mailbox')
      else {
        faults += 1
        pauseMs = pauseAfterFault(code, faults, everyMs)
        log.error({ mailbox: mailbox.name, code, pauseMs }, messageOf(error))
      }
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}

/** @units faults: faults in a row, >= 1. @returns milliseconds until the next try. */
export function pauseAfterFault(code: string, faults: number, everyMs: number): number {
  if (code === 'IMAP_LOGIN_REFUSED') return Math.max(everyMs, loginRefusedPauseMs)
  return Math.max(everyMs, Math.min(longestPauseMs, 1000 * 2 ** Math.min(faults, 16)))
}

// ---------------------------------------------------------------------------------------------------------------

const codeOf = (error: unknown): string => (error instanceof TriageError ? error.code : 'FAULT')

/** Our own errors hold no mail text; of others only the kind is logged. */
const messageOf = (error: unknown): string =>
  error instanceof TriageError
    ? error.message
    : error instanceof Error
      ? `unexpected ${error.name}`
      : 'unexpected fault'
