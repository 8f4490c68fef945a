import { afterEach, describe, expect, it, vi } from 'vitest'
import { fillQueuesUntilStopped, triageOne } from '../../../src/daemon/worker.js'
import { TriageError } from '../../../src/errors.js'
import { mailIdOf } from '../../../src/ids.js'
import type { RawMail } from '../../../src/journey.js'
import { createFakeLog } from '../fake-log.js'
import { type Bench, benchMailbox } from '../mailbox-harness.js'

let bench: Bench
afterEach(() => bench.ledger.close())

async function receivedOne(
  options: Parameters<typeof benchMailbox>[0] = {},
  text = 'Nyt pas.',
): Promise<RawMail> {
  bench = await benchMailbox(options)
  const raw = bench.add({ id: 'one', text })
  await bench.ledger.recordReceived('borgerservice', [raw])
  return raw
}

const work = (log = createFakeLog(), hasRoute = true) => ({
  pipeline: bench.pipeline,
  policyOf: () => (hasRoute ? bench.route : undefined),
  log,
})

describe('a mail that a worker is asked to decide', () => {
  it('is decided, and a second time left as it is', async () => {
    const raw = await receivedOne()
    await triageOne(work(), raw.id)
    await triageOne(work(), raw.id)
    expect(await bench.ledger.decisions(raw.id)).toHaveLength(1)
    expect((await bench.ledger.mail(raw.id))?.attempts).toBe(1)
  })

  it('that fails is told by its id alone, and no error reaches Redis', async () => {
    const log = createFakeLog()
    const raw = await receivedOne({ unreadable: 'GIFT' }, 'GIFT')
    await triageOne(work(log), raw.id)
    expect(log.told).toMatchObject([{ level: 'error', fields: { mailId: raw.id, code: 'FAULT' } }])
    expect(await bench.ledger.undecided({ limit: 1 })).toEqual([raw.id])
  })

  it('that fails again and again goes to a person', async () => {
    const raw = await receivedOne({ unreadable: 'GIFT', limits: { attempts: 2 } }, 'GIFT')
    for (let nth = 1; nth <= 3; nth++) await triageOne(work(), raw.id)
    expect(await bench.ledger.reviewItem(raw.id)).toMatchObject({ reason: { kind: 'failed', attempts: 2 } })
  })

  it('of a mailbox that is configured no more is left, and told of', async () => {
    const log = createFakeLog()
    const raw = await receivedOne()
    await triageOne(work(log, false), raw.id)
    expect(log.told).toMatchObject([{ level: 'error', fields: { mailbox: 'borgerservice' } }])
    expect(await bench.ledger.undecided({ limit: 1 })).toEqual([raw.id])
  })

  it('that the ledger does not know is nothing', async () => {
    bench = await benchMailbox()
    const log = createFakeLog()
    await triageOne(work(log), mailIdOf(Buffer.from('nothing')))
    expect(log.told).toEqual([])
  })
})

describe('filling the department queues', () => {
  /** Ends the loop at its first pause. */
  const rounds = (deliver: typeof bench.queues.deliver, stop: AbortController, count: number) => {
    let left = count
    return {
      ...bench.queues,
      deliver: async (deliveries: Parameters<typeof deliver>[0]) => {
        left -= 1
        if (left <= 0) stop.abort()
        return deliver(deliveries)
      },
    }
  }
  it('puts decided mail into its queue', async () => {
    const raw = await receivedOne()
    await triageOne(work(), raw.id)
    const stop = new AbortController()
    const queue = rounds(bench.queues.deliver, stop, 1)
    await fillQueuesUntilStopped({ ...work(), queue, signal: stop.signal })
    expect(bench.queues.delivered()).toMatchObject([{ mailId: raw.id, label: 'pas' }])
  })

  it('is left to the worker whose turn it is, until that is over', async () => {
    const raw = await receivedOne()
    await triageOne(work(), raw.id)
    const theirs = () => bench.ledger.acquireLease('turn.filling', 'other.0123-42.7.77.0f0f0f0f', 60_000)
    await theirs()
    const stop = new AbortController()
    const looked = vi.spyOn(bench.ledger, 'pendingDeliveries')
    const filling = fillQueuesUntilStopped({
      ...work(),
      queue: rounds(bench.queues.deliver, stop, 1),
      signal: stop.signal,
    })
    await vi.waitFor(() => expect(looked.mock.calls.length).toBeGreaterThan(2), 5_000)
    expect(bench.queues.delivered()).toEqual([])
    bench.clock.pass(60_001)
    await filling
    expect(bench.queues.delivered()).toMatchObject([{ mailId: raw.id, label: 'pas' }])
  })

  it('never throws when Redis is away, and tells of it', async () => {
    const raw = await receivedOne()
    await triageOne(work(), raw.id)
    const log = createFakeLog()
    const stop = new AbortController()
    const away = () => Promise.reject(new TriageError('REDIS_UNREACHABLE', 'Nobody.'))
    await fillQueuesUntilStopped({ ...work(log), queue: rounds(away, stop, 2), signal: stop.signal })
    expect(log.told.map(({ level }) => level)).toEqual(['error', 'debug'])
    expect((await bench.ledger.deliveries(raw.id)).map(({ state }) => state)).toEqual(['pending', 'pending'])
  })
})
