// The poll role: passes over a mailbox, again and again. A fault is logged and tried again later; it never ends the service.
import type { Mailbox } from '../config/mailbox-schema.js'
import { TriageError } from '../errors.js'
import { createFaultLog, faultFields, type Log } from '../log.js'
import type { FailedMail } from '../pass/triage.js'
import { pause } from '../pause.js'
import type { DeliveryReport } from '../route/deliver.js'

/**
 * A fault doubles the pause up to this: work goes on within a minute of a server's return, or of room on a disk. A login that was
 * refused has a longer pause of its own, in the door to IMAP.
 */
const LONGEST_PAUSE_MS = 30_000

/** What a poller wants to know of a pass. */
export interface Polled {
  readonly received: number
  /** Where workers decide, they tell of mails that failed. */
  readonly failed?: readonly FailedMail[]
  /** Folders of `alsoLook` that the server does not have. */
  readonly missing?: readonly string[]
  readonly delivered: Pick<DeliveryReport, 'unreachable'>
}

export interface Poll {
  readonly mailbox: Mailbox
  /** One pass over the mailbox. Throws MAILBOX_IN_USE when another process holds it. */
  readonly pass: () => Promise<Polled>
  readonly log: Log
}

/** Makes one poll of a mailbox. It never throws: it returns whether the poll went well. */
export type Poller = () => Promise<boolean>

export function createPoller({ mailbox: { name: mailbox }, pass, log }: Poll): Poller {
  const faults = createFaultLog(log, { mailbox })
  return async () => {
    try {
      const { received, failed = [], delivered, missing = [] } = await pass()
      if (received > 0) log.info({ mailbox, received }, 'polled')
      for (const folder of missing) log.warn({ mailbox, folder }, 'a folder of alsoLook is not there')
      for (const { mailId, error } of failed) log.error({ mailbox, mailId, ...faultFields(error) }, undecided)
      const [unreachable] = delivered.unreachable
      if (unreachable) faults.began(unreachable.error)
      else faults.ended()
      return unreachable === undefined
    } catch (error) {
      const isInUse = error instanceof TriageError && error.code === 'MAILBOX_IN_USE'
      if (isInUse) log.debug({ mailbox }, error.message)
      else faults.began(error)
      return isInUse
    }
  }
}

/** Polls once, and again while that goes badly, for as long as until the next poll: what brings polls about need not be asked again. */
export async function pollUntilWell(
  poll: Poller,
  { withinMs, signal }: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const endMs = performance.now() + withinMs
  for (let faults = 1; !(await poll()) && !signal.aborted; faults++) {
    const waitMs = pauseMs(faults, withinMs)
    if (performance.now() + waitMs >= endMs) return
    await pause(waitMs, signal)
  }
}

/** Polls until the signal; a batch that is under way is finished first. */
export async function pollUntilStopped(poll: Poller, everyMs: number, signal: AbortSignal): Promise<void> {
  let faults = 0
  while (!signal.aborted) {
    faults = (await poll()) ? 0 : faults + 1
    await pause(pauseMs(faults, everyMs), signal)
  }
}

/** @units faults: faults in a row, >= 0. @returns milliseconds until the next pass. */
export function pauseMs(faults: number, everyMs: number): number {
  if (faults === 0) return everyMs
  return Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** Math.min(faults, 16))
}

// ---------------------------------------------------------------------------------------------------------------

const undecided = 'a mail could not be decided; it is tried again, and then a person gets it'
