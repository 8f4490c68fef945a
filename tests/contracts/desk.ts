// What the desk promises to the people at it, on every database: run on SQLite by tests/unit/review and on PostgreSQL by tests/live.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Likeness } from '../../src/desk/answer-shapes.js'
import type { ListFilter } from '../../src/desk/list-shapes.js'
import { label, type MailId, mailIdOf } from '../../src/ids.js'
import type { RawMail } from '../../src/journey.js'
import type { DecisionEntry } from '../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import type { Person } from '../../src/roles.js'
import { birthe, carl, type Office, openOffice, personNamed, toQueueOf } from './desk-harness.js'
import {
  askAPerson,
  auditedOf,
  campaignMail,
  decided,
  handClock,
  leave,
  parsedMail,
  pas,
  placed,
  rawMail,
  routeTo,
  skat,
} from './ledger-samples.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const onlySkat = personNamed('signe', { departments: [skat] })
const unknownMail = mailIdOf(new TextEncoder().encode('never received'))
const toSkat = toQueueOf('skat')
const blindly = { isBlind: true, review: true }
const leftBlindly = { ...blindly, decision: leave, deliveries: [] } as const
/** What is shown, without the values that differ from mail to mail. */
const shapeOf = (shown: unknown): string =>
  JSON.stringify(shown, (_, value) => (['string', 'number'].includes(typeof value) ? typeof value : value))

