// The poll role: passes over a mailbox, again and again. A fault is logged and tried again later; it never ends the service.
import { setTimeout as sleep } from 'node:timers/promises'
import { durationMs, type Mailbox } from '../config/schema.js'
import { faultFields, type Log } from './log.js'

/** A fault doubles the pause up to this: a server that is down for the night is back within 5 minutes of its return. */
const longestPauseMs = 5 * 60_000

export interface Poll {
  readonly mailbox: Mailbox
  /** One pass over the mailbox: how many mails were new. Throws MAILBOX_IN_USE when another process holds it. */
  readonly pass: () => Promise<number>
  readonly log: Log
}

/** Polls until the signal; a pass that is under way is finished first. */
export async function pollUntilStopped(poll: Poll & { readonly signal: AbortSignal }): Promise<void> {
  const everyMs = durationMs(poll.mailbox.every)
  let faults = 0
  while (!poll.signal.aborted) {
    faults = (await pollOnce(poll)) ? 0 : faults + 1
    await sleep(pauseMs(faults, everyMs), undefined, { signal: poll.signal }).catch(() => undefined)
  }
}

/** One pass. Never throws: returns whether it went well. */
export async function pollOnce({ mailbox, pass, log }: Poll): Promise<boolean> {
  try {
    const received = await pass()
    if (received > 0) log.info({ mailbox: mailbox.name, received }, 'polled')
    return true
  } catch (error) {
    const { fields, message } = faultFields(error)
    if (fields.code === 'MAILBOX_IN_USE') log.debug({ mailbox: mailbox.name }, message)
    else log.error({ mailbox: mailbox.name, ...fields }, message)
    return fields.code === 'MAILBOX_IN_USE'
  }
}

/** @units faults: faults in a row, >= 0. @returns milliseconds until the next pass. */
export function pauseMs(faults: number, everyMs: number): number {
  if (faults === 0) return everyMs
  return Math.max(everyMs, Math.min(longestPauseMs, 1000 * 2 ** Math.min(faults, 16)))
}
