// The door to Redis: BullMQ queues of work (triage, poll) and one queue for each department. Jobs carry ids, never mail.
// Redis may be away at any time: every call gives up after TIMEOUT_MS, and the ledger knows what is still to be done.
import { randomUUID } from 'node:crypto'
import { type Job, type JobsOptions, Queue, UnrecoverableError, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { TriageError } from '../errors.js'
import { type Label, type MailId, mailIdFrom } from '../ids.js'

/** What a department's consumer gets: `mail.v1`. The mail itself lies in the mailbox, its decision in the ledger. */
export interface DepartmentJob {
  readonly jobId: string
  readonly mailId: MailId
  readonly decisionId: number
}

export interface DepartmentQueue {
  /** Adds jobs that are not there yet; a job id that is there already is left as it is. */
  addMany(jobs: readonly DepartmentJob[]): Promise<void>
  /** Those of the job ids that Redis holds, waiting or in any other state. */
  present(jobIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Takes a job out that nobody works on; `absent`: consumed, or never there; `taken`: somebody has it in hand. */
  remove(jobId: string): Promise<'removed' | 'absent' | 'taken'>
}

export interface RedisDoor {
  departmentQueue(label: Label): DepartmentQueue
  /** Asks the workers to decide these mails; a mail that is asked for already is not asked for twice. */
  askTriage(mailIds: readonly MailId[]): Promise<void>
  /** Starts taking triage work. A thrown error leaves the mail to the ledger's next round. */
  takeTriage(work: (mailId: MailId) => Promise<void>, options: { readonly concurrency: number }): void
  /** Makes these the mailboxes that are polled, each at its own pace; others are no longer. Saying it again changes nothing. */
  schedulePolls(mailboxes: readonly { readonly account: string; readonly everyMs: number }[]): Promise<void>
  takePolls(work: (account: string) => Promise<void>): void
  /** Names the memory of this Redis: another name means that jobs which were acknowledged may be lost. */
  incarnation(): Promise<string>
  /** Says in plain words which settings put acknowledged jobs at risk; empty when all is well. */
  checkSettings(): Promise<readonly string[]>
  /** Waits for the work in hand, then lets go. */
  close(): Promise<void>
}

interface RedisOptions {
  readonly url: string
  readonly prefix: string
  /** Errors of connections between two calls, for the log; the calls report their own. */
  readonly onError?: (error: Error) => void
}

/** The mail's journey waits no longer than this; a healthy Redis answers a batch of 100 within 50 ms. */
const TIMEOUT_MS = 5_000

/** Enough to see what happened lately, little enough that Redis does not fill up with it. */
const KEEP_FINISHED = { age: 24 * 3600, count: 1_000 }

const DEPARTMENT_JOB: JobsOptions = { removeOnComplete: true, removeOnFail: false }
const WORK_JOB: JobsOptions = { removeOnComplete: KEEP_FINISHED, removeOnFail: KEEP_FINISHED }

/** Opens the door; Redis need not be there yet. */
export function createRedis({ url, prefix, onError = () => undefined }: RedisOptions): RedisDoor {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: (times) => Math.min(times * 200, 5_000),
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
  return {
    departmentQueue: (label) => departmentQueue(queue(`department-${label}`), label, client, reached),
    askTriage: (mailIds) =>
      reached(async () => {
        await queue('triage').addBulk(mailIds.map(triageJob))
      }),
    takeTriage: (work, { concurrency }) => take('triage', (job) => work(triagePayload(job)), concurrency),
    schedulePolls: (mailboxes) => reached(() => schedulePolls(queue('poll'), mailboxes)),
    takePolls: (work) => take('poll', (job) => work(pollPayload(job)), POLLS_AT_ONCE),
    incarnation: () => reached(() => incarnationOf(client, prefix)),
    checkSettings: () => reached(async () => warningsFrom(await client.info())),
    async close() {
      await Promise.all(workers.map(closeWorker))
      await Promise.all([...queues.values()].map((open) => open.close().catch(onError)))
      client.disconnect()
    },
  }
}

// -- what the jobs look like ---------------------------------------------------------------------------------------

/** Mailboxes that one process polls at the same time; each holds a connection. */
const POLLS_AT_ONCE = 4

const triageSchema = z.strictObject({
  mailId: z.string().transform(mailIdFrom).pipe(z.custom<MailId>(Boolean)),
})
const pollSchema = z.strictObject({ account: z.string().min(1) })

const triagePayload = (job: Job): MailId => payload(triageSchema, 'triage.v1', job).mailId
const pollPayload = (job: Job): string => payload(pollSchema, 'poll.v1', job).account

/** Poison fails once and stays among the failed jobs; what it held is not repeated in the message. */
function payload<T>(schema: z.ZodType<T>, name: string, job: Job): T {
  const parsed = schema.safeParse(job.data)
  if (job.name === name && parsed.success) return parsed.data
  throw new UnrecoverableError(`job ${job.id} "${job.name}" is not a ${name}`)
}

/** Told apart by the mail while it waits or is worked on; afterwards the same mail may be asked for again. */
const triageJob = (mailId: MailId) => ({
  name: 'triage.v1',
  data: { mailId },
  opts: { ...WORK_JOB, deduplication: { id: mailId } },
})

type Reached = <T>(work: () => Promise<T>) => Promise<T>

const departmentQueue = (queue: Queue, label: Label, client: Redis, reached: Reached): DepartmentQueue => ({
  addMany: (jobs) =>
    reached(async () => {
      await queue.addBulk(
        jobs.map(({ jobId, mailId, decisionId }) => ({
          name: 'mail.v1',
          data: { mailId, decisionId, label },
          opts: { ...DEPARTMENT_JOB, jobId },
        })),
      )
    }),
  present: (jobIds) =>
    reached(async () => {
      const asked = client.pipeline()
      for (const jobId of jobIds) asked.exists(queue.toKey(jobId))
      const answers = (await asked.exec()) ?? []
      const failed = answers.find(([error]) => error !== null)
      if (failed?.[0]) throw failed[0]
      return new Set(jobIds.filter((_, nth) => answers[nth]?.[1] === 1))
    }),
  remove: (jobId) =>
    reached(async () => {
      const job = await queue.getJob(jobId)
      if (job === undefined) return 'absent'
      if (await job.isActive()) return 'taken'
      return (await queue.remove(jobId)) === 1 ? 'removed' : 'taken'
    }),
})

async function schedulePolls(
  queue: Queue,
  mailboxes: Parameters<RedisDoor['schedulePolls']>[0],
): Promise<void> {
  const wanted = new Set(mailboxes.map(({ account }) => account))
  const laid = new Map<string, number | undefined>()
  for (const { key, every } of await queue.getJobSchedulers()) {
    if (wanted.has(key)) laid.set(key, every)
    else await queue.removeJobScheduler(key)
  }
  for (const { account, everyMs } of mailboxes) {
    if (laid.get(account) === everyMs) continue // laying it again would put off the poll that is due next
    const job = { name: 'poll.v1', data: { account }, opts: WORK_JOB }
    await queue.upsertJobScheduler(account, { every: everyMs }, job)
  }
}

// -- what this Redis is --------------------------------------------------------------------------------------------

/**
 * The process's own id and a random word that is set once: a restart changes the first (what was written in the last second
 * may be gone), an emptied database the second.
 */
async function incarnationOf(client: Redis, prefix: string): Promise<string> {
  const key = `${prefix}:epoch`
  await client.set(key, randomUUID(), 'NX')
  return `${infoValue(await client.info('server'), 'run_id')}/${await client.get(key)}`
}

function warningsFrom(info: string): readonly string[] {
  const warnings: string[] = []
  if (infoValue(info, 'aof_enabled') !== '1') {
    warnings.push(
      'Redis keeps no append-only file: after a crash it forgets jobs that it had confirmed. Set "appendonly yes".',
    )
  }
  const policy = infoValue(info, 'maxmemory_policy')
  if (policy !== 'noeviction') {
    warnings.push(
      `Redis may throw jobs away when its memory is full (maxmemory-policy is "${policy}"). Set "maxmemory-policy noeviction".`,
    )
  }
  return warnings
}

const infoValue = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]

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

/** A worker waits for work on a connection of its own, which must keep trying for ever. */
function openWorker(
  name: string,
  work: (job: Job) => Promise<void>,
  { url, prefix, concurrency, onError }: Opening & { readonly url: string; readonly concurrency: number },
): Worker {
  const connection = { url, maxRetriesPerRequest: null }
  const worker = new Worker(name, work, { connection, prefix, concurrency, skipVersionCheck: true })
  worker.on('error', onError)
  return worker
}

/** Longest wait for the work in hand at the end; what is cut off is found undecided in the ledger. */
const CLOSE_TIMEOUT_MS = 30_000

async function closeWorker(worker: Worker): Promise<void> {
  const closed = await raced(
    worker.close().then(() => true),
    CLOSE_TIMEOUT_MS,
  )
  if (closed === undefined) await worker.disconnect()
}

/** BullMQ waits for ever for a Redis that is away, and would then carry out what nobody waits for any more. */
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

/** Undefined when the time is over first. */
async function raced<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeOver = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs)
  })
  promise.catch(() => undefined) // it may fail after nobody waits for it
  try {
    return await Promise.race([promise, timeOver])
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
