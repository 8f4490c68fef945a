// The suite of Outbox: deliveries, and the department queues in the ledger.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import {
  auditedOf,
  decided,
  due,
  entryFor,
  handClock,
  leave,
  moveOf,
  type OpenLedger,
  outcomeOf,
  parsedMail,
  pas,
  placed,
  rawMail,
  routeTo,
  skat,
  toQueue,
} from '../ledger-samples.js'

const MINUTE_MS = 60_000
const raw = rawMail('Hvordan fornyer jeg mit pas?')
const other = rawMail('Hvornår kommer min årsopgørelse?', placed(2))

export function outboxContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  describe('delivering', () => {
    it('a delivery that is done is closed', async () => {
      await decided(ledger, raw)
      await outcomeOf(ledger, { kind: 'done' })
      expect(await due(ledger)).toEqual([])
      expect((await ledger.deliveries(raw.id)).map((delivery) => delivery.state)).toEqual(['done'])
      expect(await auditedOf(ledger, raw)).toEqual(['received', 'decided', 'delivered'])
    })

    it('a second outcome of the same delivery says nothing new', async () => {
      await decided(ledger, raw)
      const deliveries = await outcomeOf(ledger, { kind: 'done' })
      const late = deliveries.map((delivery) => ({
        delivery,
        outcome: { kind: 'failed', note: 'late' } as const,
      }))
      await ledger.recordOutcomes(late, { maxAttempts: 1 })
      expect((await ledger.deliveries(raw.id))[0]).toMatchObject({ state: 'done', note: '' })
      expect(await ledger.reviewItem(raw.id)).toBeUndefined()
    })

    it('a move changes where the mail lies, and its old UID is no longer known', async () => {
      await decided(ledger, raw, { deliveries: [moveOf(raw)] })
      const there = placed(44, 'INBOX.Afdelinger.Pas')
      await outcomeOf(ledger, { kind: 'done', location: there })
      expect((await ledger.mail(raw.id))?.locations).toEqual([there])
      expect((await ledger.knownUids('borgerservice', 'INBOX', '1700000000')).size).toBe(0)
    })

    it('a mail that is still listed at its old place after the move is known there again', async () => {
      await decided(ledger, raw, { deliveries: [moveOf(raw)] })
      await outcomeOf(ledger, { kind: 'done', location: placed(44, 'Pas') })
      await ledger.recordReceived('borgerservice', [raw])
      expect(await ledger.knownUids('borgerservice', 'INBOX', '1700000000')).toEqual(new Set([1]))
    })

    it('a move asked for before an earlier one was done starts from where the mail is by then', async () => {
      const first = await decided(ledger, raw, { deliveries: [moveOf(raw)] })
      const underWay = await due(ledger)
      const undo = { decision: routeTo(skat), deliveries: [moveOf(raw, skat)], replaces: first.id }
      await ledger.recordDecisions([entryFor(raw, undo)])
      const there = placed(44, 'INBOX.Afdelinger.Pas')
      const done = { kind: 'done', location: there } as const
      await ledger.recordOutcomes(
        underWay.map((delivery) => ({ delivery, outcome: done })),
        { maxAttempts: 5 },
      )
      expect((await due(ledger)).map((delivery) => delivery.move?.from)).toEqual([there])
    })

    it('a move asked for from a place that the mail has left starts from where it went', async () => {
      const first = await decided(ledger, raw, { deliveries: [moveOf(raw)] })
      const there = placed(44, 'INBOX.Afdelinger.Pas')
      await outcomeOf(ledger, { kind: 'done', location: there })
      const undo = { decision: routeTo(skat), deliveries: [moveOf(raw, skat)], replaces: first.id }
      await ledger.recordDecisions([entryFor(raw, undo)])
      expect((await due(ledger)).map((delivery) => delivery.move?.from)).toEqual([there])
    })

    it('a mail that is gone closes its delivery with the note, and its place is forgotten', async () => {
      await decided(ledger, raw, { deliveries: [moveOf(raw)] })
      await outcomeOf(ledger, { kind: 'gone', note: 'moved by a person' })
      expect((await ledger.deliveries(raw.id))[0]).toMatchObject({
        state: 'gone',
        note: 'moved by a person',
      })
      expect((await ledger.mail(raw.id))?.locations).toEqual([])
      expect(await auditedOf(ledger, raw)).toContain('delivery-gone')
    })

    it.each([
      { kind: 'failed', pauses: [30_000, 60_000, 120_000] },
      { kind: 'unknown', pauses: [5_000, 10_000, 20_000] },
    ] as const)(
      'a delivery that ended as $kind is tried again after ever longer pauses',
      async ({ kind, pauses }) => {
        await decided(ledger, raw)
        for (const pauseMs of pauses) {
          await outcomeOf(ledger, { kind, note: 'no answer' })
          clock.pass(pauseMs - 1)
          expect(await due(ledger)).toEqual([])
          clock.pass(1)
          expect(await due(ledger)).toHaveLength(1)
        }
        expect((await due(ledger))[0]?.attempts).toBe(3)
      },
    )

    it('what was asked for and put off while the clock was a day ahead is due when it is set back', async () => {
      clock.pass(24 * 3_600_000)
      await decided(ledger, raw)
      const [delivery] = await due(ledger)
      await decided(ledger, other)
      await ledger.recordOutcomes([{ delivery: delivery!, outcome: { kind: 'failed', note: 'no' } }], {
        maxAttempts: 5,
      })
      clock.pass(-24 * 3_600_000)
      expect((await due(ledger)).map(({ mailId }) => mailId).sort()).toEqual([raw.id, other.id].sort())
    })

    it('after its last attempt a delivery is given up and a person gets the mail', async () => {
      const mustSee = ['press'] as const
      const record = await decided(ledger, raw, { decision: { ...routeTo(), mustSee } })
      await outcomeOf(ledger, { kind: 'failed', note: 'no such folder' }, 2)
      clock.pass(MINUTE_MS)
      await outcomeOf(ledger, { kind: 'failed', note: 'no such folder' }, 2)
      expect(await due(ledger)).toEqual([])
      expect((await ledger.deliveries(raw.id))[0]).toMatchObject({ state: 'failed', attempts: 2 })
      expect(await ledger.reviewItems({ limit: 10 })).toMatchObject([
        {
          mailId: raw.id,
          decisionId: record.id,
          guess: pas,
          mustSee,
          reason: { kind: 'failed', attempts: 2 },
        },
      ])
      expect((await auditedOf(ledger, raw)).slice(2)).toEqual(['delivery-postponed', 'delivery-given-up'])
    })

    it('deliveries are asked for by destination, and moves by mailbox', async () => {
      await decided(ledger, raw, { deliveries: [moveOf(raw), toQueue()] })
      const elsewhere = rawMail('c', placed(1, 'INBOX', 'skat'))
      await decided(ledger, elsewhere, { deliveries: [moveOf(elsewhere)] })
      const moves = { destinations: ['imap-folder'], limit: 10 } as const
      expect(await ledger.pendingDeliveries(moves)).toHaveLength(2)
      const ofSkat = await ledger.pendingDeliveries({ ...moves, account: 'skat' })
      expect(ofSkat.map((delivery) => delivery.mailId)).toEqual([elsewhere.id])
      const all = { destinations: ['ledger-queue', 'imap-folder'], limit: 10, account: 'skat' } as const
      expect((await ledger.pendingDeliveries(all)).map((delivery) => delivery.destination)).toEqual([
        'ledger-queue',
        'imap-folder',
      ])
    })

    it('delivered ones are listed until they are known to be consumed', async () => {
      await decided(ledger, raw)
      await decided(ledger, other)
      await outcomeOf(ledger, { kind: 'done', note: 'run 1' })
      const list = (afterId: number) => ledger.deliveredTo('ledger-queue', { afterId, limit: 10 })
      const [first, second] = await list(0)
      expect(first).toMatchObject({ mailId: raw.id, note: 'run 1' })
      expect(await list(first!.id)).toEqual([second])
      await ledger.recordConsumed([first!.id])
      await ledger.recordRefilled([second!.id], 'run 2')
      expect(await list(0)).toEqual([{ ...second, note: 'run 2' }])
    })
  })

  describe('department queues', () => {
    const queued = async (mail = raw, decision = routeTo()) => {
      await decided(ledger, mail, { decision })
      const deliveries = (await due(ledger)).filter((delivery) => delivery.mailId === mail.id)
      return { deliveries, keys: await ledger.enqueue(deliveries) }
    }

    it('putting a mail into a queue twice puts it there once', async () => {
      const { deliveries, keys } = await queued()
      expect(await ledger.enqueue(deliveries)).toEqual(keys)
      expect(keys).toEqual(new Set(deliveries.map((delivery) => delivery.key)))
      expect(await ledger.queueItems(pas, { limit: 10 })).toMatchObject([
        {
          mailId: raw.id,
          label: pas,
          state: 'ready',
          takenBy: undefined,
          subject: parsedMail(raw).subject,
        },
      ])
      expect(await ledger.queueCounts()).toEqual([{ label: pas, ready: 1, taken: 0, done: 0 }])
    })

    it('a mail that was finished does not come back when its delivery is repeated', async () => {
      const { deliveries } = await queued()
      const item = await ledger.takeFromQueue(pas, 'dorte')
      expect(await ledger.finishQueueItem(item!.id, 'dorte')).toBe(true)
      expect(await ledger.finishQueueItem(item!.id, 'dorte')).toBe(false)
      await ledger.enqueue(deliveries)
      expect(await ledger.takeFromQueue(pas, 'dorte')).toBeUndefined()
      expect(await ledger.queueCounts()).toEqual([{ label: pas, ready: 0, taken: 0, done: 1 }])
    })

    it('a delivery that was called off puts nothing into the queue', async () => {
      const first = await decided(ledger, raw)
      const late = await due(ledger)
      await ledger.recordDecisions([entryFor(raw, { decision: leave, deliveries: [], replaces: first.id })])
      expect(await ledger.enqueue(late)).toEqual(new Set())
      expect(await ledger.queueItems(pas, { limit: 10 })).toEqual([])
    })

    it('a queue gives what must be seen first, then the oldest, each to one taker', async () => {
      const urgent = rawMail('c', placed(3))
      await queued(raw)
      await queued(other)
      await queued(urgent, { ...routeTo(), mustSee: ['suicide'] })
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((by) => ledger.takeFromQueue(pas, by)))
      const ids = taken.map((item) => item?.mailId)
      expect(new Set(ids)).toEqual(new Set([urgent.id, raw.id, other.id, undefined]))
      expect((await ledger.queueItems(pas, { limit: 10 })).map((item) => item.mailId)).toEqual([
        urgent.id,
        raw.id,
        other.id,
      ])
      expect(await ledger.takeFromQueue(label('empty'), 'a')).toBeUndefined()
    })
  })
}
