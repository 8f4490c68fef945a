// The Redis door and the BullMQ destination against a real server: each case has a prefix of its own, and the cases in which
// Redis restarts or is emptied a server of their own.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Job, Queue, QueueEvents, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { createRedis, type RedisGateway } from '../../src/connections/redis.js'
import type { Delivery } from '../../src/journey.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { createBullmqQueue, refill } from '../../src/route/destinations/bullmq-queue.js'
import { destinationContract } from '../contracts/destination.js'
import { decided, due, entryFor, leave, pas, placed, rawMail } from '../contracts/ledger-samples.js'
import { startRedis } from './start-redis.js'

const freshPrefix = () => `test-${randomBytes(6).toString('hex')}`
const queueOf = (url: string, prefix: string) => new Queue('department-pas', { connection: { url }, prefix })

const toBullmq = { destination: 'bullmq-queue', label: pas, move: undefined } as const

async function decideMany(ledger: Ledger, count: number): Promise<readonly Delivery[]> {
  for (let nth = 1; nth <= count; nth++) {
    await decided(ledger, rawMail(`mail ${nth}`, placed(nth)), { deliveries: [toBullmq] })
  }
  return due(ledger)
}

async function deliverAll(redis: RedisGateway, ledger: Ledger): Promise<void> {
  const deliveries = await due(ledger)
  const outcomes = await createBullmqQueue(redis).deliver(deliveries)
  const pairs = deliveries.map((delivery, nth) => ({ delivery, outcome: outcomes[nth]! }))
  await ledger.recordOutcomes(pairs, { maxAttempts: 5 })
}

const opened: { close(): Promise<unknown> }[] = []
const noted = <T extends { close(): Promise<unknown> }>(open: T): T => {
  opened.push(open)
  return open
}
afterEach(async () => {
  for (const open of opened.splice(0).reverse()) await open.close()
})

/** Gives Redis a command and waits until it answers again; a restart hangs up first. */
async function tell(url: string, command: string, ...more: string[]): Promise<void> {
  const teller = new Redis(url, { retryStrategy: () => null })
  await teller.call(command, ...more).catch(() => undefined)
  teller.disconnect()
  const asker = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  asker.on('error', () => undefined)
  await asker.ping()
  asker.disconnect()
}

async function processId(url: string): Promise<number> {
  const client = new Redis(url)
  const info = await client.info('server')
  client.disconnect()
  return Number(/^process_id:(\d+)/m.exec(info)?.[1])
}

/** Waits for a count to be reached, told by those who raise it. */
function watch(count: () => number) {
  const waiting: { readonly wanted: number; readonly resolve: () => void }[] = []
  const note = () => {
    for (const { wanted, resolve } of waiting) if (count() >= wanted) resolve()
  }
  const reaches = (wanted: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ wanted, resolve })
      note()
    })
  return { note, reaches }
}

destinationContract('bullmq-queue', async () => {
  const options = { url: inject('redisUrl'), prefix: freshPrefix() }
  const ledger = await createLedger('sqlite::memory:')
  const redis = createRedis(options)
  const queue = queueOf(options.url, options.prefix)
  return {
    destination: createBullmqQueue(redis),
    deliveries: (count) => decideMany(ledger, count),
    arrived: async () => (await queue.getJobs(['waiting'])).map((job) => job.data.mailId),
    async close() {
      await queue.close()
      await redis.close()
      await ledger.close()
    },
  }
})

describe('redis: department queues', () => {
  it('a job holds ids and the label, nothing else', async () => {
    const options = { url: inject('redisUrl'), prefix: freshPrefix() }
    const redis = noted(createRedis(options))
    const ledger = noted(await createLedger('sqlite::memory:'))
    const [delivery] = await decideMany(ledger, 1)
    await deliverAll(redis, ledger)
    const [job] = await noted(queueOf(options.url, options.prefix)).getJobs(['waiting'])
    expect(job?.name).toBe('mail.v1')
    expect(job?.id).toBe(delivery?.key)
    expect(job?.data).toEqual({ mailId: delivery?.mailId, decisionId: delivery?.decisionId, label: 'pas' })
  })
})

