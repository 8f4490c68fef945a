// The service: which loops run for which roles. Without Redis one process polls and decides; with it BullMQ carries both.
import { durationMs } from '../config/duration.js'
import type { RedisGateway } from '../connections/redis.js'
import { faultFields, type Log } from '../log.js'
import { fenced } from '../pass/fenced-destinations.js'
import type { MailboxEnds } from '../pass/mailbox-ends.js'
import { type Held, withLease } from '../pass/mailbox-lease.js'
import { mailboxPolicyOf } from '../pass/mailbox-policy.js'
import type { OpenMailbox } from '../pass/open-mailbox.js'
import { runPass } from '../pass/pass.js'
import { runPassWithWorkers } from '../pass/pass-with-workers.js'
import { pause } from '../pause.js'
import type { Services } from '../wiring.js'
import { createPoller, type Polled, type Poller, pollUntilStopped, pollUntilWell } from './poller.js'
import { keepRedisUntilStopped, type Task } from './redis-upkeep.js'
import type { Role } from './roles.js'
import { fillQueuesUntilStopped, takeTriageWork, type Work, workerTasks } from './worker.js'

export interface Running {
  readonly services: Services
  readonly roles: ReadonlySet<Role>
  readonly log: Log
  readonly signal: AbortSignal
}

/** Old text and logins are looked for once an hour; retention is counted in days. */
const FORGET_EVERY_MS = 3_600_000

/** How often the schedule is looked after: one that has come to a stop is laid again. */
const SCHEDULE_EVERY_MS = 10_000

/** A batch takes seconds; what is not done by then is handed back, which is to leave it in the ledger for the next process. */
const GRACE_MS = 25_000

/** Runs until the signal, then finishes what is in hand. */
export async function runService(running: Running): Promise<void> {
  const redis = await running.services.redis()
  await forgetOld(running)
  const forgetting = setInterval(() => void forgetOld(running), FORGET_EVERY_MS)
  try {
    if (!running.roles.has('poll') && !running.roles.has('work')) await aborted(running.signal)
    else await withinGrace(running, redis ? runOnRedis(running, redis) : runInProcess(running))
  } finally {
    clearInterval(forgetting)
  }
}

// ---------------------------------------------------------------------------------------------------------------

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done()
    signal.addEventListener('abort', () => done(), { once: true })
  })

async function withinGrace({ signal, log }: Running, work: Promise<void>): Promise<void> {
  const over = new AbortController()
  const graceIsOver = async () => {
    await aborted(signal)
    await pause(GRACE_MS, over.signal)
    if (!over.signal.aborted) log.warn({}, 'what is still in hand is left to the next process')
  }
  try {
    await Promise.race([work, graceIsOver()])
  } finally {
    over.abort()
  }
}

async function runInProcess(running: Running): Promise<void> {
  const { services, signal } = running
  const pipeline = await services.pipeline()
  const pollers = await openPollers(running, (mailbox) =>
    withLease(pipeline.ledger, mailbox.policy.account, (held) =>
      runPass(pipeline, mailbox.policy, endsOf(mailbox, held), { signal }),
    ),
  )
  const polling = services.config.mailboxes.map(async ({ name, every }) => {
    const poll = pollers.get(name)
    if (poll) await pollUntilStopped(poll, durationMs(every), signal)
  })
  await Promise.all(polling)
}

async function runOnRedis(running: Running, redis: RedisGateway): Promise<void> {
  const { roles: chosen, log, signal } = running
  const tasks: Task[] = [settingsTask(running, redis)]
  const loops: Promise<void>[] = []
  if (chosen.has('poll')) {
    await takePolls(running, redis)
    tasks.push(scheduleTask(running, redis))
  }
  if (chosen.has('work')) {
    const work = await workOf(running, redis)
    takeTriageWork(work)
    tasks.push(...workerTasks(work))
    loops.push(fillQueuesUntilStopped(work))
  }
  await Promise.all([...loops, keepRedisUntilStopped({ redis, tasks, log, signal })])
  await redis.close() // waits for the passes and mails in hand, while their connections are still open
}

async function workOf({ services, log, signal }: Running, redis: RedisGateway): Promise<Work> {
  const { mailboxes } = services.config
  const policies = new Map(
    mailboxes.map((mailbox) => [mailbox.name, mailboxPolicyOf(services.config, mailbox)]),
  )
  return {
    pipeline: await services.pipeline(),
    queue: await services.queueDestination(),
    policyOf: (account) => policies.get(account),
    ...{ redis, log, signal },
  }
}

async function takePolls(running: Running, redis: RedisGateway): Promise<void> {
  const { services, signal } = running
  const intake = { config: services.config, ledger: await services.ledger() } // it decides nothing, so it opens no model
  const patience = new Map(services.config.mailboxes.map(({ name, every }) => [name, durationMs(every)]))
  const pollers = await openPollers(running, (mailbox) => {
    const { account } = mailbox.policy
    const handover = { redis, patienceMs: patience.get(account) ?? 0, signal }
    return withLease(intake.ledger, account, (held) =>
      runPassWithWorkers(intake, mailbox.policy, endsOf(mailbox, held), handover),
    )
  })
  redis.takePolls(async (account) => {
    const poll = pollers.get(account)
    if (poll) await pollUntilWell(poll, { withinMs: patience.get(account) ?? 0, signal })
  })
}

const endsOf = (mailbox: OpenMailbox, held: Held): MailboxEnds => ({
  ...mailbox,
  destinations: fenced(mailbox.destinations, held),
})

/** Settings that put jobs at risk are named at the start, and again when Redis was started anew. */
const settingsTask = ({ log }: Running, redis: RedisGateway): Task => ({
  everyMs: Number.POSITIVE_INFINITY,
  run: async () => {
    for (const warning of await redis.checkSettings()) log.warn({}, warning)
  },
})

/** The schedule lies in Redis, so that of any number of pollers one takes each poll. */
function scheduleTask({ services }: Running, redis: RedisGateway): Task {
  const { mailboxes } = services.config
  const schedule = mailboxes.map(({ name, every }) => ({ account: name, everyMs: durationMs(every) }))
  return { everyMs: SCHEDULE_EVERY_MS, run: () => redis.schedulePolls(schedule) }
}

/** Opens every mailbox before any is polled: what is wrong with the configuration is told at the start. */
async function openPollers(
  { services, log }: Running,
  pass: (mailbox: OpenMailbox) => Promise<Polled>,
): Promise<ReadonlyMap<string, Poller>> {
  const pollers = new Map<string, Poller>()
  for (const mailbox of services.config.mailboxes) {
    const open = await services.openMailbox(mailbox)
    pollers.set(mailbox.name, createPoller({ mailbox, pass: () => pass(open), log }))
  }
  return pollers
}

async function forgetOld({ services, log }: Running): Promise<void> {
  const { retention, review } = services.config
  const before = new Date(services.now().getTime() - durationMs(retention.text)).toISOString()
  try {
    const ledger = await services.ledger()
    await ledger.accounts.sweepSessions({
      idleMs: durationMs(review.idle),
      longestMs: durationMs(review.longest),
    })
    const forgotten = await ledger.forgetText(before)
    if (forgotten > 0) log.info({ forgotten }, 'the text of old mails was dropped')
  } catch (error) {
    log.error(faultFields(error), 'old text and logins could not be dropped')
  }
}