export function deskContract(name: string, open: (options: { now: () => Date }) => Promise<Ledger>): void {
  describe(`desk: ${name}`, () => {
    let office: Office
    beforeEach(async () => {
      const clock = handClock()
      office = openOffice(await open({ now: clock.now }), clock)
    })
    afterEach(() => office.ledger.close())

    const listed = async (filter: ListFilter = {}, person = birthe) =>
      (await office.desk.list(filter, person)).rows.map(({ mailId }) => mailId)
    const later = (ms: number) => new Date(office.clock.now().getTime() + ms).toISOString()

    describe('what was left', () => {
      const left = async () => (await office.desk.left({}, birthe)).rows
      const leftMail = async (text: string) => {
        const raw = rawMail(text)
        await decided(office.ledger, raw, { decision: leave, deliveries: [] })
        return raw
      }
      const take = (ids: readonly MailId[], token = office.desk.newToken(), person = birthe) =>
        office.desk.takeUp({ mails: ids, token }, person)

      it('is listed newest first with its sign, page by page, for whoever sees all departments', async () => {
        const ids = []
        for (const text of ['one', 'two', 'three']) ids.unshift((await leftMail(text)).id)
        const first = await office.desk.left({ size: 2 }, birthe)
        expect(first.rows.map(({ mailId, sign }) => [mailId, sign])).toEqual(
          ids.slice(0, 2).map((id) => [id, 'report-type']),
        )
        const second = await office.desk.left({ size: 2, cursor: first.next ?? '' }, birthe)
        expect(second).toMatchObject({ rows: [{ mailId: ids[2] }], next: undefined })
        expect((await office.desk.left({ sign: 'own-address' }, birthe)).rows).toEqual([])
        expect((await office.desk.left({}, onlySkat)).rows).toEqual([])
        expect((await office.ledger.gauges()).left).toEqual([{ sign: 'report-type', count: 3 }])
      })

      it('is taken up once, waits for a person, and is left again when that is taken back', async () => {
        const { id } = await leftMail('a report')
        const token = office.desk.newToken()
        const [outcome] = await take([id], token)
        expect(outcome).toMatchObject({ kind: 'recorded', what: { kind: 'review' } })
        expect(await take([id], token)).toEqual([outcome])
        expect(await take([id])).toMatchObject([{ kind: 'conflict', by: 'birthe' }])
        expect(await listed()).toEqual([id])
        expect([await left(), (await office.ledger.gauges()).left]).toEqual([
          [],
          [{ sign: 'report-type', count: 0 }],
        ])
        const undo = outcome?.kind === 'recorded' ? outcome.undo : ''
        const undone = await office.desk.undo({ mailId: id, undo, token: office.desk.newToken() }, birthe)
        expect(undone).toMatchObject({ kind: 'undone', back: 'left' })
        expect([await listed(), (await left()).map(({ mailId }) => mailId)]).toEqual([[], [id]])
        const acts = (await office.ledger.audit({ mailId: id, limit: 20 })).map(({ action }) => action)
        expect(acts).toEqual(expect.arrayContaining(['taken-up', 'undone']))
      })

      it('is not for a person of some departments, and no other mail is taken up', async () => {
        const { id } = await leftMail('a report')
        expect(await take([id], office.desk.newToken(), onlySkat)).toEqual([{ kind: 'missing', mailId: id }])
        const filed = rawMail('filed')
        await decided(office.ledger, filed, {})
        expect(await take([filed.id, unknownMail])).toMatchObject([{ kind: 'conflict' }, { kind: 'missing' }])
      })

      it('holds nothing that waits for a blind answer', async () => {
        const blind = rawMail('asked about blindly')
        await decided(office.ledger, blind, { decision: leave, deliveries: [], ...blindly })
        expect(await left()).toEqual([])
        expect(await take([blind.id])).toEqual([{ kind: 'missing', mailId: blind.id }])
      })
    })

    describe('the list', () => {
      it('has must-see first, then the oldest', async () => {
        const first = await office.waiting('first')
        office.clock.pass(1)
        const second = await office.waiting('second')
        office.clock.pass(1)
        const urgent = await office.waiting('urgent', { decision: askAPerson({ mustSee: ['threat'] }) })
        expect(await listed()).toEqual([urgent.id, first.id, second.id])
      })

      it('pages forth and back without a row lost or shown twice while others answer', async () => {
        const mails = []
        for (let nth = 0; nth < 7; nth++) {
          mails.push(await office.waiting(`mail ${nth}`))
          office.clock.pass(1)
        }
        const ids = mails.map(({ id }) => id)
        const first = await office.desk.list({ size: 3 }, birthe)
        expect(first).toMatchObject({ matching: 7, isCapped: false, previous: undefined })
        await office.answer(mails[0]!, toSkat)
        await office.answer(mails[2]!, toSkat)
        const second = await office.desk.list({ size: 3, cursor: first.next! }, birthe)
        expect(second.rows.map(({ mailId }) => mailId)).toEqual(ids.slice(3, 6))
        const third = await office.desk.list({ size: 3, cursor: second.next! }, birthe)
        expect(third.rows.map(({ mailId }) => mailId)).toEqual(ids.slice(6))
        expect(third.next).toBeUndefined()
        const back = await office.desk.list({ size: 3, cursor: third.previous! }, birthe)
        expect(back.rows.map(({ mailId }) => mailId)).toEqual(ids.slice(3, 6))
        const start = await office.desk.list({ size: 3, cursor: back.previous! }, birthe)
        expect(start.rows.map(({ mailId }) => mailId)).toEqual([ids[1]])
        expect(start.previous).toBeUndefined()
      })

      it('takes a cursor that nobody gave out for the first page', async () => {
        const raw = await office.waiting('a')
        expect(await listed({ cursor: 'WyJoZWoiXQ' } as ListFilter)).toEqual([raw.id])
        expect(await listed({ cursor: '%%%' } as ListFilter)).toEqual([raw.id])
      })

      it.each<[string, ListFilter, string]>([
        ['suggested queue', { queue: skat }, 'to skat'],
        ['no suggestion', { queue: 'none' }, 'no guess'],
        ['reason', { reason: 'no-promise' }, 'no guess'],
        ['age under a day', { age: 'day' }, 'young'],
        ['age under a week', { age: 'week' }, 'no guess'],
        ['age above a week', { age: 'older' }, 'to skat'],
        ['a word of the subject', { text: 'ÅRSOPGØRELSE' }, 'young'],
        ['words of the text', { text: 'blå cykel' }, 'to skat'],
        ['mailbox', { mailbox: 'jobcenter' }, 'none'],
      ])('is filtered by %s', async (_, filter, expected) => {
        const text = (raw: ReturnType<typeof rawMail>, subject: string, own: string) =>
          parsedMail(raw, { subject, body: { own, signature: '', quoted: '', forwarded: '' } })
        const oldest = rawMail('to skat')
        await office.waiting('to skat', {
          decision: askAPerson({ guess: skat }),
          parsed: text(oldest, 'Hej', 'Jeg har en BLÅ \n cykel'),
        })
        office.clock.pass(6 * DAY_MS)
        await office.waiting('no guess', {
          decision: askAPerson({ guess: undefined, because: { kind: 'no-promise' } }),
        })
        office.clock.pass(2 * DAY_MS)
        const young = rawMail('young')
        await office.waiting('young', { parsed: text(young, 'Min årsopgørelse', 'Hvor er den?') })
        const found = await office.desk.list(filter, birthe)
        const one = mailIdOf(new TextEncoder().encode(expected))
        expect(found.rows.map(({ mailId }) => mailId)).toEqual(expected === 'none' ? [] : [one])
        expect(found.matching).toBe(expected === 'none' ? 0 : 1)
      })

      it('shows a person who is limited to departments nothing of others, nor the blind sample', async () => {
        await office.waiting('to pas')
        const own = await office.waiting('to skat', { decision: askAPerson({ guess: skat }) })
        const filed = await office.filed('blind', { decision: routeTo(skat), ...blindly })
        expect(await listed({}, onlySkat)).toEqual([own.id])
        expect(await office.desk.waiting(onlySkat)).toMatchObject({ count: 1 })
        expect(await office.desk.open(filed.id, onlySkat)).toEqual({ kind: 'missing' })
        const refused = await office.answer(filed, toSkat, {}, onlySkat)
        expect(refused).toMatchObject({ kind: 'missing' })
      })

      it('tells how much waits, since when, and of what', async () => {
        await office.waiting('a', { decision: askAPerson({ mustSee: ['press'] }) })
        office.clock.pass(2 * DAY_MS)
        const b = await office.waiting('b', { decision: askAPerson({ guess: skat }) })
        const c = await office.waiting('c', { decision: askAPerson({ guess: undefined }) })
        await office.filed('blind', blindly)
        await office.desk.open(b.id, birthe)
        await office.answer(c, { kind: 'later', until: later(HOUR_MS) })
        expect(await office.desk.waiting(birthe)).toEqual({
          ...{ count: 3, mustSee: 1, mine: 1, later: 1, oldest: '2025-03-04T09:00:00.000Z' },
          byQueue: [
            { queue: pas, count: 1 },
            { queue: skat, count: 1 },
          ],
          byReason: [{ reason: 'unsure', count: 2 }],
          byMailbox: [{ mailbox: 'borgerservice', count: 3 }],
          byAge: [
            { age: 'day', count: 2 },
            { age: 'week', count: 1 },
            { age: 'older', count: 0 },
          ],
        })
      })

      it('gives as the next one the first that nobody else has open', async () => {
        const [a, b, c] = [await office.waiting('a'), await office.waiting('b'), await office.waiting('c')]
        const [first, second, third] = [a, b, c].map(({ id }) => id).sort()
        await office.desk.open(first!, carl)
        expect(await office.desk.nextItem({}, birthe)).toBe(second)
        expect(await office.desk.nextItem({}, birthe, second)).toBe(third)
        expect(await office.desk.nextItem({}, birthe, third)).toBe(second)
        expect(await office.desk.nextItem({}, carl, second)).toBe(third)
      })
    })

    describe('opening', () => {
      it('gives the mail with its evidence, the likeliest queues and their self-service, and notes the view', async () => {
        const raw = await office.waiting('Hvordan?')
        const opened = await office.desk.open(raw.id, birthe)
        expect(opened).toMatchObject({
          kind: 'open',
          item: {
            mail: {
              id: raw.id,
              mailbox: 'borgerservice',
              hasBytes: true,
              isInMailbox: true,
              isForgotten: false,
            },
            ...{ version: 1, guess: pas, isBlind: false, undone: undefined },
            reason: { kind: 'unsure' },
            ranked: [
              { label: pas, probability: 0.97, queue: { kle: '23.03', selfService: 'https://pas.example/' } },
              { label: skat, queue: { name: 'Skat', kle: '' } },
            ],
            evidence: [{ term: 'pas', weight: 1.5 }],
            claim: { by: 'birthe', until: later(2 * MINUTE_MS), isMine: true },
          },
        })
        expect(await auditedOf(office.ledger, raw)).toEqual(['received', 'decided', 'viewed'])
      })

      it('says who has it, until they let go or their time is over', async () => {
        const raw = await office.waiting('a')
        const claim = async (person: Person, takeOver = false) => {
          const opened = await office.desk.open(raw.id, person, { takeOver })
          return opened.kind === 'open' ? opened.item.claim : undefined
        }
        await claim(birthe)
        expect(await claim(carl)).toMatchObject({ by: 'birthe', isMine: false })
        office.clock.pass(MINUTE_MS)
        expect(await office.desk.renew(raw.id, birthe)).toMatchObject({ until: later(2 * MINUTE_MS) })
        expect(await office.desk.renew(raw.id, carl)).toMatchObject({ by: 'birthe', isMine: false })
        office.clock.pass(2 * MINUTE_MS)
        expect(await claim(carl)).toMatchObject({ by: 'carl', isMine: true })
        expect(await claim(birthe, true)).toMatchObject({ by: 'birthe', isMine: true })
        expect(await listed({ mine: true }, birthe)).toEqual([raw.id])
        await office.desk.release(raw.id, birthe)
        expect(await claim(carl)).toMatchObject({ by: 'carl', isMine: true })
        expect(await listed({ mine: true }, birthe)).toEqual([])
      })

      it('shows nothing of what the program thinks of a blind item', async () => {
        const raw = await office.filed('blind', blindly)
        const opened = await office.desk.open(raw.id, birthe)
        expect(opened).toMatchObject({
          kind: 'open',
          item: { isBlind: true, guess: undefined, reason: undefined, ranked: [], evidence: [] },
        })
        const { rows } = await office.desk.list({}, birthe)
        expect(rows).toMatchObject([{ isBlind: true, guess: undefined, reason: undefined }])
        expect(await listed({ queue: pas })).toEqual([])
        expect(await office.answer(raw, { kind: 'confirm' })).toMatchObject({ why: 'nothing-to-confirm' })
      })

      it('gives the thread with where its mails went', async () => {
        const first = rawMail('first of thread')
        await office.filed('first of thread', { parsed: parsedMail(first, { messageId: 'one@x.example' }) })
        const reply = rawMail('reply')
        const raw = await office.waiting('reply', {
          parsed: parsedMail(reply, { references: ['one@x.example'] }),
        })
        const opened = await office.desk.open(raw.id, birthe)
        expect(opened).toMatchObject({ item: { thread: [{ mailId: first.id, queue: pas, by: undefined }] } })
      })

      it('tells of an answered item who answered and what, and of a strange mail that it is missing', async () => {
        const raw = await office.waiting('a')
        await office.answer(raw, toSkat, {}, carl)
        expect(await office.desk.open(raw.id, birthe)).toEqual({
          kind: 'answered',
          by: 'carl',
          at: later(0),
          what: { kind: 'queue', label: skat },
        })
        expect(await office.desk.open(unknownMail, birthe)).toEqual({ kind: 'missing' })
      })

      it("shows a mail's html without anything that could run or fetch, and notes it", async () => {
        const raw = await office.waiting(
          '<p onclick="x()">Hej<script>x()</script><img src="https://x.example/a.png">',
        )
        const html = await office.desk.html(raw.id, birthe)
        expect(html).toContain('<p>Hej</p>')
        expect(html).not.toMatch(/script|onclick|x\.example/)
        expect(await auditedOf(office.ledger, raw)).toContain('viewed')
        expect(await office.desk.html(raw.id, onlySkat)).toBeUndefined()
      })
    })

    describe('answering', () => {
      it('files the mail in mailbox and queue under the name of who answered', async () => {
        const raw = await office.waiting('a')
        const outcome = await office.answer(raw, { kind: 'confirm' }, { note: ' Se bilag ' })
        expect(outcome).toMatchObject({
          kind: 'recorded',
          what: { kind: 'queue', label: pas },
          filing: 'filed',
        })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/pas')
        expect(await office.ledger.queueItems(pas, { limit: 10 })).toMatchObject([{ mailId: raw.id }])
        const filed = await office.desk.view(raw.id, birthe)
        expect(filed?.current).toMatchObject({ by: 'birthe', note: 'Se bilag' })
        expect(await listed()).toEqual([])
      })

      it.each(['another-authority', 'spam', 'private', 'other'] as const)(
        'leaves mail that is not ours (%s) where it lies, and says why',
        async (what) => {
          const raw = await office.waiting('a')
          const outcome = await office.answer(raw, { kind: 'not-ours', what })
          expect(outcome).toMatchObject({ what: { kind: 'not-ours', what }, filing: 'none' })
          expect(office.folderOf(raw.id)).toBe('INBOX')
        },
      )

      it('refuses a queue that is none, and takes the label of mail outside for "not ours"', async () => {
        const raw = await office.waiting('a')
        expect(await office.answer(raw, toQueueOf('__proto__'))).toMatchObject({ why: 'unknown-queue' })
        const outcome = await office.answer(raw, toQueueOf('udenfor'))
        expect(outcome).toMatchObject({ what: { kind: 'not-ours', what: 'another-authority' } })
      })

      it('tells the later of two who was first and what they did', async () => {
        const raw = await office.waiting('a')
        await office.answer(raw, toSkat, { version: 1 }, carl)
        expect(await office.answer(raw, { kind: 'confirm' }, { version: 1 })).toEqual({
          kind: 'conflict',
          mailId: raw.id,
          by: 'carl',
          at: later(0),
          what: { kind: 'queue', label: skat },
        })
        expect(
          await office.answer(raw, { kind: 'later', until: later(HOUR_MS) }, { version: 1 }),
        ).toMatchObject({
          ...{ kind: 'conflict', by: 'carl' },
        })
      })

      it('gives a form that is sent again the same answer, and records nothing twice', async () => {
        const raw = await office.waiting('a')
        const token = office.desk.newToken()
        const first = await office.answer(raw, toSkat, { token, version: 1 })
        expect(await office.answer(raw, toSkat, { token, version: 1 })).toEqual(first)
        const trail = await auditedOf(office.ledger, raw)
        expect(trail.filter((deed) => deed === 'answered')).toHaveLength(1)
      })

      it("refuses another person's token, another mail's, and none", async () => {
        const [a, b] = [await office.waiting('a'), await office.waiting('b')]
        const token = office.desk.newToken()
        await office.answer(a, toSkat, { token })
        expect(await office.answer(a, toSkat, { token }, carl)).toMatchObject({ why: 'bad-token' })
        expect(await office.answer(b, toSkat, { token })).toMatchObject({ why: 'bad-token' })
        expect(await office.answer(b, toSkat, { token: '' })).toMatchObject({ why: 'bad-token' })
        expect(await listed()).toEqual([b.id])
      })

      it('says that mail which somebody took out of the mailbox is gone', async () => {
        const raw = await office.waiting('a')
        office.takeAway(raw.id)
        expect(await office.answer(raw, toSkat)).toMatchObject({ kind: 'recorded', filing: 'gone' })
        const filed = await office.desk.view(raw.id, birthe)
        expect(filed?.mail.isInMailbox).toBe(false)
        expect(filed?.current?.deliveries[0]).toMatchObject({
          state: 'gone',
          note: 'somebody moved or deleted it',
        })
      })

      it('says that it is still to be filed while a poll holds the mailbox', async () => {
        const raw = await office.waiting('a')
        office.isBusy = true
        expect(await office.answer(raw, toSkat)).toMatchObject({ kind: 'recorded', filing: 'pending' })
        office.isBusy = false
        await office.file()
        expect(office.folderOf(raw.id)).toBe('Afdelinger/skat')
      })

      it('puts off until a moment, and not for long what must be seen', async () => {
        const raw = await office.waiting('a', { decision: askAPerson({ mustSee: ['threat'] }) })
        const outcome = await office.answer(raw, { kind: 'later', until: later(9 * DAY_MS) })
        expect(outcome).toMatchObject({ what: { kind: 'later', until: later(DAY_MS) }, filing: 'none' })
        expect(await listed()).toEqual([])
        expect(await listed({ state: 'later' })).toEqual([raw.id])
        expect(await office.answer(raw, toSkat, { version: 1 }, carl)).toMatchObject({
          ...{ kind: 'conflict', by: 'birthe', what: { kind: 'later' } },
        })
        office.clock.pass(DAY_MS)
        expect(await listed()).toEqual([raw.id])
        const past = await office.answer(raw, { kind: 'later', until: later(-1) })
        expect(past).toMatchObject({ why: 'bad-time' })
      })

      it('brings back what was put off', async () => {
        const raw = await office.waiting('a')
        const outcome = await office.answer(raw, { kind: 'later', until: later(HOUR_MS) })
        const undo = outcome.kind === 'recorded' ? outcome.undo : ''
        expect(await office.undo(raw, undo)).toMatchObject({ kind: 'undone', back: 'review' })
        expect(await listed()).toEqual([raw.id])
        expect(await office.undo(raw, undo)).toMatchObject({ kind: 'conflict' })
      })
    })

    describe('answering many', () => {
      it('finds open items alike by suggestion and thread, never by where they come from, never blind ones', async () => {
        const of = (text: string, address: string, references: string[] = []) =>
          parsedMail(rawMail(text), { from: { name: '', address }, references })
        const a = await office.waiting('a', { parsed: of('a', 'x@firma.example', ['t@x.example']) })
        const b = await office.waiting('b', { parsed: of('b', 'y@firma.example') })
        const c = await office.waiting('c', {
          parsed: of('c', 'x@andet.example', ['t@x.example']),
          decision: askAPerson({ guess: skat }),
        })
        await office.filed('d', { parsed: of('d', 'z@firma.example', ['t@x.example']), ...blindly })
        const alike = async (likeness: Likeness) =>
          (await office.desk.like(a.id, likeness, birthe)).map(({ mailId }) => mailId)
        expect(await alike('suggestion')).toEqual([a.id, b.id])
        expect(await alike('burst')).toEqual([a.id])
        expect(await alike('thread')).toEqual([a.id, c.id])
      })

      it('lists a burst of like mails once, with their number, and what must be seen by itself', async () => {
        const letter = (nth: number, changes: Partial<DecisionEntry> = {}) =>
          office.waiting(`letter ${nth}`, { parsed: campaignMail(rawMail(`letter ${nth}`), nth), ...changes })
        const [first, second] = [await letter(1), await letter(2)]
        const danger = await letter(3, { decision: askAPerson({ mustSee: ['child-in-danger'] }) })
        const other = await office.waiting('another matter')
        const rows = async (person = birthe) =>
          (await office.desk.list({ ofBurst: 'first' }, person)).rows.map(({ mailId, mails }) => [
            mailId,
            mails,
          ])
        const [head, hidden] = [first.id, second.id].sort()
        expect(await rows()).toEqual([
          [danger.id, 1],
          ...[
            [head, 2],
            [other.id, 1],
          ].sort(),
        ])
        expect((await office.desk.list({ ofBurst: 'first' }, birthe)).matching).toBe(4)
        expect((await office.desk.list({}, birthe)).rows).toHaveLength(4)
        expect(await rows(onlySkat)).toEqual([])
        const alike = await office.desk.like(head as MailId, 'burst', birthe)
        expect(alike.map(({ mailId }) => mailId)).toEqual([head, danger.id, hidden])
        await office.desk.answer(
          { mailId: head as MailId, version: 1, choice: toSkat, note: '', token: office.desk.newToken() },
          birthe,
        )
        expect(await rows()).toEqual([
          [danger.id, 1],
          ...[
            [hidden, 1],
            [other.id, 1],
          ].sort(),
        ])
      })

      it('gives each its own result, and the same ones when the form is sent again', async () => {
        const [a, b, c] = [await office.waiting('a'), await office.waiting('b'), await office.waiting('c')]
        await office.answer(b, { kind: 'confirm' }, {}, carl)
        const items = [a, b, c].map(({ id: mailId }) => ({ mailId, version: 1 }))
        const form = { items, choice: toSkat, note: '', token: office.desk.newToken() }
        const outcomes = await office.desk.answerAll(form, birthe)
        expect(outcomes).toMatchObject([
          { kind: 'recorded', mailId: a.id, filing: 'filed' },
          { kind: 'conflict', mailId: b.id, by: 'carl', what: { kind: 'queue', label: pas } },
          { kind: 'recorded', mailId: c.id, filing: 'filed' },
        ])
        expect(await office.desk.answerAll(form, birthe)).toEqual(outcomes)
        expect(office.folderOf(c.id)).toBe('Afdelinger/skat')
      })

      it('refuses more than a hundred at once', async () => {
        const items = Array.from({ length: 101 }, () => ({ mailId: unknownMail, version: 1 }))
        const form = { items, choice: toSkat, note: '', token: office.desk.newToken() }
        const outcomes = await office.desk.answerAll(form, birthe)
        expect(new Set(outcomes.map((one) => one.kind === 'refused' && one.why))).toEqual(
          new Set(['too-many']),
        )
      })
    })

    describe('taking back', () => {
      const undoOf = (outcome: Awaited<ReturnType<Office['answer']>>) =>
        outcome.kind === 'recorded' ? outcome.undo : 'nothing'

      it('leads an answered mail back to the inbox, out of the queue, and onto the list in its old place', async () => {
        const raw = await office.waiting('a')
        office.clock.pass(MINUTE_MS)
        const next = await office.waiting('b')
        const undo = undoOf(await office.answer(raw, toSkat))
        expect(await office.undo(raw, undo)).toEqual({
          ...{ kind: 'undone', mailId: raw.id, back: 'review', filing: 'filed' },
          queue: { kind: 'withdrawn', label: skat },
        })
        expect(office.folderOf(raw.id)).toBe('INBOX')
        expect(await office.ledger.queueItems(skat, { limit: 10 })).toEqual([])
        expect(await listed()).toEqual([raw.id, next.id])
        expect(await office.desk.open(raw.id, carl)).toMatchObject({
          item: {
            reason: { kind: 'unsure' },
            undone: { by: 'birthe' },
            guess: pas,
            evidence: [{ term: 'pas' }],
          },
        })
        expect(await office.answer(raw, { kind: 'confirm' })).toMatchObject({ filing: 'filed' })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/pas')
      })

      it('leaves a mail in the inbox whose move was not carried out yet', async () => {
        const raw = await office.waiting('a')
        office.isBusy = true
        const undo = undoOf(await office.answer(raw, toSkat))
        expect(await office.undo(raw, undo)).toMatchObject({ kind: 'undone', filing: 'pending' })
        office.isBusy = false
        await office.file()
        expect(office.folderOf(raw.id)).toBe('INBOX')
        expect(await office.ledger.queueItems(skat, { limit: 10 })).toEqual([])
      })

      it.each([
        ['taken', async () => office.ledger.takeFromQueue(skat, 'signe')],
        [
          'done',
          async () => {
            const item = await office.ledger.takeFromQueue(skat, 'signe')
            await office.ledger.finishQueueItem(item?.id ?? 0, 'signe')
          },
        ],
      ])('says that the department has it when it is %s there', async (kind, take) => {
        const raw = await office.waiting('a')
        const undo = undoOf(await office.answer(raw, toSkat))
        await take()
        expect(await office.undo(raw, undo)).toMatchObject({
          ...{ kind: 'undone', queue: { kind, label: skat, by: 'signe' } },
        })
      })

      it('leads a corrected blind item back to the queue it was filed in, and shows it blind again', async () => {
        const raw = await office.filed('blind', blindly)
        const undo = undoOf(await office.answer(raw, toSkat))
        expect(office.folderOf(raw.id)).toBe('Afdelinger/skat')
        expect(await office.undo(raw, undo)).toMatchObject({ back: pas, filing: 'filed' })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/pas')
        const { rows } = await office.desk.list({}, birthe)
        expect(rows).toMatchObject([{ mailId: raw.id, isBlind: true, guess: undefined }])
      })

      it('leads a left mail that was taken up blind back to where it was left, and asks again', async () => {
        const raw = await office.filed('left', { ...leftBlindly })
        const undo = undoOf(await office.answer(raw, toSkat))
        expect(office.folderOf(raw.id)).toBe('Afdelinger/skat')
        expect(await office.undo(raw, undo)).toMatchObject({ back: 'review', filing: 'filed' })
        expect(office.folderOf(raw.id)).toBe('INBOX')
        expect((await office.ledger.mail(raw.id))?.decision?.decision.kind).toBe('leave')
        const { rows } = await office.desk.list({}, birthe)
        expect(rows).toMatchObject([{ mailId: raw.id, isBlind: true, guess: undefined }])
        expect([await office.ledger.leftAnswers(), await office.ledger.leftWaiting()]).toEqual([[], 1])
      })

      it("takes the program's filing back, once", async () => {
        const raw = await office.filed('a')
        const filed = await office.desk.view(raw.id, birthe)
        const undo = `decision:${filed?.current?.decisionId}`
        const token = office.desk.newToken()
        const outcome = await office.undo(raw, undo, { token })
        expect(outcome).toMatchObject({
          back: 'review',
          queue: { kind: 'withdrawn', label: pas },
          filing: 'filed',
        })
        expect(office.folderOf(raw.id)).toBe('INBOX')
        expect(await listed()).toEqual([raw.id])
        expect(await office.undo(raw, undo, { token })).toEqual(outcome)
        expect(await office.undo(raw, undo)).toMatchObject({
          kind: 'conflict',
          by: 'birthe',
          what: { kind: 'undone' },
        })
      })

      it('takes nothing back when somebody has decided since', async () => {
        const raw = await office.waiting('a')
        const undo = undoOf(await office.answer(raw, toSkat))
        const decisionId = Number(undo.split(':')[1])
        const choice = { kind: 'queue', label: pas } as const
        const form = { mailId: raw.id, decisionId, choice, note: '', token: office.desk.newToken() }
        expect(await office.desk.move(form, carl)).toMatchObject({ kind: 'recorded', filing: 'filed' })
        expect(await office.undo(raw, undo)).toMatchObject({ ...{ kind: 'conflict', by: 'carl' } })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/pas')
      })

      it('has nothing to take back of a mail that waits', async () => {
        const raw = await office.waiting('a')
        const id = (await office.ledger.mail(raw.id))?.decision?.id
        expect(await office.undo(raw, `decision:${id}`)).toMatchObject({ kind: 'nothing-to-undo' })
        expect(await office.undo(raw, 'decision:x')).toMatchObject({ kind: 'nothing-to-undo' })
      })
    })

    describe('looking up', () => {
      it('finds mail by id, Message-ID, words, sender, queue and time', async () => {
        const a = await office.filed('a')
        office.clock.pass(HOUR_MS)
        const told = parsedMail(rawMail('b'), {
          subject: 'Om ØRER',
          from: { name: '', address: 'bo@firma.example' },
        })
        const b = await office.filed('b', { decision: routeTo(skat), parsed: told })
        const found = async (query: Parameters<Office['desk']['find']>[0], person = birthe) =>
          (await office.desk.find(query, person)).rows.map(({ mailId }) => mailId)
        expect(await found({})).toEqual([b.id, a.id])
        expect(await found({ text: a.id.slice(0, 8) })).toEqual([a.id])
        expect(await found({ text: `<${told.messageId}>` })).toEqual([b.id])
        expect(await found({ text: 'ører' })).toEqual([b.id])
        expect(await found({ sender: 'FIRMA' })).toEqual([b.id])
        expect(await found({ queue: pas })).toEqual([a.id])
        expect(await found({ until: later(-1) })).toEqual([a.id])
        expect(await found({ since: later(-1) })).toEqual([b.id])
        expect(await found({}, onlySkat)).toEqual([b.id])
        const page = await office.desk.find({ size: 1 }, birthe)
        expect(await found({ size: 1, cursor: page.next! })).toEqual([a.id])
        expect(await office.desk.view(a.id, onlySkat)).toBeUndefined()
      })

      it('tells why a mail went where it went, and its trail', async () => {
        const raw = await office.filed('a')
        const filed = await office.desk.view(raw.id, birthe)
        expect(filed).toMatchObject({
          isWaiting: false,
          current: {
            by: undefined,
            decision: { because: { kind: 'confident' } },
            ranked: [{ label: pas }, {}],
          },
          queues: [{ label: pas, state: 'ready' }],
        })
        expect(filed?.current?.deliveries).toMatchObject([
          { destination: 'imap-folder', toFolder: 'Afdelinger/pas', state: 'done' },
          { destination: 'ledger-queue', state: 'done' },
        ])
        expect(filed?.auditLog[0]).toMatchObject({ action: 'viewed', actor: 'birthe' })
      })

      it('moves filed mail elsewhere, and leads it back when that is taken back', async () => {
        const raw = await office.filed('a')
        const decisionId = (await office.desk.view(raw.id, birthe))?.current?.decisionId ?? 0
        const form = {
          mailId: raw.id,
          decisionId,
          choice: toSkat as { kind: 'queue'; label: typeof skat },
          note: 'hov',
        }
        const moved = await office.desk.move({ ...form, token: office.desk.newToken() }, birthe)
        expect(moved).toMatchObject({ kind: 'recorded', filing: 'filed', what: { label: skat } })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/skat')
        expect((await office.ledger.stats({})).perQueue).toMatchObject([{ label: pas, overridden: 1 }, {}])
        const late = await office.desk.move({ ...form, token: office.desk.newToken() }, carl)
        expect(late).toMatchObject({ kind: 'conflict', by: 'birthe', what: { kind: 'queue', label: skat } })
        expect(await office.undo(raw, undoOfMove(moved))).toMatchObject({ back: pas, filing: 'filed' })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/pas')
        expect(await listed()).toEqual([])
      })

      const undoOfMove = (outcome: Awaited<ReturnType<Office['desk']['move']>>) =>
        outcome.kind === 'recorded' ? outcome.undo : 'nothing'
    })

    describe('a person limited to departments', () => {
      const kari = personNamed('kari', { departments: [pas] })
      const undoOf = (outcome: Awaited<ReturnType<Office['answer']>>) =>
        outcome.kind === 'recorded' ? outcome.undo : 'nothing'
      const moveTo = async (raw: ReturnType<typeof rawMail>, queue: typeof skat, person: Person) => {
        const decisionId = (await office.desk.formFacts(raw.id, person))?.decisionId ?? 0
        const choice = { kind: 'queue', label: queue } as const
        const form = { mailId: raw.id, decisionId, choice, note: 'anbragt barn' }
        return office.desk.move({ ...form, token: office.desk.newToken() }, person)
      }

      it("takes back no colleague's act on a mail that is no longer theirs, whatever number the form names", async () => {
        const raw = await office.filed('a')
        const first = (await office.ledger.mail(raw.id))?.decision?.id
        await moveTo(raw, skat, birthe)
        const last = (await office.ledger.mail(raw.id))?.decision?.id
        for (const undo of [`decision:${first}`, `decision:${last}`])
          expect(await office.undo(raw, undo, {}, kari)).toEqual({ kind: 'missing', mailId: raw.id })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/skat')
        expect(await office.desk.view(raw.id, kari)).toBeUndefined()
      })

      it('brings back no foreign mail that was put off, and is told nothing of one', async () => {
        const [late, other] = [
          await office.waiting('late', { decision: askAPerson({ guess: skat }) }),
          await office.waiting('other', { decision: askAPerson({ guess: skat }) }),
        ]
        const undo = undoOf(await office.answer(late, { kind: 'later', until: later(HOUR_MS) }))
        await office.answer(other, toSkat)
        expect(await office.undo(late, undo, {}, kari)).toEqual({ kind: 'missing', mailId: late.id })
        expect(await office.undo(other, 'later:1', {}, kari)).toEqual({ kind: 'missing', mailId: other.id })
        expect(await listed({ state: 'later' })).toEqual([late.id])
      })

      it('brings back no item of the blind sample that lies with them', async () => {
        const raw = await office.filed('blind', blindly)
        const undo = undoOf(await office.answer(raw, { kind: 'later', until: later(HOUR_MS) }))
        expect(await office.undo(raw, undo, {}, kari)).toEqual({ kind: 'missing', mailId: raw.id })
      })

      it('sees of a thread only the mails that are theirs', async () => {
        const first = rawMail('moved to skat')
        const moved = await office.filed('moved to skat', {
          parsed: parsedMail(first, { messageId: 'one@x.example', subject: 'Anbragt uden for hjemmet' }),
        })
        await moveTo(moved, skat, birthe)
        const reply = rawMail('reply')
        const raw = await office.waiting('reply', {
          parsed: parsedMail(reply, { references: ['one@x.example'] }),
        })
        const seen = JSON.stringify([
          await office.desk.open(raw.id, kari),
          await office.desk.view(raw.id, kari),
        ])
        expect(seen).not.toContain('Anbragt')
        expect((await office.desk.view(raw.id, birthe))?.thread).toMatchObject([{ mailId: moved.id }])
      })

      it("reads no html of a mail that was answered into another's queue", async () => {
        const raw = await office.waiting('<p>Hej</p>')
        expect(await office.desk.html(raw.id, kari)).toContain('Hej')
        office.isBusy = true // the bytes are kept until it is filed
        await office.answer(raw, toSkat)
        expect(await office.desk.html(raw.id, kari)).toBeUndefined()
        expect(await office.desk.html(raw.id, birthe)).toContain('Hej')
      })

      it('takes back their own answer that sent a mail away, for a quarter of an hour, and reads it no more', async () => {
        const [soon, late] = [await office.waiting('soon'), await office.waiting('late')]
        const token = office.desk.newToken()
        const form = { token, version: 1 }
        const answered = await office.answer(soon, toSkat, form, kari)
        expect(await office.answer(soon, toSkat, form, kari)).toEqual(answered) // the form sent again
        expect(await office.desk.open(soon.id, kari)).toMatchObject({ kind: 'answered', by: 'kari' })
        expect(await office.desk.view(soon.id, kari)).toBeUndefined()
        expect(await office.desk.named(soon.id.slice(0, 12), kari)).toEqual([soon.id])
        office.clock.pass(15 * MINUTE_MS)
        expect(await office.undo(soon, undoOf(answered), {}, kari)).toMatchObject({ kind: 'undone' })
        const other = undoOf(await office.answer(late, toSkat, {}, kari))
        office.clock.pass(15 * MINUTE_MS + 1)
        expect(await office.undo(late, other, {}, kari)).toEqual({ kind: 'missing', mailId: late.id })
        expect(await office.undo(late, other)).toMatchObject({ kind: 'undone' }) // who may see it still can
      })

      it('who comes too late is not told where a colleague has sent the mail', async () => {
        const raw = await office.waiting('a')
        await office.answer(raw, toSkat)
        expect(await office.answer(raw, { kind: 'confirm' }, { version: 1 }, kari)).toEqual({
          ...{ kind: 'missing', mailId: raw.id },
        })
      })

      it('works in the queues of their departments and no other', async () => {
        const [own, foreign] = [
          await office.filed('own'),
          await office.filed('b', { decision: routeTo(skat) }),
        ]
        expect(await office.desk.queueCounts(kari)).toMatchObject([{ label: pas, ready: 1 }])
        expect(await office.desk.queueItems(skat, { limit: 9 }, kari)).toEqual([])
        expect(await office.desk.takeFromQueue(skat, kari)).toBeUndefined()
        const [item] = await office.desk.queueItems(skat, { limit: 9 }, birthe)
        expect(item).toMatchObject({ mailId: foreign.id, state: 'ready' })
        expect(await office.desk.finishQueueItem(skat, item?.id ?? 0, kari)).toBe(false)
        expect(await office.desk.finishQueueItem(pas, item?.id ?? 0, kari)).toBe(false)
        const taken = await office.desk.takeFromQueue(pas, kari)
        expect(taken).toMatchObject({ mailId: own.id, takenBy: 'kari' })
        expect(await office.desk.finishQueueItem(pas, taken?.id ?? 0, kari)).toBe(true)
      })

      it('takes back of a run only the filings in their queues', async () => {
        const [own] = [await office.filed('own'), await office.filed('b', { decision: routeTo(skat) })]
        const since = later(-HOUR_MS)
        expect(await office.desk.undoSince({ since, isDryRun: true }, kari)).toEqual([
          { mailId: own.id, from: pas, outcome: undefined },
        ])
        expect(await office.desk.undoSince({ since, isDryRun: false }, kari)).toMatchObject([
          { mailId: own.id, outcome: { kind: 'undone', back: 'review' } },
        ])
        expect(await office.desk.undoSince({ since, isDryRun: true }, birthe)).toMatchObject([{ from: skat }])
      })
    })

    describe('the blind sample', () => {
      it('shows left mail as it shows filed mail, and not that a machine wrote it', async () => {
        const automatic = { kind: 'auto-reply', sign: 'auto-replied' } as const
        const like = (raw: RawMail) => parsedMail(raw, { automatic, messageId: undefined })
        const mails = [
          await office.filed('one', { ...blindly, parsed: like(rawMail('one', placed(1))) }),
          await office.filed('two', { ...leftBlindly, parsed: like(rawMail('two', placed(2))) }),
        ]
        const shapes = new Set<string>()
        for (const { id } of mails) {
          const shown = [await office.desk.open(id, birthe), await office.desk.view(id, birthe)]
          expect(JSON.stringify(shown)).not.toMatch(/auto-repl|automatic-mail|"leave"|"route"|confident/)
          shapes.add(shapeOf(shown))
        }
        expect(shapes.size).toBe(1)
        expect((await office.desk.find({}, birthe)).rows).toMatchObject([
          { isBlind: true },
          { isBlind: true },
        ])
      })

      it('files a left mail that somebody finds to be for us, with all that an answer asks for', async () => {
        const raw = await office.filed('left', { ...leftBlindly })
        expect(office.folderOf(raw.id)).toBe('INBOX')
        expect(await office.answer(raw, toSkat)).toMatchObject({ kind: 'recorded', filing: 'filed' })
        expect(office.folderOf(raw.id)).toBe('Afdelinger/skat')
        expect((await office.ledger.queueItems(skat, { limit: 9 })).map(({ mailId }) => mailId)).toEqual([
          raw.id,
        ])
        expect(await office.ledger.leftAnswers()).toMatchObject([{ mailId: raw.id, isRight: false }])
      })

      it('lets a left mail lie in which somebody finds nothing', async () => {
        const raw = await office.filed('left', { ...leftBlindly })
        const nothing = { kind: 'not-ours', what: 'other' } as const
        expect(await office.answer(raw, nothing)).toMatchObject({ kind: 'recorded', filing: 'none' })
        expect(office.folderOf(raw.id)).toBe('INBOX')
        expect(await office.ledger.leftAnswers()).toMatchObject([{ mailId: raw.id, isRight: true }])
        expect((await office.desk.figures({})).left).toMatchObject({ n: 1, wrong: 0, waiting: 0 })
        expect((await office.desk.figures({ queues: [pas] })).left).toBeUndefined()
      })

      it('is looked up without a word of where it was filed, by anybody who may answer it', async () => {
        const raw = await office.filed('blind', blindly)
        for (const person of [birthe, personNamed('kari', { departments: [pas] })]) {
          const filed = await office.desk.view(raw.id, person)
          expect(filed).toMatchObject({
            isHidden: true,
            isWaiting: true,
            isDecided: true,
            mail: { locations: [] },
          })
          expect(JSON.stringify({ ...filed, mail: undefined })).not.toMatch(/"pas"|Afdelinger|confident/)
        }
        expect(await office.desk.find({ queue: pas }, birthe)).toMatchObject({ rows: [] })
        expect(await office.desk.find({}, birthe)).toMatchObject({
          rows: [{ isBlind: true, queue: undefined }],
        })
        expect(await office.desk.formFacts(raw.id, birthe)).toMatchObject({ filedIn: undefined })
        const run = { since: later(-HOUR_MS), isDryRun: true }
        expect(await office.desk.undoSince(run, birthe)).toMatchObject([{ mailId: raw.id, from: undefined }])
        const data = await office.desk.view(raw.id, personNamed('data', { roles: ['data'] }))
        expect(data).toMatchObject({ isHidden: false, current: { decision: { parts: [{ queue: pas }] } } })
      })

      it.each(['one by one', 'in bulk'])(
        'closes a queue with the very answer that proves its guarantee broken, %s',
        async (how) => {
          const mails = []
          for (let nth = 0; nth < 8; nth++) mails.push(await office.filed(`blind ${nth}`, blindly))
          const isClosed = async () => (await office.ledger.queueClosures()).some((queue) => queue.isClosed)
          if (how === 'in bulk') {
            const items = mails.map(({ id: mailId }) => ({ mailId, version: 1 }))
            const form = { items, choice: toSkat, note: '', token: office.desk.newToken() }
            await office.desk.answerAll(form, birthe)
          } else {
            await office.answer(mails[0]!, toSkat)
            expect(await isClosed()).toBe(false)
            for (const raw of mails.slice(1)) await office.answer(raw, toSkat)
          }
          expect(await isClosed()).toBe(true)
        },
      )
    })

    describe('figures', () => {
      it('count per queue and week what the program and people did, and the error of the blind sample', async () => {
        const right = await office.filed('blind right', blindly)
        const wrong = await office.filed('blind wrong', blindly)
        await office.filed('alone')
        const asked = await office.waiting('asked')
        await office.answer(right, { kind: 'queue', label: pas })
        await office.answer(wrong, toSkat)
        await office.answer(asked, toSkat)
        await office.waiting('still')
        office.clock.pass(7 * DAY_MS)
        await office.waiting('next week', { decision: askAPerson({ guess: undefined }) })
        const figures = await office.desk.figures({ weeks: 2 })
        expect(figures.weeks).toEqual(['2025-W10', '2025-W11'])
        expect(figures.rows).toMatchObject([
          { queue: pas, week: '2025-W10', filedAlone: 3, overridden: 1, byPeople: 0, waiting: 1 },
          { queue: skat, week: '2025-W10', filedAlone: 0, byPeople: 2 },
          { queue: 'none', week: '2025-W11', waiting: 1 },
        ])
        const { low, high, ...blind } = figures.total.blind
        expect(blind).toEqual({ wrong: 1, n: 2, share: 0.5 })
        expect([low, high].map((bound) => bound.toFixed(4))).toEqual(['0.0126', '0.9874'])
        expect(figures.saving.mails).toBe(2)
        expect(JSON.stringify(figures)).not.toMatch(/birthe|carl/)
      })

      it('count an answer that was taken back as never given', async () => {
        const raw = await office.filed('blind', blindly)
        const outcome = await office.answer(raw, toSkat)
        await office.undo(raw, outcome.kind === 'recorded' ? outcome.undo : '')
        const { total } = await office.desk.figures({ weeks: 1, queues: [label('pas'), skat] })
        expect(total).toMatchObject({ filedAlone: 1, overridden: 0, byPeople: 0, blind: { n: 0 } })
      })
    })
  })
}
