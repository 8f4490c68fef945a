import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery, DeliveryOutcome } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { bothRounds, deliverPending } from '../../../src/route/deliver.js'
import type { Destination } from '../../../src/route/destinations/destination.js'
import { decided, handClock, moveOf, placed, rawMail, toQueue } from '../../contracts/ledger-samples.js'
import { createMemoryDestination } from '../../memory-destination.js'

let clock: ReturnType<typeof handClock>
let ledger: Ledger
beforeEach(async () => {
  clock = handClock()
  ledger = await createLedger('sqlite::memory:', { now: clock.now })
})
afterEach(() => ledger.close())

const round = (...destinations: readonly Destination[]) =>
  deliverPending({ ledger, destinations, maxAttempts: 3 })

const destination = (deliver: Destination['deliver']): Destination => ({
  ...createMemoryDestination('ledger-queue'),
  deliver,
})

const always = (outcome: DeliveryOutcome): Destination =>
  destination(async (deliveries) => deliveries.map(() => outcome))

const stateOf = async (raw: ReturnType<typeof rawMail>) => (await ledger.deliveries(raw.id))[0]?.state

describe('delivering what is due', () => {
  it('goes on until nothing is due, in as many batches as it takes', async () => {
    for (let n = 1; n <= 101; n++) await decided(ledger, rawMail(`mail ${n}`, placed(n)))
    const sizes: number[] = []
    const counting = destination(async (deliveries) => {
      sizes.push(deliveries.length)
      return deliveries.map(() => ({ kind: 'done' }))
    })
    expect(await round(counting)).toEqual({ done: 101, gone: 0, waiting: 0, unreachable: [] })
    expect(sizes).toEqual([100, 1])
  })

  it.each([
    { outcome: { kind: 'done' }, count: { done: 1 }, state: 'done' },
    { outcome: { kind: 'gone', note: '' }, count: { gone: 1 }, state: 'gone' },
    { outcome: { kind: 'unknown', note: '' }, count: { waiting: 1 }, state: 'pending' },
    { outcome: { kind: 'failed', note: '' }, count: { waiting: 1 }, state: 'pending' },
  ] as const)('counts $outcome.kind and leaves the delivery $state', async ({ outcome, count, state }) => {
    const raw = rawMail('a mail')
    await decided(ledger, raw)
    expect(await round(always(outcome))).toMatchObject(count)
    expect(await stateOf(raw)).toBe(state)
  })

  it('tries what failed again only after a pause', async () => {
    const raw = rawMail('a mail')
    await decided(ledger, raw)
    await round(always({ kind: 'failed', note: '' }))
    expect(await round(always({ kind: 'done' }))).toMatchObject({ done: 0 })
    clock.pass(31_000)
    expect(await round(always({ kind: 'done' }))).toMatchObject({ done: 1 })
  })

  it('gives a mail to a person after the last attempt', async () => {
    const raw = rawMail('a mail')
    await decided(ledger, raw)
    for (let attempt = 1; attempt <= 3; attempt++) {
      await round(always({ kind: 'failed', note: 'no' }))
      clock.pass(3_600_000)
    }
    expect(await stateOf(raw)).toBe('failed')
    expect(await ledger.reviewItem(raw.id)).toMatchObject({ reason: { kind: 'failed', attempts: 3 } })
  })

  it('looks again into deliveries of which the destination said nothing', async () => {
    await decided(ledger, rawMail('one', placed(1)))
    await decided(ledger, rawMail('two', placed(2)))
    expect(await round(destination(async () => [{ kind: 'done' }]))).toMatchObject({ done: 1, waiting: 1 })
  })
})

describe('a destination that cannot be reached', () => {
  const error = new Error('nobody there')
  const away: Destination = {
    ...createMemoryDestination('imap-folder'),
    deliver: () => Promise.reject(error),
  }

  it('is told of, keeps its rows, and holds up no other destination', async () => {
    const raw = rawMail('a mail')
    await decided(ledger, raw, { deliveries: [moveOf(raw), toQueue()] })
    const queue = createMemoryDestination('ledger-queue')
    expect(await round(away, queue)).toEqual({
      done: 1,
      gone: 0,
      waiting: 0,
      unreachable: [{ kind: 'imap-folder', error }],
    })
    expect(queue.delivered()).toHaveLength(1)
    const back = createMemoryDestination('imap-folder')
    expect(await round(back)).toMatchObject({ done: 1 })
  })

  it('is no longer in the report of two rounds when the later one reached it', () => {
    const first = { done: 1, gone: 2, waiting: 3, unreachable: [{ kind: 'imap-folder' as const, error }] }
    const later = { done: 10, gone: 20, waiting: 30, unreachable: [] }
    expect(bothRounds(first, later)).toEqual({ done: 11, gone: 22, waiting: 33, unreachable: [] })
    expect(bothRounds(later, first).unreachable).toEqual(first.unreachable)
  })
})

describe('one mailbox at a time', () => {
  it('leaves the moves of other mailboxes to them', async () => {
    const [ours, theirs] = [rawMail('ours', placed(1)), rawMail('theirs', placed(1, 'INBOX', 'another'))]
    for (const raw of [ours, theirs]) await decided(ledger, raw, { deliveries: [moveOf(raw)] })
    const folders = createMemoryDestination('imap-folder')
    await deliverPending({ ledger, destinations: [folders], account: 'borgerservice', maxAttempts: 3 })
    expect(folders.delivered().map((delivery: Delivery) => delivery.mailId)).toEqual([ours.id])
  })
})
