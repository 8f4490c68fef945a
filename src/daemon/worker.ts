// The work role: takes mails by id from Redis, decides them, fills the department queues, and puts back what Redis lost. It never opens a mailbox.
import type { RedisGateway } from '../connections/redis.js'
import type { MailId } from '../ids.js'
import { createFaultLog, faultFields, type Log } from '../log.js'
import { triageCounted } from '../pass/attempts.js'
import { deliver } from '../pass/deliver.js'
import { hasTurn } from '../pass/mailbox-lease.js'
import type { MailboxPolicy } from '../pass/mailbox-policy.js'
import type { Pipeline } from '../pass/pipeline.js'
import { pause } from '../pause.js'
import { refill } from '../route/destinations/bullmq-queue.js'
import type { Destination } from '../route/destinations/destination.js'
import type { Task } from './redis-upkeep.js'

/** Mails in hand at once: while one waits for the database another is predicted. */
const CONCURRENCY = 8
/** How often decided mail is put into the department queues. */
const DELIVER_EVERY_MS = 250
/** Workers take turns at it: each filling every queue would be the same work as many times as there are workers. */
const FILL_TURN_MS = 2_000
/** How often Redis is compared with the ledger: jobs consumed since then may come a second time after Redis was restored. */
const REFILL_EVERY_MS = 60_000

/** How often undecided mail is asked for once more: a poller may have been killed or cut off from Redis before it could. */
const ASK_EVERY_MS = 4_000
/** Some of the oldest are enough for that, and all when Redis may have lost any; asking twice for a mail is asking once. */
const askedAgain = { usually: 500, afterLoss: 100_000, together: 500 }

export interface Work {
  readonly pipeline: Pipeline
  readonly redis: RedisGateway
  readonly queue: Destination
  /** The route of a mailbox; undefined when the configuration has it no more. */
  readonly policyOf: (account: string) => MailboxPolicy | undefined
  readonly log: Log
  readonly signal: AbortSignal
}

/** Starts deciding mails; the door's close waits for those in hand. */
export function takeTriageWork({ pipeline, redis, policyOf, log }: Work): void {
  redis.takeTriage((id) => triageOne({ pipeline, policyOf, log }, id), { concurrency: CONCURRENCY })
}

/**
 * Decides one mail that was asked for. Never throws, as Redis would keep the error's text: a mail that fails stays
 * undecided in the ledger, and the next poll asks for it again.
 */
export async function triageOne(
  { pipeline, policyOf, log }: Pick<Work, 'pipeline' | 'policyOf' | 'log'>,
  mailId: MailId,
): Promise<void> {
  try {
    const record = await pipeline.ledger.mail(mailId)
    if (record?.state !== 'received') return // decided meanwhile: a job may run twice
    const policy = policyOf(record.account)
    if (policy) await triageCounted(pipeline, policy, mailId)
    else log.error({ mailId, mailbox: record.account }, 'the configuration has no such mailbox any more')
  } catch (error) {
    log.error({ mailId, ...faultFields(error) }, 'a mail could not be decided; the next poll asks again')
  }
}

/** What a worker does so that Redis holds what the ledger says. */
export const workerTasks = ({
  pipeline,
  redis,
  log,
}: Pick<Work, 'pipeline' | 'redis' | 'log'>): readonly Task[] => [
  {
    everyMs: REFILL_EVERY_MS,
    run: async () => {
      const { refilled } = await refill(redis, pipeline.ledger)
      if (refilled > 0) log.warn({ refilled }, 'Redis had lost jobs; they were put back')
    },
  },
  {
    everyMs: ASK_EVERY_MS,
    run: async (isNewMemory) => {
      if (!isNewMemory && !(await hasTurn(pipeline.ledger, 'asking', ASK_EVERY_MS))) return
      const limit = isNewMemory ? askedAgain.afterLoss : askedAgain.usually
      const ids = await pipeline.ledger.undecided({ limit })
      for (let start = 0; start < ids.length; start += askedAgain.together)
        await redis.askTriage(ids.slice(start, start + askedAgain.together))
    },
  },
]

/** Fills the department queues until the signal. Never throws. */
export async function fillQueuesUntilStopped({
  pipeline,
  queue,
  log,
  signal,
}: Omit<Work, 'redis' | 'policyOf'>): Promise<void> {
  const faults = createFaultLog(log, {})
  while (!signal.aborted) {
    let pauseMs = DELIVER_EVERY_MS
    try {
      if (await isMyTurnToFill(pipeline.ledger, queue)) {
        const { unreachable } = await deliver(pipeline, {}, [queue])
        if (unreachable[0]) throw unreachable[0].error
      }
      faults.ended()
    } catch (error) {
      faults.began(error)
      pauseMs += FILL_TURN_MS // its turn passes on: another worker may reach Redis where this one does not
    }
    await pause(pauseMs, signal)
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** An empty outbox is read and not written to, however many workers look. */
async function isMyTurnToFill(ledger: Pipeline['ledger'], { kind }: Destination): Promise<boolean> {
  const due = await ledger.pendingDeliveries({ destinations: [kind], limit: 1 })
  return due.length > 0 && hasTurn(ledger, 'filling', FILL_TURN_MS)
}
