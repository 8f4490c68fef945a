// The suite of ReviewStore, and of answers. What the desk makes of the list is in ../desk.ts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import {
  answerEntry,
  answerOf,
  askAPerson,
  auditedOf,
  decided,
  due,
  handClock,
  moveOf,
  type OpenLedger,
  outcomeOf,
  parsedMail,
  pas,
  placed,
  rawMail,
  skat,
  toQueue,
} from '../ledger-samples.js'

const raw = rawMail('Hvordan fornyer jeg mit pas?')
const other = rawMail('Hvornår kommer min årsopgørelse?', placed(2))
const unknownMail = mailIdOf(new TextEncoder().encode('never received'))

export function reviewsContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  describe('people', () => {
    const waiting = (mail = raw, changes = {}) =>
      decided(ledger, mail, { decision: askAPerson(changes), deliveries: [], review: true })

    it('a mail that waits is listed with its subject, sender, guess and reason', async () => {
      const record = await waiting()
      expect(await ledger.reviewItems({ limit: 10 })).toEqual([
        {
          mailId: raw.id,
          decisionId: record.id,
          version: 1,
          state: 'open',
          mustSee: [],
          guess: pas,
          subject: parsedMail(raw).subject,
          from: 'anna@example.dk',
          reason: { kind: 'unsure', probability: 0.5, threshold: 0.8 },
          since: '2025-03-04T09:00:00.000Z',
          rank: 1,
          account: 'borgerservice',
          isBlind: false,
          answeredBy: undefined,
          later: undefined,
          claim: undefined,
        },
      ])
    })

    it('what a person must see comes first, then the oldest; a queue can be asked for', async () => {
      const third = rawMail('c', placed(3))
      await waiting(raw)
      clock.pass(1)
      await waiting(other, { guess: skat })
      clock.pass(1)
      await waiting(third, { mustSee: ['threat'] })
      const ids = async (options: { label?: typeof pas }) =>
        (await ledger.reviewItems({ limit: 10, ...options })).map((item) => item.mailId)
      expect(await ids({})).toEqual([third.id, raw.id, other.id])
      expect(await ids({ label: skat })).toEqual([other.id])
    })

    it('an answer is a decision of the person, with the deliveries it asks for', async () => {
      await waiting()
      const result = await ledger.recordAnswer(answerOf(raw), answerEntry(raw))
      expect(result.kind).toBe('recorded')
      expect((await ledger.mail(raw.id))?.decision).toMatchObject({
        id: result.decisionId,
        decision: { kind: 'route', parts: [{ queue: skat }] },
        actor: { kind: 'person', name: 'birthe' },
      })
      expect((await due(ledger)).map((delivery) => delivery.label)).toEqual([skat])
      expect(await ledger.reviewItems({ limit: 10 })).toEqual([])
      expect(await ledger.reviewItem(raw.id)).toMatchObject({ state: 'answered', version: 2 })
      expect((await auditedOf(ledger, raw)).slice(2)).toEqual(['decided', 'answered'])
    })

    it('of two answers at the same time one is recorded, and the other learns who was first', async () => {
      await waiting()
      const answers = ['birthe', 'carsten', 'dorte'].map((by) =>
        ledger.recordAnswer(answerOf(raw, { by }), answerEntry(raw, by)),
      )
      const results = await Promise.all(answers)
      expect(results.map((result) => result.kind).sort()).toEqual(['conflict', 'conflict', 'recorded'])
      const winner = (await ledger.mail(raw.id))?.decision?.actor
      const beatenBy = results.filter((result) => result.kind === 'conflict').map((result) => result.by)
      expect(winner).toEqual({ kind: 'person', name: beatenBy[0] })
      expect(await due(ledger)).toHaveLength(1)
    })

    it('an answer to an older version of the item is refused', async () => {
      await waiting()
      const stale = answerOf(raw, { version: 0 })
      expect(await ledger.recordAnswer(stale, answerEntry(raw))).toEqual({
        kind: 'conflict',
        by: 'program',
      })
      expect(await due(ledger)).toEqual([])
    })

    it('an answer to a mail that nobody asked about is missing its item', async () => {
      await decided(ledger, raw)
      expect(await ledger.recordAnswer(answerOf(raw), answerEntry(raw))).toEqual({ kind: 'missing' })
      const never = answerOf(raw, { mailId: unknownMail })
      expect(await ledger.recordAnswer(never, answerEntry(raw))).toEqual({ kind: 'missing' })
    })

    it('an answer that disagrees takes the mail out of the queue it was in and calls off what was left', async () => {
      await decided(ledger, raw, { deliveries: [moveOf(raw), toQueue()], review: true })
      await ledger.enqueue(await ledger.pendingDeliveries({ destinations: ['ledger-queue'], limit: 10 }))
      await ledger.recordAnswer(answerOf(raw), answerEntry(raw))
      expect(await ledger.queueItems(pas, { limit: 10 })).toEqual([])
      expect((await due(ledger)).map((delivery) => delivery.label)).toEqual([skat])
    })

    it('an answer that agrees leaves the mail where it is and asks for nothing twice', async () => {
      await decided(ledger, raw, { deliveries: [moveOf(raw), toQueue()], review: true })
      const before = await due(ledger)
      await ledger.enqueue(before.filter((delivery) => delivery.destination === 'ledger-queue'))
      const agreeing = { ...answerEntry(raw, 'birthe', pas), deliveries: [moveOf(raw), toQueue()] }
      expect((await ledger.recordAnswer(answerOf(raw, { label: pas }), agreeing)).kind).toBe('recorded')
      expect(await due(ledger)).toEqual(before)
      expect(await ledger.queueItems(pas, { limit: 10 })).toHaveLength(1)
    })

    it('an answer that agrees asks again for what had been given up', async () => {
      await decided(ledger, raw)
      await outcomeOf(ledger, { kind: 'failed', note: 'full' }, 1)
      await ledger.recordAnswer(answerOf(raw, { label: pas }), answerEntry(raw, 'birthe', pas))
      expect(await due(ledger)).toHaveLength(1)
    })

    it('a mail is found by the first digits of its id and by its Message-ID', async () => {
      await decided(ledger, raw, { parsed: parsedMail(raw, { messageId: 'abc@example.dk' }) })
      await decided(ledger, other, { parsed: parsedMail(other, { references: ['abc@example.dk'] }) })
      expect(await ledger.findMails(raw.id.slice(0, 12))).toEqual([raw.id])
      expect(await ledger.findMails(raw.id)).toEqual([raw.id])
      expect(await ledger.findMails('<abc@example.dk>')).toEqual([raw.id])
      expect(await ledger.findMails('nothing')).toEqual([])
    })
  })
}