describe('redis: work', () => {
  it('a mail that is asked for twice is decided once, and may be asked for again afterwards', async () => {
    const options = { url: inject('redisUrl'), prefix: freshPrefix() }
    const redis = noted(createRedis(options))
    const connection = { url: options.url }
    const events = noted(new QueueEvents('triage', { connection, prefix: options.prefix }))
    await events.waitUntilReady()
    const { id } = rawMail('Hej')
    await redis.askTriage([id, id])
    await redis.askTriage([id])
    const taken: string[] = []
    const completed = once(events, 'completed')
    redis.takeTriage(async (mailId) => void taken.push(mailId), { concurrency: 2 })
    await completed
    expect(taken).toEqual([id])
    const completedAgain = once(events, 'completed')
    await redis.askTriage([id])
    await completedAgain
    expect(taken).toEqual([id, id])
  })

  it('a job that is not one of ours is refused once and does not block the next', async () => {
    const options = { url: inject('redisUrl'), prefix: freshPrefix() }
    const redis = noted(createRedis(options))
    const queue = noted(new Queue('triage', { connection: { url: options.url }, prefix: options.prefix }))
    const poison = await queue.add('triage.v1', { mailId: 'not an id' })
    const { id } = rawMail('Hej')
    await redis.askTriage([id])
    const taken: string[] = []
    const seen = watch(() => taken.length)
    redis.takeTriage(
      async (mailId) => {
        taken.push(mailId)
        seen.note()
      },
      { concurrency: 1 },
    )
    await seen.reaches(1)
    expect(taken).toEqual([id])
    expect(await queue.getJobState(poison.id!)).toBe('failed')
    const failed = await Job.fromId(queue, poison.id!)
    expect(failed?.failedReason).not.toContain('not an id')
  })

  it('mailboxes are polled at their own pace, and one that was taken out is polled no more', async () => {
    const options = { url: inject('redisUrl'), prefix: freshPrefix() }
    const redis = noted(createRedis(options))
    const queue = noted(new Queue('poll', { connection: { url: options.url }, prefix: options.prefix }))
    await redis.schedulePolls([
      { account: 'borgerservice', everyMs: 60_000 },
      { account: 'skat', everyMs: 100 },
    ])
    const polled: string[] = []
    const seen = watch(() => polled.filter((account) => account === 'skat').length)
    redis.takePolls(async (account) => {
      polled.push(account)
      seen.note()
    })
    await seen.reaches(3)
    await redis.schedulePolls([{ account: 'borgerservice', everyMs: 60_000 }])
    const schedulers = await queue.getJobSchedulers()
    expect(schedulers.map(({ key, every }) => ({ key, every }))).toEqual([
      { key: 'borgerservice', every: 60_000 },
    ])
  })
})

describe('redis: the schedule said again', () => {
  const schedule = [{ account: 'borgerservice', everyMs: 60_000 }]

  it('changes nothing, and is laid anew in a Redis that has lost it', async () => {
    const options = { url: inject('redisUrl'), prefix: freshPrefix() }
    const redis = noted(createRedis(options))
    const queue = noted(new Queue('poll', { connection: { url: options.url }, prefix: options.prefix }))
    await redis.schedulePolls(schedule)
    const jobs = await queue.getJobs()
    const before = await queue.getJobSchedulers()
    await redis.schedulePolls(schedule)
    expect(await queue.getJobSchedulers()).toEqual(before)
    expect((await queue.getJobs()).map(({ id }) => id)).toEqual(jobs.map(({ id }) => id))

    await queue.obliterate({ force: true })
    await queue.removeJobScheduler('borgerservice')
    expect(await queue.getJobSchedulers()).toEqual([])
    await redis.schedulePolls(schedule)
    expect(await queue.getJobSchedulers()).toMatchObject([{ key: 'borgerservice', every: 60_000 }])
  })
})

describe('redis: a schedule that stands still', () => {
  it.each([
    { what: 'long overdue, its job lost', byMs: -10 * 60_000 },
    { what: 'laid while a clock was a day ahead', byMs: 24 * 3_600_000 },
  ])('$what, is laid anew', async ({ byMs }) => {
    const options = { url: inject('redisUrl'), prefix: freshPrefix() }
    const redis = noted(createRedis(options))
    const queue = noted(new Queue('poll', { connection: { url: options.url }, prefix: options.prefix }))
    const schedule = [{ account: 'borgerservice', everyMs: 60_000 }]
    await redis.schedulePolls(schedule)
    const client = new Redis(options.url)
    await client.zadd(queue.toKey('repeat'), Date.now() + byMs, 'borgerservice')
    await redis.schedulePolls(schedule)
    client.disconnect()
    const [{ next = 0 } = {}] = await queue.getJobSchedulers()
    expect(Math.abs(next - Date.now())).toBeLessThanOrEqual(61_000)
    // The first job is still there, as only the scheduler was tampered with; what matters is that there is one for the next poll.
    expect((await queue.getJobs()).map(({ id }) => id)).toContain(`repeat:borgerservice:${next}`)
  })
})

describe('redis: settings', () => {
  it.each([
    { what: 'an append-only file and no eviction', settings: [], warnings: [] },
    { what: 'no append-only file', settings: ['--appendonly', 'no'], warnings: [/append-only/] },
    { what: 'eviction', settings: ['--maxmemory-policy', 'allkeys-lru'], warnings: [/allkeys-lru/] },
  ])('$what gives $warnings.length warnings', async ({ settings, warnings }) => {
    const server = await startRedis(settings)
    const redis = createRedis({ url: server.url, prefix: 'a' })
    const found = await redis.checkSettings()
    await redis.close()
    await server.stop()
    expect(found).toEqual(warnings.map((warning) => expect.stringMatching(warning)))
  })
})

