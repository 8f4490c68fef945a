// Four pollers on one mailbox and ever more workers, each a process of the built program, on one Redis and one PostgreSQL: each mail has one
// effect, and the throughput is told by the number of workers.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { type MailId, mailIdOf } from '../../src/ids.js'
import { type Installation, install } from '../live/installation.js'
import { checkWithin } from './checker.js'
import { tellFigure } from './figures.js'
import { killServices, startService } from './running-service.js'
import { size } from './size.js'
import { knownMails, nthMail } from './small-model.js'

const mails = size(100, 10_000)
const pollers = 4
let installed: Installation
afterEach(async () => {
  killServices()
  await installed.remove()
})

async function fill(count: number): Promise<readonly MailId[]> {
  const { all: bundled } = await knownMails()
  const ids: MailId[] = []
  for (let start = 0; start < count; start += 500) {
    const part = Array.from({ length: Math.min(500, count - start) }, (_, i) => nthMail(bundled, start + i))
    await installed.mailbox.fill(part)
    ids.push(...part.map(mailIdOf))
  }
  return ids
}

const startMany = (role: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => startService(installed, '--roles', role)))

/** Waits until so many mails are decided and nothing is left to deliver. */
async function untilDone(client: Client, count: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      `select (select count(*) from mails where state = 'decided') as decided,
              (select count(*) from outbox where state = 'pending') as pending`,
    )
    if (Number(rows[0].decided) === count && Number(rows[0].pending) === 0) return
    await sleep(250)
  }
}

/** Seconds from the first decision to the last: the start of the processes is no part of it. */
async function decidingTook(client: Client): Promise<number> {
  const { rows } = await client.query(
    'select extract(epoch from max(at::timestamptz) - min(at::timestamptz)) as took from decisions',
  )
  return Number(rows[0].took)
}

async function expectClean(delivered: readonly MailId[]): Promise<void> {
  const { host, port, user } = installed.mailbox.account
  const { wrong } = await checkWithin(
    {
      mailboxes: [
        {
          account: 'borgerservice',
          imap: { host, port, user, password: installed.mailbox.password },
          delivered,
        },
      ],
      folders: installed.folders,
      database: installed.databaseUrl,
      redis: { url: inject('redisUrl'), prefix: installed.redisPrefix },
    },
    60_000,
  )
  expect(wrong).toEqual([])
}

const prepared = () =>
  install({
    models: inject('faultModels'),
    database: 'postgres',
    hasRedis: true,
    changes: { limits: { automaticMovesPerHour: 1_000_000 } },
  })

describe(`${pollers} pollers on one mailbox`, () => {
  it.each(size([2], [1, 2, 4, 8]))('with %i workers give each mail one effect', async (workers) => {
    installed = await prepared()
    const delivered = await fill(mails)
    const services = [...(await startMany('work', workers)), ...(await startMany('poll', pollers))]
    const client = new Client(installed.databaseUrl)
    await client.connect()
    try {
      await untilDone(client, mails)
      const perSecond = Math.round(mails / (await decidingTook(client)))
      process.stdout.write(`${mails} mails, ${pollers} pollers, ${workers} workers: ${perSecond} mails/s\n`)
      tellFigure('4 pollers on one mailbox', {
        [`${workers} workers, mails/s`]: perSecond,
        mails: { sum: mails },
        'mails doubled': { sum: 0 },
      })
    } finally {
      await client.end()
    }
    await expectClean(delivered)
    for (const { code, tookMs } of await Promise.all(services.map((service) => service.stop()))) {
      expect(code).toBe(0)
      expect(tookMs).toBeLessThan(30_000)
    }
  })
})

describe('a worker that stands still', () => {
  it('loses its jobs to another, and what it then does has no second effect', async () => {
    installed = await prepared()
    const count = size(40, 1_000)
    const [frozen] = await startMany('work', 2)
    await startMany('poll', 1)
    const delivered = await fill(count)
    await sleep(1_000)
    frozen?.child.kill('SIGSTOP')
    await sleep(size(10_000, 30_000)) // longer than a worker's lock on a job
    frozen?.child.kill('SIGCONT')
    const client = new Client(installed.databaseUrl)
    await client.connect()
    await untilDone(client, count)
    await client.end()
    await expectClean(delivered)
  })
})
