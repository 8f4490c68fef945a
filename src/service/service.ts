// The service: which loops run for which roles. Without Redis one process polls and decides; with it BullMQ carries both.
import { type Config, durationMs, type Mailbox } from '../config/schema.js'
import { passOver } from '../pass.js'
import { type OpenMailbox, routeOf, type Services } from '../services.js'
import { passHandingOver } from './handover.js'
import { withLease } from './lease.js'
import { faultFields, type Log } from './log.js'
import { pollOnce, pollUntilStopped } from './poller.js'
import { fillQueuesUntilStopped, takeTriageWork, type Work } from './worker.js'

export const roles = ['poll', 'work'] as const
export type Role = (typeof roles)[number]

export interface Running {
  readonly services: Services
  readonly roles: ReadonlySet<Role>
  readonly log: Log
  readonly signal: AbortSignal
}

/** Old text is looked for once an hour; retention is counted in days. */
const forgetEveryMs = 3_600_000

/** Runs until the signal, then finishes what is in hand. */
export async function runService(running: Running): Promise<void> {
  const redis = await running.services.redis()
  const forgetting = setInterval(() => void forgetOldText(running), forgetEveryMs)
  try {
    await (redis ? runOnRedis(running) : runInProcess(running))
  } finally {
    clearInterval(forgetting)
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function runInProcess({ services, log, signal }: Running): Promise<void> {
  const pipeline = await services.pipeline()
  const polling = services.config.mailboxes.map(async (mailbox) => {
    const open = await services.openMailbox(mailbox)
    const pass = () => withLease(pipeline.ledger, mailbox.name, () => passOver(pipeline, open.route, open))
    await pollUntilStopped({ mailbox, pass: async () => (await pass()).received, log, signal })
  })
  await Promise.all(polling)
}

async function runOnRedis(running: Running): Promise<void> {
  const { log, signal } = running
  const work = await workOf(running)
  for (const warning of await work.redis.checkSettings().catch(() => [])) log.warn({}, warning)
  if (running.roles.has('work')) takeTriageWork(work)
  if (running.roles.has('poll')) await takePolls(running, work)
  await (running.roles.has('work') ? fillQueuesUntilStopped(work) : stopped(signal))
  await work.redis.close() // waits for the passes and mails in hand, while their connections are still open
}

async function workOf({ services, log, signal }: Running): Promise<Work> {
  const [pipeline, redis, queue] = [
    await services.pipeline(),
    await services.redis(),
    await services.queueDestination(),
  ]
  if (!redis) throw new Error('runOnRedis without Redis')
  const mailboxOf = mailboxNames(services.config)
  const routeOfAccount = (account: string) => {
    const mailbox = mailboxOf.get(account)
    return mailbox && routeOf(services.config, mailbox)
  }
  return { pipeline, redis, queue, routeOf: routeOfAccount, log, signal }
}

/** The schedule lies in Redis, so that of any number of pollers one takes each poll. It is laid again until Redis takes it. */
async function takePolls({ services, log }: Running, { redis, pipeline }: Work): Promise<void> {
  const { mailboxes } = services.config
  const mailboxOf = mailboxNames(services.config)
  const opened = new Map<string, Promise<OpenMailbox>>()
  redis.takePolls(async (account) => {
    const mailbox = mailboxOf.get(account)
    if (!mailbox) return
    const open = opened.get(account) ?? services.openMailbox(mailbox)
    opened.set(account, open)
    const patienceMs = durationMs(mailbox.every)
    const pass = async () => {
      const ends = await open
      return withLease(pipeline.ledger, account, () =>
        passHandingOver(pipeline, ends.route, ends, { redis, patienceMs }),
      )
    }
    await pollOnce({ mailbox, pass, log })
  })
  const schedule = mailboxes.map(({ name, every }) => ({ account: name, everyMs: durationMs(every) }))
  await redis.schedulePolls(schedule)
}

const mailboxNames = ({ mailboxes }: Config): ReadonlyMap<string, Mailbox> =>
  new Map(mailboxes.map((mailbox) => [mailbox.name, mailbox]))

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

async function forgetOldText({ services, log }: Running): Promise<void> {
  const before = new Date(services.now().getTime() - durationMs(services.config.retention.text)).toISOString()
  try {
    const forgotten = await (await services.ledger()).forgetText(before)
    if (forgotten > 0) log.info({ forgotten }, 'the text of old mails was dropped')
  } catch (error) {
    const { fields, message } = faultFields(error)
    log.error(fields, message)
  }
}
