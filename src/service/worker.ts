// The work role: takes mails by id from Redis, decides them, and fills the department queues. It never opens a mailbox.
import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisDoor } from '../connections/redis.js'
import type { MailId } from '../ids.js'
import { triageCounted } from '../pass.js'
import { deliver, type Pipeline, type Route } from '../pipeline.js'
import { refill } from '../route/destinations/bullmq-queue.js'
import type { Destination } from '../route/destinations/destination.js'
import { faultFields, type Log } from './log.js'

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

/** Fills the department queues, and puts back what Redis lost, until the signal. Never throws. */
export async function fillQueuesUntilStopped({ pipeline, redis, queue, log, signal }: Work): Promise<void> {
  let refilledAt = 0
  while (!signal.aborted) {
    try {
      const { unreachable } = await deliver(pipeline, {}, [queue])
      if (unreachable[0]) throw unreachable[0].error
      if (Date.now() - refilledAt > refillEveryMs) {
        const { refilled } = await refill(redis, pipeline.ledger)
        refilledAt = Date.now()
        if (refilled > 0) log.warn({ refilled }, 'Redis had lost jobs; they were put back')
      }
    } catch (error) {
      const { fields, message } = faultFields(error)
      log.error(fields, message)
      refilledAt = 0
    }
    await sleep(deliverEveryMs, undefined, { signal }).catch(() => undefined)
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function triageOne({ pipeline, routeOf, log }: Pick<Work, 'pipeline' | 'routeOf' | 'log'>, id: MailId) {
  const record = await pipeline.ledger.mail(id)
  if (record?.state !== 'received') return // decided meanwhile: a job may run twice
  const route = routeOf(record.account)
  if (route) await triageCounted(pipeline, route, id)
  else log.error({ mailId: id, mailbox: record.account }, 'the configuration has no such mailbox any more')
}
