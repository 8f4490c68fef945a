// The door to Redis: BullMQ queues of work (triage, poll) and one queue for each department. Jobs carry ids, never mail.
// Redis may be unreachable at any time: every call gives up after TIMEOUT_MS, and the ledger knows what is still to be done.
import { type Job, type JobsOptions, Queue, UnrecoverableError, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { TriageError } from '../errors.js'
import { passing } from '../fault-points.js'
import { type Label, type MailId, mailIdFrom } from '../ids.js'
import { type DepartmentQueue, departmentQueue } from './redis-departments.js'
import { incarnationOf, warningsFrom } from './redis-memory.js'
import { type PollSchedule, schedulePolls } from './redis-schedule.js'

export interface RedisGateway {
  departmentQueue(label: Label): DepartmentQueue
  /** Asks the workers to decide these mails; a mail that is already queued is not queued twice. */
  askTriage(mailIds: readonly MailId[]): Promise<void>
  /** Starts taking triage work. A thrown error leaves the mail to the ledger's next round. */
  takeTriage(work: (mailId: MailId) => Promise<void>, options: { readonly concurrency: number }): void
  /** Makes these the mailboxes that are polled, each at its own interval, and no others. Idempotent. */
  schedulePolls(mailboxes: PollSchedule): Promise<void>
  takePolls(work: (account: string) => Promise<void>): void
  /** An identity for the data of this Redis: if it changes, acknowledged jobs may have been lost. */
  incarnation(): Promise<string>
  /** Says in plain words which settings put acknowledged jobs at risk; empty when all is well. */
  checkSettings(): Promise<readonly string[]>
  /** Waits for the work in hand, then disconnects. */
  close(): Promise<void>
}

interface RedisOptions {
  readonly url: string
  readonly prefix: string
  /** Connection errors between calls, for the log; the calls report their own. */
  readonly onError?: (error: Error) => void
}

/** The mail's journey waits no longer than this; a healthy Redis answers a batch of 100 within 50 ms. */
const TIMEOUT_MS = 5_000

/** Enough to see what happened recently, few enough that Redis does not fill up with them. */
const KEEP_FINISHED = { age: 24 * 3600, count: 1_000 }

const WORK_JOB: JobsOptions = { removeOnComplete: KEEP_FINISHED, removeOnFail: KEEP_FINISHED }

/** A Redis that is back is found within a second. */
const retryStrategy = (times: number): number => Math.min(times * 200, 1_000)

/** Opens the door; Redis need not be running yet. */
export function createRedis({ url, prefix, onError = () => undefined }: RedisOptions): RedisGateway {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy,
  })
  client.on('error', onError)
  const queues = new Map<string, Queue>()
  const workers: Worker[] = []
  const queue = (name: string) => {
    const known = queues.get(name) ?? openQueue(name, { client, prefix, onError })
    queues.set(name, known)
    return known
  }
  const reached = <T>(work: () => Promise<T>) => withinTime(client, work)
  const take = (name: string, work: (job: Job) => Promise<void>, concurrency: number) => {
    workers.push(openWorker(name, work, { url, prefix, concurrency, onError }))
  }
  let closed: Promise<void> | undefined
  async function close(): Promise<void> {
    await Promise.all(workers.map(closeWorker))
    const closing = [...queues.values()].map((open) => open.close().catch(onError))
    await raced(Promise.all(closing), HANG_UP_TIMEOUT_MS)
    client.disconnect()
  }
  return {
    departmentQueue: (label) => departmentQueue(queue(`department-${label}`), label, client, reached),
    askTriage: (mailIds) =>
      passing('redis-ask', () =>
        reached(async () => {
          await queue('triage').addBulk(mailIds.map(triageJob))
        }),
      ),
    takeTriage: (work, { concurrency }) =>
      take('triage', (job) => passing('triage-job', () => work(triagePayload(job))), concurrency),
    schedulePolls: (mailboxes) =>
      passing('redis-schedule', () => reached(() => schedulePolls(queue('poll'), mailboxes, pollJob))),
    takePolls: (work) => take('poll', (job) => work(pollPayload(job)), POLLS_AT_ONCE),
    incarnation: () => reached(() => incarnationOf(client, prefix)),
    checkSettings: () => reached(async () => warningsFrom(await client.info())),
    close: () => {
      closed ??= close()
      return closed
    },
  }
}

// -- what the jobs look like ---------------------------------------------------------------------------------------

/** Mailboxes that one process polls at the same time: more than it has, so that those whose server is down hold up no other. */
const POLLS_AT_ONCE = 32

