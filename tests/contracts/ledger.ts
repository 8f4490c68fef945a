// The suite that every ledger passes, whatever database is under it: run on SQLite by tests/unit/ledger and on PostgreSQL by
// tests/live. Each case gets an empty ledger with a clock of its own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label, mailIdOf } from '../../src/ids.js'
import type { DeliveryOutcome } from '../../src/journey.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import {
  answerEntry,
  answerOf,
  askAPerson,
  decided,
  deedsOf,
  due,
  entryFor,
  handClock,
  leave,
  moveOf,
  parsedMail,
  pas,
  placed,
  rawMail,
  routeTo,
  skat,
  toQueue,
} from './ledger-samples.js'

/** Opens a ledger that holds nothing. */
type OpenLedger = (options: { now: () => Date }) => Promise<Ledger>

const MINUTE_MS = 60_000
const raw = rawMail('Hvordan fornyer jeg mit pas?')
const other = rawMail('Hvornår kommer min årsopgørelse?', placed(2))
const unknownMail = mailIdOf(new TextEncoder().encode('never received'))

export function ledgerContract(name: string, open: OpenLedger): void {
  describe(`ledger: ${name}`, () => {
    let ledger: Ledger
    let clock = handClock()
    beforeEach(async () => {
      clock = handClock()
      ledger = await open({ now: clock.now })
    })
    afterEach(() => ledger.close())

    const undecided = (account?: string) =>
      ledger.undecided({ limit: 10, ...(account === undefined ? {} : { account }) })

    const outcome = async (result: DeliveryOutcome, maxAttempts = 5) => {
      const deliveries = await due(ledger)
      await ledger.recordOutcomes(
        deliveries.map((delivery) => ({ delivery, outcome: result })),
        { maxAttempts },
      )
      return deliveries
    }

    describe('receiving', () => {
      it('a new mail is kept with its bytes until it is decided', async () => {
        expect(await ledger.recordReceived('borgerservice', [raw, other])).toEqual([raw.id, other.id])
        expect(await undecided()).toEqual([raw.id, other.id])
        expect(await ledger.rawBytes(raw.id)).toEqual(raw.bytes)
        expect(await ledger.mail(raw.id)).toEqual({
          id: raw.id,
          account: 'borgerservice',
          state: 'received',
          sizeBytes: raw.bytes.byteLength,
          receivedAt: raw.receivedAt,
          recordedAt: '2025-03-04T09:00:00.000Z',
          attempts: 0,
          locations: [raw.location],
          parsed: undefined,
          subject: '',
          decision: undefined,
        })
      })

      it('the same bytes at two places are one mail with two locations, newest first', async () => {
        const copy = rawMail('Hvordan fornyer jeg mit pas?', placed(7, 'Kopier'))
        await ledger.recordReceived('borgerservice', [raw])
        clock.pass(MINUTE_MS)
        expect(await ledger.recordReceived('borgerservice', [copy])).toEqual([])
        expect((await ledger.mail(raw.id))?.locations).toEqual([copy.location, raw.location])
        expect(await deedsOf(ledger, raw)).toEqual(['received', 'found-again'])
      })

      it('the same mail twice in one batch is new once', async () => {
        expect(await ledger.recordReceived('borgerservice', [raw, raw])).toEqual([raw.id])
        expect(await deedsOf(ledger, raw)).toEqual(['received'])
      })

      it('known UIDs are those of the same folder and the same UIDVALIDITY', async () => {
        const elsewhere = rawMail('c', { ...placed(3), uidValidity: '1800000000' })
        await ledger.recordReceived('borgerservice', [raw, other, elsewhere])
        const known = await ledger.knownUids('borgerservice', 'INBOX', '1700000000')
        expect([...known].sort()).toEqual([1, 2])
        expect((await ledger.knownUids('borgerservice', 'Andet', '1700000000')).size).toBe(0)
      })

      it('a UID that the server gave to another mail leads to the other mail', async () => {
        await ledger.recordReceived('borgerservice', [raw])
        const successor = rawMail('another mail under the same UID', raw.location)
        expect(await ledger.recordReceived('borgerservice', [successor])).toEqual([successor.id])
        expect((await ledger.mail(raw.id))?.locations).toEqual([])
        expect((await ledger.mail(successor.id))?.locations).toEqual([raw.location])
      })

      it('tells which mail was last seen at a place, and which mails are recorded', async () => {
        await ledger.recordReceived('borgerservice', [raw])
        expect(await ledger.mailAt(raw.location)).toBe(raw.id)
        expect(await ledger.mailAt(other.location)).toBeUndefined()
        expect(await ledger.recorded([raw.id, unknownMail])).toEqual(new Set([raw.id]))
        await ledger.recordLeft('borgerservice', 'INBOX', raw.location.uidValidity, [raw.location.uid])
        expect(await ledger.mailAt(raw.location)).toBeUndefined()
      })

      it('a filed mail is filed again from where it lies again, for the decision that stands', async () => {
        const { id } = await decided(ledger, raw, { deliveries: [moveOf(raw)] })
        await outcome({ kind: 'done', location: placed(9, 'Afdelinger/pas') })
        await ledger.fileAgain(raw.id, id + 1, [moveOf(raw)])
        expect(await due(ledger)).toEqual([])
        await ledger.fileAgain(raw.id, id, [moveOf(raw)])
        expect(await due(ledger)).toMatchObject([{ decisionId: id, move: { from: raw.location } }])
        await outcome({ kind: 'done', location: placed(10, 'Afdelinger/pas') })
        expect(await due(ledger)).toEqual([])
        expect(await deedsOf(ledger, raw)).toContain('filed-again')
      })

      it('a mail that was decided is not received again', async () => {
        await decided(ledger, raw)
        expect(await ledger.recordReceived('borgerservice', [raw])).toEqual([])
        expect(await undecided()).toEqual([])
      })

      it('an attempt that is taken back does not count', async () => {
        await ledger.recordReceived('borgerservice', [raw])
        await ledger.takeBackAttempt(raw.id)
        await ledger.recordAttempt(raw.id)
        await ledger.takeBackAttempt(raw.id)
        expect((await ledger.mail(raw.id))?.attempts).toBe(0)
      })

      it('attempts are counted, and noted in the trail from the second', async () => {
        await ledger.recordReceived('borgerservice', [raw, other])
        await ledger.recordAttempt(raw.id)
        await ledger.recordAttempt(raw.id)
        expect((await ledger.mail(raw.id))?.attempts).toBe(2)
        expect((await ledger.mail(other.id))?.attempts).toBe(0)
        const trail = await ledger.audit({ mailId: raw.id, limit: 10 })
        expect(trail.filter(({ action }) => action === 'tried-again')).toHaveLength(1)
      })

      it('undecided mails can be asked for by mailbox', async () => {
        await ledger.recordReceived('borgerservice', [raw])
        await ledger.recordReceived('skat', [other])
        expect(await undecided('skat')).toEqual([other.id])
      })

      it('a batch larger than a statement can bind is received whole', async () => {
        const many = Array.from({ length: 1201 }, (_, nth) => rawMail(`mail ${nth}`, placed(nth + 1)))
        expect(await ledger.recordReceived('borgerservice', many)).toHaveLength(1201)
        const records = await ledger.recordDecisions(many.map((mail) => entryFor(mail)))
        expect(records.map((record) => record.mailId)).toEqual(many.map((mail) => mail.id))
      })

      it('the last polls tell the last good one from the last one, and the trail tells the changes only', async () => {
        const poll = (ok: boolean) =>
          ledger.recordPoll('borgerservice', { ok, fetched: 1, note: ok ? '' : 'refused' })
        await poll(true)
        clock.pass(MINUTE_MS)
        await poll(false)
        await poll(false)
        expect(await ledger.lastPolls()).toEqual([
          {
            account: 'borgerservice',
            at: '2025-03-04T09:01:00.000Z',
            okAt: '2025-03-04T09:00:00.000Z',
            note: 'refused',
          },
        ])
        await poll(true)
        const trail = await ledger.audit({ limit: 10 })
        expect(trail.map((row) => row.action)).toEqual(['poll-recovered', 'poll-failed'])
      })
    })

    describe('deciding', () => {
      it('a decision is written with what it asks for, and the mail is decided', async () => {
        await ledger.recordReceived('borgerservice', [raw])
        const [record] = await ledger.recordDecisions([
          entryFor(raw, { deliveries: [moveOf(raw), toQueue()] }),
        ])
        expect(record).toMatchObject({
          mailId: raw.id,
          decision: routeTo(),
          actor: { kind: 'program' },
          mode: 'auto',
        })
        expect(record?.prediction).toEqual(entryFor(raw).prediction)
        const mail = await ledger.mail(raw.id)
        expect(mail).toMatchObject({ state: 'decided', subject: parsedMail(raw).subject, decision: record })
        expect(mail?.parsed).toEqual(parsedMail(raw))
        expect(await ledger.decisions(raw.id)).toEqual([record])
        expect(await due(ledger)).toEqual([
          {
            key: `${raw.id}.${record?.id}.imap-folder-0`,
            mailId: raw.id,
            decisionId: record?.id,
            destination: 'imap-folder',
            label: pas,
            move: moveOf(raw).move,
            attempts: 0,
          },
          expect.objectContaining({ destination: 'ledger-queue', label: pas, move: undefined }),
        ])
        expect(await deedsOf(ledger, raw)).toEqual(['received', 'decided'])
      })

      it('of two first decisions on the same mail the later one is left out', async () => {
        await ledger.recordReceived('borgerservice', [raw, other])
        await ledger.recordDecisions([entryFor(raw)])
        const late = await ledger.recordDecisions([
          entryFor(raw, { decision: routeTo(skat), deliveries: [toQueue(skat)] }),
          entryFor(other),
        ])
        expect(late.map((record) => record.mailId)).toEqual([other.id])
        expect((await due(ledger)).map((delivery) => delivery.label)).toEqual([pas, pas])
      })

      it('workers that decide the same mails at the same time give one decision a mail', async () => {
        const many = Array.from({ length: 20 }, (_, nth) => rawMail(`mail ${nth}`, placed(nth + 1)))
        await ledger.recordReceived('borgerservice', many)
        const entries = many.map((mail) => entryFor(mail))
        const results = await Promise.all([
          ledger.recordDecisions(entries),
          ledger.recordDecisions([...entries].reverse()),
          ledger.recordDecisions(entries),
        ])
        expect(results.flat()).toHaveLength(20)
        expect(await due(ledger)).toHaveLength(20)
      })

      it('all entries are written or none', async () => {
        await ledger.recordReceived('borgerservice', [raw, other])
        const broken = { ...entryFor(other), mode: undefined as unknown as string }
        await expect(ledger.recordDecisions([entryFor(raw), broken])).rejects.toThrow()
        expect(await undecided()).toEqual([raw.id, other.id])
        expect(await due(ledger)).toEqual([])
        expect(await deedsOf(ledger, raw)).toEqual(['received'])
      })

      it('a decision on a mail that was never received is left out', async () => {
        expect(await ledger.recordDecisions([{ ...entryFor(raw), mailId: unknownMail }])).toEqual([])
      })

      it('a later decision must name the one that stands', async () => {
        const first = await decided(ledger, raw)
        const undo = entryFor(raw, { decision: askAPerson(), deliveries: [], review: true })
        expect(await ledger.recordDecisions([{ ...undo, replaces: first.id + 1000 }])).toEqual([])
        const [second] = await ledger.recordDecisions([{ ...undo, replaces: first.id }])
        expect(await ledger.recordDecisions([{ ...undo, replaces: first.id }])).toEqual([])
        expect((await ledger.mail(raw.id))?.decision).toEqual(second)
      })

      it('a later decision calls off what the replaced one had not delivered yet', async () => {
        const first = await decided(ledger, raw)
        await ledger.recordDecisions([entryFor(raw, { decision: leave, deliveries: [], replaces: first.id })])
        expect(await due(ledger)).toEqual([])
        expect((await ledger.deliveries(raw.id)).map((delivery) => delivery.state)).toEqual(['superseded'])
        expect(await deedsOf(ledger, raw)).toContain('delivery-called-off')
      })

      it('a thread goes where its newest placed mail went', async () => {
        const thread = { messageId: 'first@example.dk' }
        await decided(ledger, raw, { parsed: parsedMail(raw, thread) })
        const reply = parsedMail(other, { references: ['first@example.dk'] })
        await decided(ledger, other, { parsed: reply, decision: routeTo(skat), deliveries: [] })
        expect(await ledger.threadPlacement(['unknown@example.dk'])).toBeUndefined()
        expect(await ledger.threadPlacement([])).toBeUndefined()
        expect(await ledger.threadPlacement(['x@example.dk', 'first@example.dk'])).toEqual({
          label: skat,
          mailId: other.id,
        })
      })

      it('a mail that waits for a person places no thread', async () => {
        const parsed = parsedMail(raw, { messageId: 'first@example.dk' })
        await decided(ledger, raw, { parsed, decision: askAPerson(), deliveries: [], review: true })
        expect(await ledger.threadPlacement(['first@example.dk'])).toBeUndefined()
      })

      it('automatic moves are the routings of the program that asked for a delivery', async () => {
        await decided(ledger, raw)
        await decided(ledger, other, { mode: 'shadow', deliveries: [] })
        const byPerson = rawMail('c', placed(3))
        await decided(ledger, byPerson, { actor: { kind: 'person', name: 'birthe' } })
        expect(await ledger.automaticMovesSince('2025-03-04T09:00:00.000Z')).toBe(1)
        expect(await ledger.automaticMovesSince('2025-03-04T09:00:00.001Z')).toBe(0)
      })

      it('NUL and broken surrogate pairs do not stop a mail', async () => {
        const parsed = parsedMail(raw, { subject: 'P\u0000as \ud83d' })
        await decided(ledger, raw, { parsed })
        expect((await ledger.mail(raw.id))?.subject).toBe('Pas \ufffd')
      })
    })

    describe('delivering', () => {
      it('a delivery that is done is closed', async () => {
        await decided(ledger, raw)
        await outcome({ kind: 'done' })
        expect(await due(ledger)).toEqual([])
        expect((await ledger.deliveries(raw.id)).map((delivery) => delivery.state)).toEqual(['done'])
        expect(await deedsOf(ledger, raw)).toEqual(['received', 'decided', 'delivered'])
      })

      it('a second outcome of the same delivery says nothing new', async () => {
        await decided(ledger, raw)
        const deliveries = await outcome({ kind: 'done' })
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
        await outcome({ kind: 'done', location: there })
        expect((await ledger.mail(raw.id))?.locations).toEqual([there])
        expect((await ledger.knownUids('borgerservice', 'INBOX', '1700000000')).size).toBe(0)
      })

      it('a mail that is still listed at its old place after the move is known there again', async () => {
        await decided(ledger, raw, { deliveries: [moveOf(raw)] })
        await outcome({ kind: 'done', location: placed(44, 'Pas') })
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
        await outcome({ kind: 'done', location: there })
        const undo = { decision: routeTo(skat), deliveries: [moveOf(raw, skat)], replaces: first.id }
        await ledger.recordDecisions([entryFor(raw, undo)])
        expect((await due(ledger)).map((delivery) => delivery.move?.from)).toEqual([there])
      })

      it('a mail that is gone closes its delivery with the note, and its place is forgotten', async () => {
        await decided(ledger, raw, { deliveries: [moveOf(raw)] })
        await outcome({ kind: 'gone', note: 'moved by a person' })
        expect((await ledger.deliveries(raw.id))[0]).toMatchObject({
          state: 'gone',
          note: 'moved by a person',
        })
        expect((await ledger.mail(raw.id))?.locations).toEqual([])
        expect(await deedsOf(ledger, raw)).toContain('delivery-gone')
      })

      it.each([
        { kind: 'failed', pauses: [30_000, 60_000, 120_000] },
        { kind: 'unknown', pauses: [5_000, 10_000, 20_000] },
      ] as const)(
        'a delivery that ended as $kind is tried again after ever longer pauses',
        async ({ kind, pauses }) => {
          await decided(ledger, raw)
          for (const pauseMs of pauses) {
            await outcome({ kind, note: 'no answer' })
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
        await outcome({ kind: 'failed', note: 'no such folder' }, 2)
        clock.pass(MINUTE_MS)
        await outcome({ kind: 'failed', note: 'no such folder' }, 2)
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
        expect((await deedsOf(ledger, raw)).slice(2)).toEqual(['delivery-postponed', 'delivery-given-up'])
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
        await outcome({ kind: 'done', note: 'run 1' })
        const list = (afterId: number) => ledger.deliveredTo('ledger-queue', { afterId, limit: 10 })
        const [first, second] = await list(0)
        expect(first).toMatchObject({ mailId: raw.id, note: 'run 1' })
        expect(await list(first!.id)).toEqual([second])
        await ledger.recordConsumed([first!.id])
        await ledger.recordRefilled([second!.id], 'run 2')
        expect(await list(0)).toEqual([{ ...second, note: 'run 2' }])
      })
    })

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
        expect((await deedsOf(ledger, raw)).slice(2)).toEqual(['decided', 'answered'])
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
        await outcome({ kind: 'failed', note: 'full' }, 1)
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

    describe('keeping no more than is needed', () => {
      it('the bytes of a routed mail are dropped when its last delivery is done', async () => {
        await decided(ledger, raw, { deliveries: [moveOf(raw), toQueue()] })
        const [move, queue] = await due(ledger)
        await ledger.recordOutcomes([{ delivery: move!, outcome: { kind: 'done' } }], { maxAttempts: 5 })
        expect(await ledger.rawBytes(raw.id)).toEqual(raw.bytes)
        await ledger.recordOutcomes([{ delivery: queue!, outcome: { kind: 'done' } }], { maxAttempts: 5 })
        expect(await ledger.rawBytes(raw.id)).toBeUndefined()
      })

      it('the bytes of a mail that is left alone are dropped at once', async () => {
        await decided(ledger, raw, { decision: leave, deliveries: [] })
        expect(await ledger.rawBytes(raw.id)).toBeUndefined()
      })

      it('the bytes of a mail that waits for a person are kept until it is answered and delivered', async () => {
        await decided(ledger, raw, { decision: askAPerson(), deliveries: [], review: true })
        expect(await ledger.rawBytes(raw.id)).toEqual(raw.bytes)
        await ledger.recordAnswer(answerOf(raw), answerEntry(raw))
        expect(await ledger.rawBytes(raw.id)).toEqual(raw.bytes)
        await outcome({ kind: 'done' })
        expect(await ledger.rawBytes(raw.id)).toBeUndefined()
      })

      it.each([
        {
          what: 'was read with trouble',
          parsed: parsedMail(raw, { troubles: [{ kind: 'html-cut', detail: '' }] }),
        },
        { what: 'could not be read', parsed: undefined },
      ])('the bytes of a mail that $what are kept', async ({ parsed }) => {
        await decided(ledger, raw, { decision: leave, deliveries: [], parsed })
        expect(await ledger.rawBytes(raw.id)).toEqual(raw.bytes)
      })

      it('forgetting drops text, bytes and evidence of finished mails and keeps the decision and the trail', async () => {
        await decided(ledger, raw)
        await outcome({ kind: 'done' })
        clock.pass(MINUTE_MS)
        expect(await ledger.forgetText(clock.now().toISOString())).toBe(1)
        expect(await ledger.forgetText(clock.now().toISOString())).toBe(0)
        const mail = await ledger.mail(raw.id)
        expect(mail).toMatchObject({ parsed: undefined, subject: '', decision: { decision: routeTo() } })
        expect(mail?.decision?.prediction).toMatchObject({ evidence: [], novelty: 0.1 })
        expect(await deedsOf(ledger, raw)).toEqual(['received', 'decided', 'delivered', 'forgotten'])
      })

      it('forgetting spares young mails, undelivered ones and those that wait for a person', async () => {
        await decided(ledger, raw)
        await decided(ledger, other, { decision: askAPerson(), deliveries: [], review: true })
        const received = rawMail('not decided', placed(3))
        await ledger.recordReceived('borgerservice', [received])
        clock.pass(MINUTE_MS)
        const young = rawMail('young', placed(4))
        await decided(ledger, young, { decision: leave, deliveries: [] })
        expect(await ledger.forgetText(clock.now().toISOString())).toBe(0)
      })

      it('a thread is still followed after its text is forgotten', async () => {
        const parsed = parsedMail(raw, { messageId: 'first@example.dk' })
        await decided(ledger, raw, { parsed, deliveries: [] })
        clock.pass(1)
        await ledger.forgetText(clock.now().toISOString())
        expect(await ledger.threadPlacement(['first@example.dk'])).toEqual({ label: pas, mailId: raw.id })
      })
    })

    describe('leases', () => {
      it('a lease has one holder at a time, who may renew it', async () => {
        const lease = await ledger.acquireLease('poll:a', 'one', 1000)
        expect(lease).toEqual({ name: 'poll:a', holder: 'one', fence: 1 })
        expect(await ledger.acquireLease('poll:a', 'two', 1000)).toBeUndefined()
        expect(await ledger.acquireLease('poll:b', 'two', 1000)).toMatchObject({ fence: 1 })
        expect(await ledger.acquireLease('poll:a', 'one', 1000)).toEqual(lease)
      })

      it('a lease that ran out goes to the next one, with a greater fence', async () => {
        const lease = await ledger.acquireLease('poll:a', 'one', 1000)
        clock.pass(1000)
        expect(await ledger.acquireLease('poll:a', 'two', 1000)).toMatchObject({ holder: 'two', fence: 2 })
        await ledger.releaseLease(lease!)
        expect(await ledger.acquireLease('poll:a', 'one', 1000)).toBeUndefined()
      })

      it('a lease that was released can be taken at once', async () => {
        await ledger.releaseLease((await ledger.acquireLease('poll:a', 'one', 1000))!)
        expect(await ledger.acquireLease('poll:a', 'two', 1000)).toMatchObject({ fence: 2 })
      })

      it('a lease that was taken while the clock was a day ahead binds nobody', async () => {
        clock.pass(24 * 3_600_000)
        await ledger.acquireLease('poll:a', 'one', 1000)
        clock.pass(-24 * 3_600_000)
        expect(await ledger.acquireLease('poll:a', 'two', 1000)).toMatchObject({ holder: 'two', fence: 2 })
      })

      it('of many who ask at the same time one gets it', async () => {
        const asked = Array.from({ length: 8 }, (_, nth) =>
          ledger.acquireLease('poll:a', `holder ${nth}`, 1000),
        )
        const got = (await Promise.all(asked)).filter((lease) => lease !== undefined)
        expect(got).toHaveLength(1)
      })
    })

    describe('figures', () => {
      it('counts what stands, what lies there, and where people disagreed', async () => {
        await decided(ledger, raw, { review: true })
        await ledger.recordAnswer(answerOf(raw), answerEntry(raw))
        await decided(ledger, other)
        await decided(ledger, rawMail('c', placed(3)), {
          decision: askAPerson(),
          deliveries: [],
          review: true,
        })
        await decided(ledger, rawMail('d', placed(4)), { decision: leave, deliveries: [] })
        await ledger.recordReceived('borgerservice', [rawMail('e', placed(5))])
        expect(await ledger.stats({})).toEqual({
          mails: 5,
          undecided: 1,
          waiting: 1,
          undelivered: 2,
          byKind: { route: 2, review: 1, leave: 1 },
          byReason: { answered: 1, 'automatic-mail': 1, confident: 1, unsure: 1 },
          perQueue: [
            { label: pas, routed: 2, routedByPerson: 0, overridden: 1 },
            { label: skat, routed: 0, routedByPerson: 1, overridden: 0 },
          ],
        })
        expect(await ledger.stats({ since: '2025-03-05T00:00:00.000Z' })).toMatchObject({
          mails: 0,
          byReason: {},
        })
      })

      it('an answer that agrees is no override', async () => {
        await decided(ledger, raw, { review: true })
        await ledger.recordAnswer(answerOf(raw, { label: pas }), answerEntry(raw, 'birthe', pas))
        expect((await ledger.stats({})).perQueue).toEqual([
          { label: pas, routed: 1, routedByPerson: 1, overridden: 0 },
        ])
      })
    })

    describe('the trail', () => {
      it('rows come newest first and can be limited to a time', async () => {
        const row = { actor: 'birthe', action: 'promoted', mailId: undefined, details: { model: 'x' } }
        await ledger.recordAudit(row)
        clock.pass(MINUTE_MS)
        await ledger.recordAudit({ ...row, action: 'rolled-back' })
        const all = await ledger.audit({ limit: 10 })
        expect(all.map(({ action, actor, details }) => ({ action, actor, details }))).toEqual([
          { action: 'rolled-back', actor: 'birthe', details: { model: 'x' } },
          { action: 'promoted', actor: 'birthe', details: { model: 'x' } },
        ])
        expect(await ledger.audit({ since: clock.now().toISOString(), limit: 10 })).toHaveLength(1)
      })
    })
  })
}
