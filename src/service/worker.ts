// The work role: takes mails by id from Redis, decides them, and fills the department queues. It never opens a mailbox.
import type { RedisDoor } from '../connections/redis.js'
import type { MailId } from '../ids.js'
import { triageCounted } from '../pass.js'
import { deliver, type Pipeline, type Route } from '../pipeline.js'
import { refill } from '../route/destinations/bullmq-queue.js'
import type { Destination } from '../route/destinations/destination.js'
import { createFaultLog, faultFields, type Log } from './log.js'
import { pause } from './pause.js'

/** Mails in hand at once: while one waits for the database another is predicted. */
const concurrency = 8
/** How often decided mail is put into the department queues. */
const deliverEveryMs = 250
/** How often Redis is compared with the ledger: jobs consumed since then may come a second time after Redis was restored. */
const refillEveryMs = 3 * 60_000

export interface Work {
  readonly pipeline: Pipeline
  readonly redis: RedisDoor
  readonly queue: Destination
  /** The route of a mailbox; undefined when the configuration has it no more. */
  readonly routeOf: (account: string) => Route | undefined
  readonly log: Log
  readonly signal: AbortSignal
}

/** Starts deciding mails; the door's close waits for those in hand. */
export function takeTriageWork({ pipeline, redis, routeOf, log }: Work): void {
  redis.takeTriage((id) => triageOne({ pipeline, routeOf, log }, id), { concurrency })
}

/**
 * Decides one mail that was asked for. Never throws, as Redis would keep the error's text: a mail that fails stays
 * undecided in the ledger, and the next poll asks for it again.
 */
export async function triageOne(
  { pipeline, routeOf, log }: Pick<Work, 'pipeline' | 'routeOf' | 'log'>,
  mailId: MailId,
): Promise<void> {
  try {
    const record = await pipeline.ledger.mail(mailId)
    if (record?.state !== 'received') return // decided meanwhile: a job may run twice
    const route = routeOf(record.account)
    if (route) await triageCounted(pipeline, route, mailId)
    else log.error({ mailId, mailbox: record.account }, 'the configuration has no such mailbox any more')
  } catch (error) {
    log.error({ mailId, ...faultFields(error) }, 'a mail could not be decided; the next poll asks again')
  }
}

/** Fills the department queues, and puts back what Redis lost, until the signal. Never throws. */
export async function fillQueuesUntilStopped({ pipeline, redis, queue, log, signal }: Work): Promise<void> {
  const faults = createFaultLog(log, {})
  const clock = () => pipeline.now().getTime()
  let refilledAt = 0
  while (!signal.aborted) {
    try {
      const { unreachable } = await deliver(pipeline, {}, [queue])
      if (unreachable[0]) throw unreachable[0].error
      if (clock() - refilledAt > refillEveryMs) {
        const { refilled } = await refill(redis, pipeline.ledger)
        refilledAt = clock()
        if (refilled > 0) log.warn({ refilled }, 'Redis had lost jobs; they were put back')
      }
      faults.ended()
    } catch (error) {
      faults.began(error)
      refilledAt = 0 // what comes back may have forgotten
    }
    await pause(deliverEveryMs, signal)
  }
}
