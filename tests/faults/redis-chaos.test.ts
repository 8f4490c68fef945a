// Redis is killed, emptied, set back, frozen, filled up and made read-only while a service works. After each, every routed mail is in its
// department's queue within 60 s, once by id. Told by a Redis client of the test's own, and at the end by the checker.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { MailId } from '../../src/ids.js'
import { type Installation, install } from '../live/installation.js'
import { readJobs } from './checker/jobs.js'
import { checkWithin } from './checker.js'
import { tellFigure } from './figures.js'
import { type OwnRedis, startOwnRedis } from './redis-server.js'
import { type RuledMail, ruledFolders, ruledMail, rules } from './ruled-mail.js'
import { killServices, type RunningService, startService } from './running-service.js'
import { size } from './size.js'

const test = 'Redis'
const prefix = 'chaos'
const boundMs = 60_000

let redis: OwnRedis
let installed: Installation
let service: RunningService
let delivered: RuledMail[]
beforeEach(async () => {
  redis = await startOwnRedis()
  installed = await install({
    models: join(inject('faultModels'), 'none'), // the rules decide
    changes: { rules, redis: { url: redis.url, prefix }, limits: { automaticMovesPerHour: 100_000 } },
  })
  service = await startService(installed, '--roles', 'poll,work')
  delivered = []
})
afterEach(async () => {
  killServices()
  await installed?.remove()
  await redis?.remove()
})

async function deliver(count: number): Promise<readonly MailId[]> {
  const mails = Array.from({ length: count }, (_, i) => ruledMail(delivered.length + i))
  await installed.mailbox.fill(mails.map(({ bytes }) => bytes))
  delivered.push(...mails)
  return mails.map(({ id }) => id)
}

/** Waits until each delivered mail has exactly one job, in its own queue. @returns how long that took */
async function untilQueued(): Promise<number> {
  const began = performance.now()
  for (;;) {
    const wrong = wrongJobs(await readJobs({ url: redis.url, prefix }))
    const tookMs = performance.now() - began
    if (wrong.length === 0) return tookMs
    if (tookMs > boundMs) throw new Error(`after ${boundMs} ms: ${wrong.slice(0, 5).join('; ')}`)
    await sleep(50)
  }
}

function wrongJobs(jobs: Awaited<ReturnType<typeof readJobs>>): readonly string[] {
  const byMail = new Map<string, string[]>()
  for (const { id, label, states } of jobs) {
    const mail = id.slice(0, 64)
    byMail.set(mail, [...(byMail.get(mail) ?? []), `${label} ${states.join()}`])
  }
  return delivered.flatMap(({ id, label }) => {
    const found = byMail.get(id) ?? []
    return found.length === 1 && found[0] === `${label} wait`
      ? []
      : [`${id.slice(0, 8)}: ${found.join(' and ') || 'no job'}`]
  })
}

async function expectClean(): Promise<void> {
  const { host, port, user } = installed.mailbox.account
  const imap = { host, port, user, password: installed.mailbox.password }
  const { wrong } = await checkWithin(
    {
      mailboxes: [{ account: 'borgerservice', imap, delivered: delivered.map(({ id }) => id) }],
      folders: ruledFolders,
      database: installed.databaseUrl,
      redis: { url: redis.url, prefix },
    },
    boundMs,
  )
  expect(wrong).toEqual([])
}

/** Does harm so many times, each followed by its recovery; tells the slowest. */
async function repeat(what: string, times: number, harm: () => Promise<void>): Promise<void> {
  let slowestMs = 0
  for (let nth = 0; nth < times; nth++) {
    await harm()
    slowestMs = Math.max(slowestMs, await untilQueued())
  }
  await expectClean()
  tellFigure(test, {
    [what]: { sum: times },
    'slowest recovery, s': { most: Math.round(slowestMs / 100) / 10 },
    'mails lost or doubled': { sum: 0 },
  })
}

