import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configSchema } from '../../../src/config/schema.js'
import { createHealthServer } from '../../../src/daemon/health.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import {
  answerEntry,
  answerOf,
  askAPerson,
  decided,
  handClock,
  leave,
  placed,
  rawMail,
} from '../../contracts/ledger-samples.js'

let clock: ReturnType<typeof handClock>
let ledger: Ledger
beforeEach(async () => {
  clock = handClock()
  ledger = await createLedger('sqlite::memory:', { now: clock.now })
})
afterEach(() => ledger.close())

const { mailboxes } = configSchema.parse({
  mailboxes: [
    { name: 'borgerservice', path: 'maildir:/post', every: '5m' },
    { name: 'pas', path: 'maildir:/pas', every: '1s' },
  ],
  queues: {},
})

async function ask(url: string, { hasModel = true } = {}) {
  const app = createHealthServer({ ledger, mailboxes, hasModel: async () => hasModel, now: clock.now })
  const { statusCode, headers, body } = await app.inject(url)
  await app.close()
  return { statusCode, type: headers['content-type'], body }
}

const ready = async (options = {}) => {
  const { statusCode, body } = await ask('/readyz', options)
  return { statusCode, ...JSON.parse(body) }
}

const polled = (ok: boolean) =>
  Promise.all(mailboxes.map(({ name }) => ledger.recordPoll(name, { ok, fetched: 0, note: '' })))

describe('/healthz', () => {
  it('answers as long as the process does', async () => {
    expect(await ask('/healthz')).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' })
  })
})

describe('/readyz', () => {
  it('is ready when there is a model and every mailbox was polled', async () => {
    await polled(true)
    expect(await ready()).toEqual({ statusCode: 200, ready: true, reasons: [] })
  })

  it('names the mailboxes that were never polled', async () => {
    expect((await ready()).reasons).toHaveLength(2)
    expect(await ready()).toMatchObject({ statusCode: 503, ready: false })
  })

  it.each([
    { afterMs: 59_000, late: [] },
    { afterMs: 61_000, late: ['pas'] },
    { afterMs: 15 * 60_000, late: ['pas'] },
    { afterMs: 15 * 60_000 + 1, late: ['borgerservice', 'pas'] },
  ])('$afterMs ms after the last good poll finds $late late', async ({ afterMs, late }) => {
    await polled(true)
    clock.pass(afterMs)
    await polled(false) // a poll that fails is no poll
    const { reasons } = await ready()
    expect(reasons).toEqual(late.map((name) => `mailbox "${name}" has not been polled successfully lately`))
  })

  it('is not ready without a model', async () => {
    await polled(true)
    expect((await ready({ hasModel: false })).reasons).toEqual(['there is no model: all mail goes to people'])
  })

  it('is not ready without its database', async () => {
    const closed = await createLedger('sqlite::memory:')
    await closed.close()
    const open = ledger
    ledger = closed
    expect(await ready()).toMatchObject({ statusCode: 503, reasons: ['the database does not answer'] })
    ledger = open
  })
})

describe('/metrics', () => {
  it('tells what the ledger holds, by numbers alone', async () => {
    await polled(true)
    clock.pass(30_000)
    await decided(ledger, rawMail('one', placed(1)))
    await decided(ledger, rawMail('two', placed(2)), { decision: askAPerson(), deliveries: [], review: true })
    await ledger.recordReceived('borgerservice', [rawMail('three', placed(3))])
    const { statusCode, type, body } = await ask('/metrics')
    expect({ statusCode, type }).toEqual({ statusCode: 200, type: expect.stringContaining('text/plain') })
    expect(body.split('\n').filter((line) => line.startsWith('postfordeler_'))).toEqual([
      'postfordeler_mails{decision="route"} 1',
      'postfordeler_mails{decision="review"} 1',
      'postfordeler_mails{decision="leave"} 0',
      'postfordeler_mails{decision="undecided"} 1',
      'postfordeler_waiting 1',
      'postfordeler_undelivered 1',
      'postfordeler_seconds_since_good_poll{mailbox="borgerservice"} 30',
      'postfordeler_seconds_since_good_poll{mailbox="pas"} 30',
      'postfordeler_thread_filing_closed 0',
    ])
  })

  it('tells how much of what was left was wrongly left at most, once somebody has answered', async () => {
    const left = { decision: leave, deliveries: [], review: true, isBlind: true } as const
    await decided(ledger, rawMail('left', placed(1)), left)
    expect((await ask('/metrics')).body).not.toMatch(/^postfordeler_left_(?!mails)/m)
    await ledger.recordAnswer(answerOf(rawMail('left', placed(1))), answerEntry(rawMail('left', placed(1))))
    clock.pass(5_000)
    const lines = (await ask('/metrics')).body.split('\n')
    expect(lines.filter((line) => /^postfordeler_left_(?!mails)/.test(line))).toEqual([
      'postfordeler_left_answers{answer="right"} 0',
      'postfordeler_left_answers{answer="wrong"} 1',
      'postfordeler_left_wrong_at_most{confidence="0.95"} 1',
    ])
  })

  it('asks the ledger one question, also when ten ask together or soon after', async () => {
    await polled(true)
    await decided(ledger, rawMail('one', placed(1)))
    const asked: string[] = []
    const counted = new Proxy(ledger, {
      get: (target, name: keyof Ledger) => {
        asked.push(name)
        return target[name]
      },
    })
    const app = createHealthServer({ ledger: counted, mailboxes, hasModel: async () => true, now: clock.now })
    const scrape = async () => (await app.inject('/metrics')).body
    const bodies = await Promise.all(Array.from({ length: 10 }, scrape))
    expect(bodies.every((body) => body.includes('postfordeler_mails{decision="route"} 1'))).toBe(true)
    clock.pass(4_999)
    await decided(ledger, rawMail('two', placed(2)))
    expect(await scrape()).toContain('postfordeler_mails{decision="route"} 1')
    expect(asked).toEqual(['gauges'])
    clock.pass(1)
    expect(await scrape()).toContain('postfordeler_mails{decision="route"} 2')
    expect(asked).toEqual(['gauges', 'gauges'])
    await app.close()
  })

  it('asks again after a question that failed', async () => {
    const closed = await createLedger('sqlite::memory:')
    await closed.close()
    let isAway = true
    const flaky = new Proxy(ledger, {
      get: (target, name: keyof Ledger) => (isAway ? closed[name] : target[name]),
    })
    const app = createHealthServer({ ledger: flaky, mailboxes, hasModel: async () => true, now: clock.now })
    expect((await app.inject('/metrics')).statusCode).toBe(500)
    isAway = false
    expect((await app.inject('/metrics')).statusCode).toBe(200)
    await app.close()
  })
})