const triageSchema = z.strictObject({
  mailId: z.string().transform(mailIdFrom).pipe(z.custom<MailId>(Boolean)),
})
const pollSchema = z.strictObject({ account: z.string().min(1) })

const triagePayload = (job: Job): MailId => payload(triageSchema, 'triage.v1', job).mailId
const pollPayload = (job: Job): string => payload(pollSchema, 'poll.v1', job).account

/** A poison job fails once and stays among the failed jobs; its content is not repeated in the message. */
function payload<T>(schema: z.ZodType<T>, name: string, job: Job): T {
  const parsed = schema.safeParse(job.data)
  if (job.name === name && parsed.success) return parsed.data
  throw new UnrecoverableError(`job ${job.id} "${job.name}" is not a ${name}`)
}

const pollJob = (account: string) => ({ name: 'poll.v1', data: { account }, opts: WORK_JOB })

/** Deduplicated by mail while it waits or is being worked on; afterwards the same mail can be queued again. */
const triageJob = (mailId: MailId) => ({
  name: 'triage.v1',
  data: { mailId },
  opts: { ...WORK_JOB, deduplication: { id: mailId } },
})

// -- connections ---------------------------------------------------------------------------------------------------

interface Opening {
  readonly prefix: string
  readonly onError: (error: Error) => void
}

function openQueue(name: string, { client, prefix, onError }: Opening & { readonly client: Redis }): Queue {
  const queue = new Queue(name, { connection: client, prefix, skipVersionCheck: true })
  queue.on('error', onError)
  return queue
}

/**
 * The job of a killed worker goes to another after at most 5 seconds. A job may run twice but has one effect, which the ledger
 * guarantees, so there is no limit on how often it may stall.
 */
const HANDING_ON = {
  lockDuration: 4_000,
  stalledInterval: 1_000,
  maxStalledCount: Number.MAX_SAFE_INTEGER,
  runRetryDelay: 1_000,
}

/** A worker waits for work on a connection of its own, which must never stop reconnecting. */
function openWorker(
  name: string,
  work: (job: Job) => Promise<void>,
  { url, prefix, concurrency, onError }: Opening & { readonly url: string; readonly concurrency: number },
): Worker {
  const connection = { url, maxRetriesPerRequest: null, retryStrategy }
  const worker = new Worker(name, work, {
    connection,
    prefix,
    concurrency,
    skipVersionCheck: true,
    ...HANDING_ON,
  })
  worker.on('error', onError)
  return worker
}

/** Longest wait for the work in hand on shutdown; what is cut off is found undecided in the ledger. */
const CLOSE_TIMEOUT_MS = 12_000
/** A queue and a connection have no work in hand. */
const HANG_UP_TIMEOUT_MS = 2_000

async function closeWorker(worker: Worker): Promise<void> {
  const closed = await raced(
    worker.close().then(() => true),
    CLOSE_TIMEOUT_MS,
  )
  if (closed === undefined) await raced(worker.disconnect(), HANG_UP_TIMEOUT_MS)
}

/** BullMQ waits indefinitely for an unreachable Redis, and would then carry out calls that were given up long ago. */
async function withinTime<T>(client: Redis, work: () => Promise<T>): Promise<T> {
  if (client.status !== 'ready') await raced(untilReady(client), TIMEOUT_MS)
  if (client.status !== 'ready')
    throw redisUnreachable(client, new Error(`the connection is "${client.status}"`))
  const done = await raced(
    work().then(
      (value) => ({ value }),
      (cause: unknown) => Promise.reject(redisUnreachable(client, cause)),
    ),
    TIMEOUT_MS,
  )
  if (done === undefined) throw redisUnreachable(client, new Error(`no answer within ${TIMEOUT_MS} ms`))
  return done.value
}

const untilReady = (client: Redis): Promise<true> =>
  new Promise((resolve) => client.once('ready', () => resolve(true)))

/** Undefined on a timeout. */
async function raced<T>(pending: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeOver = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs)
  })
  pending.catch(() => undefined) // it may fail after the timeout
  try {
    return await Promise.race([pending, timeOver])
  } finally {
    clearTimeout(timer)
  }
}

const redisUnreachable = ({ options }: Redis, cause: unknown) =>
  new TriageError(
    'REDIS_UNREACHABLE',
    `Redis at ${options.host}:${options.port} could not do what it was asked: ${cause instanceof Error ? cause.message : String(cause)}.`,
    {
      hint: 'Check redis.url and that the server runs. Nothing is lost: the ledger keeps what is to be delivered and tries again.',
      cause,
    },
  )