describe('Redis', () => {
  it('killed under load loses nothing, and while it is away the mailbox is not touched', async () => {
    await repeat('SIGKILL under load', size(3, 100), async () => {
      await deliver(3)
      await sleep(Math.random() * 1_500)
      await redis.kill()
      await sleep(500) // a pass that was under way has met it
      const waiting = await deliver(2)
      await sleep(size(1_500, 500))
      const inbox = await installed.mailbox.contents('INBOX')
      expect(inbox.length).toBeGreaterThanOrEqual(waiting.length)
      expect(inbox.flatMap(({ flags }) => flags)).toEqual([])
      await redis.start()
    })
  })

  it('emptied gets back what the ledger knows', async () => {
    await repeat('FLUSHALL', size(1, 10), async () => {
      await deliver(4)
      await untilQueued()
      await deliver(4)
      await redis.tell('flushall')
    })
  })

  it('started on an older append-only file gets back what came since', async () => {
    await repeat('old append-only file put back', size(1, 10), async () => {
      await deliver(3)
      await untilQueued()
      await sleep(1_100) // what is a second old is in the file
      await redis.keepCopy()
      await deliver(3)
      await untilQueued()
      await deliver(2)
      await redis.kill()
      await redis.putBackCopy()
      await redis.start()
    })
  })

  it('frozen keeps nobody from going on afterwards', async () => {
    const seconds = size(6, 60)
    await repeat(`SIGSTOP for ${seconds} s`, 1, async () => {
      await deliver(3)
      await sleep(300)
      redis.freeze()
      await deliver(3)
      await sleep(seconds * 1_000)
      redis.thaw()
    })
  })

  it.each([
    {
      what: 'out of memory',
      harm: ['config', 'set', 'maxmemory', '1'],
      mend: ['config', 'set', 'maxmemory', '0'],
    },
    { what: 'read-only', harm: ['replicaof', '127.0.0.1', '1'], mend: ['replicaof', 'no', 'one'] },
  ] as const)('$what takes no job, and all of them afterwards', async ({ what, harm, mend }) => {
    await repeat(what, size(1, 10), async () => {
      await deliver(3)
      await redis.tell(...harm)
      await deliver(3)
      await sleep(size(3_000, 10_000))
      await redis.tell(...mend)
    })
  })
})

describe('the end of a service', () => {
  it('comes within 30 s also while Redis is frozen, and the next one goes on', async () => {
    await deliver(3)
    redis.freeze()
    await deliver(2)
    const { code, tookMs } = await service.stop()
    redis.thaw()
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(30_000)
    tellFigure(test, { 'graceful stop while Redis is frozen, s': { most: Math.round(tookMs / 100) / 10 } })
    service = await startService(installed, '--roles', 'poll,work')
    await untilQueued()
    await expectClean()
  })
})

describe('a Redis with settings that put jobs at risk', () => {
  it('is named at the start, and when it is started anew', async () => {
    await redis.tell('config', 'set', 'maxmemory-policy', 'allkeys-lru')
    await redis.tell('config', 'set', 'appendonly', 'no')
    await redis.tell('flushall') // as a new one
    await expect
      .poll(() => service.logged().map(({ msg }) => msg), { timeout: 15_000 })
      .toEqual(
        expect.arrayContaining([expect.stringMatching(/append-only/), expect.stringMatching(/allkeys-lru/)]),
      )
  })
})

describe('the example of a consumer', () => {
  it('opens one case for each mail while Redis is killed and emptied', async () => {
    const file = join(installed.dir, 'cases.jsonl')
    const example = resolve(import.meta.dirname, '..', '..', 'docs', 'examples', 'department-consumer.mjs')
    const consumer = spawn(process.execPath, [example, redis.url, prefix, 'pas', file], { stdio: 'ignore' })
    const casesOf = async () => {
      const text = await readFile(file, 'utf8').catch(() => '')
      return text
        .split('\n')
        .filter(Boolean)
        .map((line): string => JSON.parse(line).mailId)
    }
    const wanted = () => delivered.filter(({ label }) => label === 'pas').map(({ id }) => id as string)
    try {
      for (const harm of [() => redis.kill().then(redis.start), () => redis.tell('flushall')]) {
        await deliver(6)
        await sleep(700)
        await harm()
        await deliver(4)
        await expect
          .poll(async () => [...(await casesOf())].sort(), { timeout: boundMs, interval: 200 })
          .toEqual([...wanted()].sort())
      }
    } finally {
      consumer.kill('SIGTERM')
    }
  })
})