describe('redis: away', () => {
  const scene = async () => {
    const server = await startRedis()
    const ledger = noted(await createLedger('sqlite::memory:'))
    await decideMany(ledger, 1)
    const redis = noted(createRedis({ url: server.url, prefix: 'a' }))
    await redis.incarnation()
    return { server, ledger, redis }
  }

  it('a delivery to a Redis that ended throws, and the outbox keeps its row', async () => {
    const { server, ledger, redis } = await scene()
    await server.stop()
    await expect(deliverAll(redis, ledger)).rejects.toMatchObject({ code: 'REDIS_UNREACHABLE' })
    expect(await due(ledger)).toHaveLength(1)
  })

  it('a delivery to a Redis that hangs throws in time, and arrives when it answers again', async () => {
    const { server, ledger, redis } = await scene()
    noted({ close: () => server.stop() })
    const pid = await processId(server.url)
    process.kill(pid, 'SIGSTOP')
    const refused = await deliverAll(redis, ledger).catch((error: unknown) => error)
    process.kill(pid, 'SIGCONT')
    expect(refused).toMatchObject({ code: 'REDIS_UNREACHABLE' })
    expect(await due(ledger)).toHaveLength(1)
    await deliverAll(redis, ledger)
    expect(await due(ledger)).toEqual([])
  })

  it('a server that was never there is named as the trouble', async () => {
    const redis = noted(createRedis({ url: 'redis://:secret@127.0.0.1:1', prefix: 'a' }))
    const refused = redis.checkSettings()
    await expect(refused).rejects.toMatchObject({ code: 'REDIS_UNREACHABLE' })
    await expect(refused).rejects.not.toThrow(/secret/)
  })
})

describe('redis: refilling', () => {
  /** Consumes so many jobs of the queue as a department would, each once. */
  async function consume(url: string, count: number): Promise<readonly string[]> {
    const worker = new Worker('department-pas', null, { connection: { url }, prefix: 'a' })
    const ids: string[] = []
    for (let nth = 0; nth < count; nth++) {
      const job: Job = await worker.getNextJob('token')
      ids.push(job.data.mailId)
      await job.moveToCompleted('ok', 'token', false)
    }
    await worker.close()
    return ids
  }

  async function scene(count: number) {
    const server = await startRedis(['--enable-debug-command', 'yes'])
    noted({ close: () => server.stop() })
    const ledger = noted(await createLedger('sqlite::memory:'))
    const redis = noted(createRedis({ url: server.url, prefix: 'a' }))
    const queue = noted(queueOf(server.url, 'a'))
    queue.on('error', () => undefined)
    const deliveries = await decideMany(ledger, count)
    await deliverAll(redis, ledger)
    const waiting = async () => (await queue.getJobs(['waiting'])).map((job) => job.data.mailId).sort()
    return { server, ledger, redis, deliveries, waiting }
  }

  it('nothing comes back while Redis keeps what it has', async () => {
    const { server, ledger, redis, waiting } = await scene(4)
    await consume(server.url, 1)
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 1 })
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 0 })
    expect(await waiting()).toHaveLength(3)
  })

  it('an emptied Redis gets back what was not consumed, once', async () => {
    const { server, ledger, redis, deliveries, waiting } = await scene(4)
    const consumed = await consume(server.url, 1)
    await refill(redis, ledger)
    await tell(server.url, 'flushall')
    expect(await refill(redis, ledger)).toEqual({ refilled: 3, consumed: 0 })
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 0 })
    const left = deliveries
      .map((delivery) => delivery.mailId as string)
      .filter((id) => !consumed.includes(id))
    expect(await waiting()).toEqual(left.sort())
  })

  it('a delivery that is made again after its department has finished the job brings no second one', async () => {
    const { server, ledger, redis, deliveries, waiting } = await scene(1)
    await consume(server.url, 1)
    await createBullmqQueue(redis).deliver(deliveries) // as after an answer that was lost
    expect(await waiting()).toEqual([])
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 1 })
  })

  it('a job that survived a restart and is then consumed does not come back', async () => {
    const { server, ledger, redis, waiting } = await scene(2)
    await tell(server.url, 'debug', 'restart')
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 0 })
    await consume(server.url, 1)
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 1 })
    expect(await waiting()).toHaveLength(1)
  })

  it('a job of a decision that was replaced does not come back', async () => {
    const { server, ledger, redis, deliveries, waiting } = await scene(1)
    const replaces = deliveries[0]!.decisionId
    const raw = rawMail('mail 1', placed(1))
    await ledger.recordDecisions([entryFor(raw, { decision: leave, deliveries: [], replaces })])
    await tell(server.url, 'flushall')
    expect(await refill(redis, ledger)).toEqual({ refilled: 0, consumed: 0 })
    expect(await waiting()).toEqual([])
  })
})
