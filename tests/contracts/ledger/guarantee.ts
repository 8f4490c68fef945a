// The suite of GuaranteeStore.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label, modelId } from '../../../src/ids.js'
import type { RawMail } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import type { Question, QuestionKind } from '../../../src/ledger/contract/samples.js'
import {
  answerEntry,
  answerOf,
  askAPerson,
  decided,
  entryFor,
  handClock,
  leave,
  type OpenLedger,
  parsedMail,
  pas,
  placed,
  rawMail,
  skat,
} from '../ledger-samples.js'

const DAY_MS = 86_400_000
const live = modelId('20250301-120000-0a1b2c3d')
const other = modelId('20250302-120000-0a1b2c3d')
const raw = rawMail('Hvordan fornyer jeg mit pas?')
const mailOf = (nth: number) => rawMail(`mail ${nth}`, placed(nth + 1))
const from = (raw: RawMail, address: string) =>
  parsedMail(raw, { from: { name: '', address }, messageId: undefined })

export function guaranteeContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now, correctionsPerSender: 3 })
  })
  afterEach(() => ledger.close())

  /** A routed mail of the blind sample, answered with a queue. */
  async function sampleAnswered(nth: number, answer = pas) {
    const raw = mailOf(nth)
    await decided(ledger, raw, { review: true, isBlind: true })
    clock.pass(1000)
    await ledger.recordAnswer(answerOf(raw, { label: answer }), answerEntryReplacing(raw, answer))
  }
  const answerEntryReplacing = (raw: RawMail, queue = skat, by = 'birthe') => ({
    ...answerEntry(raw, by, queue),
    parsed: undefined,
    deliveries: [],
  })

  describe('the blind sample', () => {
    it('a secret is made once and stays', async () => {
      const secret = await ledger.secret('blind-sample')
      expect(secret).toMatch(/^[0-9a-f]{64}$/)
      expect(await ledger.secret('blind-sample')).toBe(secret)
      expect(await ledger.secret('another')).not.toBe(secret)
    })

    it('an item of it is marked on the review list, and others are not', async () => {
      await decided(ledger, mailOf(1), { review: true, isBlind: true })
      await decided(ledger, mailOf(2), { decision: askAPerson(), deliveries: [], review: true })
      const items = await ledger.reviewItems({ limit: 10 })
      expect(items.map(({ mailId, isBlind }) => [mailId, isBlind])).toEqual(
        expect.arrayContaining([
          [mailOf(1).id, true],
          [mailOf(2).id, false],
        ]),
      )
    })

    it('answers come in the order they were given, right where the person chose the same queue', async () => {
      await sampleAnswered(1, pas)
      await sampleAnswered(2, skat)
      await decided(ledger, mailOf(3), { review: true, isBlind: true })
      expect(
        (await ledger.blindAnswers()).map(({ mailId, label: at, isRight }) => [mailId, at, isRight]),
      ).toEqual([
        [mailOf(1).id, pas, true],
        [mailOf(2).id, pas, false],
      ])
      expect(await ledger.blindWaiting()).toEqual([{ label: pas, count: 1 }])
    })

    it('a sampled mail that somebody moved before it was answered counts as wrong', async () => {
      const raw = mailOf(1)
      const { id } = await decided(ledger, raw, { review: true, isBlind: true })
      await ledger.recordDecisions([{ ...answerEntryReplacing(raw), replaces: id }])
      expect(await ledger.blindAnswers()).toMatchObject([{ mailId: raw.id, isRight: false }])
    })

    it('a later change of mind does not change what was answered', async () => {
      await sampleAnswered(1, skat)
      const standing = (await ledger.mail(mailOf(1).id))?.decision?.id as number
      await ledger.recordDecisions([{ ...answerEntryReplacing(mailOf(1), pas), replaces: standing }])
      expect(await ledger.blindAnswers()).toMatchObject([{ isRight: false }])
    })
  })

  describe('the question about left mail', () => {
    const leftBlind = { decision: leave, deliveries: [], review: true, isBlind: true } as const
    const question = (raw: RawMail, changes: Partial<Question> = {}): Question => ({
      ...{ kind: 'left', unit: raw.id, chance: 0.25, isDrawn: true },
      ...changes,
    })
    const nothing = (raw: RawMail) => ({
      ...answerEntryReplacing(raw),
      decision: {
        kind: 'leave',
        because: { kind: 'answered', by: 'birthe', notOurs: 'other' },
        mustSee: [],
      } as const,
    })
    /** Left, asked about, and answered with a queue or with "nothing for us". */
    async function leftAnswered(nth: number, { to, ...drawn }: Partial<Question> & { to?: typeof pas } = {}) {
      const raw = mailOf(nth)
      await decided(ledger, raw, { ...leftBlind, question: question(raw, drawn) })
      clock.pass(1000)
      const entry = to === undefined ? nothing(raw) : answerEntryReplacing(raw, to)
      await ledger.recordAnswer(answerOf(raw, { label: to }), entry)
    }

    it('is answered right where a person finds nothing, and wrong where they find a queue for it', async () => {
      await leftAnswered(1)
      await leftAnswered(2, { to: skat })
      await decided(ledger, mailOf(3), { ...leftBlind, question: question(mailOf(3)) })
      expect(await ledger.leftAnswers()).toMatchObject([
        { mailId: mailOf(1).id, isRight: true, chance: 0.25, reason: 'automatic-mail' },
        { mailId: mailOf(2).id, isRight: false },
      ])
      expect(await ledger.leftWaiting()).toBe(1)
      expect(await ledger.gauges()).toMatchObject({ leftAnswers: await ledger.leftAnswers() })
    })

    it('is no answer about filed mail, and no waiting mail', async () => {
      await leftAnswered(1, { to: pas })
      await decided(ledger, mailOf(2), leftBlind)
      expect([await ledger.blindAnswers(), await ledger.blindWaiting()]).toEqual([[], []])
      expect(await ledger.stats({})).toMatchObject({ waiting: 0 })
      expect((await ledger.gauges()).blindAnswers).toEqual([])
    })

    it('is counted by the week of its answers, apart from filed mail', async () => {
      await leftAnswered(1)
      await leftAnswered(2, { to: skat })
      const bounds = ['2025-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z']
      const { blind, left } = await ledger.weeklyCounts(bounds)
      expect({ blind, left }).toEqual({
        blind: [],
        left: [{ label: undefined, week: 0, count: 2, otherwise: 1 }],
      })
    })

    it('has one answer for each unit, the first', async () => {
      await leftAnswered(1, { unit: mailOf(1).id })
      await leftAnswered(2, { unit: mailOf(1).id, to: skat })
      expect(await ledger.leftAnswers()).toMatchObject([{ mailId: mailOf(1).id, isRight: true }])
    })

    it('is answered too by a person who takes the mail up before it came up', async () => {
      const { id } = await decided(ledger, mailOf(1), { ...leftBlind, question: question(mailOf(1)) })
      await ledger.recordDecisions([{ ...answerEntryReplacing(mailOf(1)), replaces: id }])
      expect(await ledger.leftAnswers()).toMatchObject([{ isRight: false }])
    })

    it('waits for another answer when one was taken back, with the chance it was drawn with', async () => {
      await leftAnswered(1, { to: skat })
      const standing = (await ledger.mail(mailOf(1).id))?.decision?.id as number
      const because = { kind: 'undone', by: 'birthe', decisionId: standing } as const
      const back = { kind: 'leave', because, mustSee: [] } as const
      await ledger.recordDecisions([
        { ...nothing(mailOf(1)), ...leftBlind, decision: back, replaces: standing },
      ])
      expect([await ledger.leftAnswers(), await ledger.leftWaiting()]).toEqual([[], 1])
      await ledger.recordAnswer(answerOf(mailOf(1), { version: 3, label: undefined }), nothing(mailOf(1)))
      expect(await ledger.leftAnswers()).toMatchObject([{ isRight: true, chance: 0.25 }])
    })

    it('that found nothing corrects nothing: what a machine wrote teaches no queue', async () => {
      await leftAnswered(1)
      await leftAnswered(2, { to: skat })
      expect(await ledger.corrections({ limit: 10 })).toMatchObject([{ mailId: mailOf(2).id, label: skat }])
    })
  })

  describe('what could have been asked about', () => {
    it('is counted by day and kind, drawn or not, in Danish time', async () => {
      const candidate = (nth: number, kind: QuestionKind, isDrawn: boolean) => ({
        question: { kind, unit: mailOf(nth).id, chance: 0.5, isDrawn },
      })
      await decided(ledger, mailOf(1), candidate(1, 'filed', true))
      await decided(ledger, mailOf(2), candidate(2, 'filed', false))
      await decided(ledger, mailOf(3), { decision: leave, deliveries: [], ...candidate(3, 'left', false) })
      await decided(ledger, mailOf(4))
      clock.pass(DAY_MS)
      await decided(ledger, mailOf(5), candidate(5, 'filed', false))
      const all = [
        { day: '2025-03-04', kind: 'filed', units: 2 },
        { day: '2025-03-04', kind: 'left', units: 1 },
        { day: '2025-03-05', kind: 'filed', units: 1 },
      ]
      expect(await ledger.candidatesSince('2025-03-04')).toEqual(all)
      expect(await ledger.candidatesSince('2025-03-05')).toEqual(all.slice(2))
    })

    it('is each mail by itself while nothing says that it is like another', async () => {
      const units = await ledger.unitsOf([mailOf(1).id, mailOf(2).id])
      expect(units.get(mailOf(1).id)).toEqual({ id: mailOf(1).id, met: new Set() })
      expect(units.size).toBe(2)
    })
  })

  describe('closed queues', () => {
    it('a queue is closed once, opened by a person for a reason, and both are on the trail', async () => {
      expect(await ledger.closeQueue(pas, { n: 200, wrong: 24 })).toBe(true)
      expect(await ledger.closeQueue(pas, { n: 201, wrong: 25 })).toBe(false)
      expect(await ledger.queueClosures()).toMatchObject([
        { label: pas, isClosed: true, evidence: { n: 200 } },
      ])
      clock.pass(1000)
      expect(await ledger.openQueue(pas, 'birthe', 'ny model')).toBe(true)
      expect(await ledger.openQueue(pas, 'birthe', 'ny model')).toBe(false)
      expect(await ledger.queueClosures()).toMatchObject([
        { isClosed: false, openedAt: clock.now().toISOString() },
      ])
      const trail = await ledger.audit({ limit: 10 })
      expect(trail.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
        'birthe queue-opened',
        'program queue-closed',
      ])
      expect(trail[0]?.details).toEqual({ label: pas, why: 'ny model' })
      expect(await ledger.closeQueue(pas, { n: 90, wrong: 20 })).toBe(true)
    })

    it('a queue that a person closed says who and why, and keeps its figures when it is opened', async () => {
      expect(await ledger.closeQueueByHand(pas, 'birthe', 'nyt system')).toBe(true)
      expect(await ledger.closeQueueByHand(pas, 'carsten', 'ogsa')).toBe(false)
      expect(await ledger.closeQueue(pas, { n: 200, wrong: 24 })).toBe(false)
      const closure = { isClosed: true, reason: 'by-person', closedBy: 'birthe', why: 'nyt system' }
      expect(await ledger.queueClosures()).toMatchObject([{ ...closure, evidence: {} }])
      clock.pass(1000)
      expect(await ledger.openQueue(pas, 'carsten', 'i drift')).toBe(true)
      expect(await ledger.queueClosures()).toMatchObject([{ isClosed: false, openedAt: undefined }])
      const [opened, closed] = await ledger.audit({ limit: 10 })
      expect([opened?.actor, closed]).toMatchObject([
        'carsten',
        { actor: 'birthe', action: 'queue-closed', details: { label: pas, why: 'nyt system' } },
      ])
      expect(await ledger.closeQueue(pas, { n: 201, wrong: 25 })).toBe(true)
      expect(await ledger.queueClosures()).toMatchObject([
        { reason: 'promise-broken', closedBy: undefined, why: '', evidence: { n: 201 } },
      ])
    })
  })

  describe('corrections', () => {
    /** A mail that was put before a person, and answered. */
    async function answered(nth: number, address: string, by = 'birthe') {
      const raw = mailOf(nth)
      await decided(ledger, raw, {
        ...{ parsed: from(raw, address), decision: askAPerson(), deliveries: [], review: true },
      })
      await ledger.recordAnswer(answerOf(raw, { by }), answerEntryReplacing(raw, skat, by))
      return raw
    }
    const states = async () => (await ledger.corrections({ limit: 100 })).map(({ state }) => state).sort()

    it('an answer becomes one in quarantine, and nothing is learnt from it before it is accepted', async () => {
      const raw = await answered(1, 'anna@example.dk')
      const [correction] = await ledger.corrections({ limit: 10 })
      expect(correction).toMatchObject({
        ...{ mailId: raw.id, label: skat, was: pas, source: 'answer', person: 'birthe' },
        state: 'quarantined',
      })
      expect(await ledger.acceptedCorrections()).toEqual([])
      expect(await ledger.judgeCorrections('all', 'accepted', 'dorte')).toEqual([correction?.id])
      expect(await ledger.acceptedCorrections()).toMatchObject([
        { correction: { label: skat, judgedBy: 'dorte' }, parsed: { id: raw.id } },
      ])
      expect((await ledger.audit({ mailId: raw.id, limit: 1 }))[0]).toMatchObject({
        ...{ actor: 'dorte', action: 'correction-accepted' },
      })
    })

    it('what the program decided becomes none', async () => {
      await decided(ledger, mailOf(1))
      expect(await ledger.corrections({ limit: 10 })).toEqual([])
    })

    it("one sender's mails make so many a day and no more, and a new day begins anew", async () => {
      for (const nth of [1, 2, 3, 4, 5]) await answered(nth, 'Flood@Example.dk')
      await answered(6, 'anna@example.dk')
      expect(await states()).toEqual([
        ...['capped', 'capped'],
        ...['quarantined', 'quarantined', 'quarantined', 'quarantined'],
      ])
      clock.pass(DAY_MS)
      await answered(7, 'flood@example.dk')
      expect((await ledger.corrections({ limit: 1 }))[0]?.state).toBe('quarantined')
      expect(await ledger.judgeCorrections('all', 'accepted', 'dorte')).toHaveLength(5)
      expect((await ledger.corrections({ state: 'capped', limit: 10 })).length).toBe(2)
    })

    it('the last word on a mail replaces the earlier ones, accepted or not', async () => {
      const raw = await answered(1, 'anna@example.dk')
      await ledger.judgeCorrections('all', 'accepted', 'dorte')
      const standing = (await ledger.mail(raw.id))?.decision?.id as number
      await ledger.recordDecisions([
        { ...answerEntryReplacing(raw, label('vielser'), 'carl'), replaces: standing },
      ])
      expect(await ledger.acceptedCorrections()).toEqual([])
      expect(await ledger.corrections({ limit: 10 })).toMatchObject([{ label: 'vielser', was: skat }])
    })

    it('a rejected one is not learnt from, and can be accepted after all by its number', async () => {
      await answered(1, 'anna@example.dk')
      const [id] = await ledger.judgeCorrections('all', 'rejected', 'dorte')
      expect(await ledger.judgeCorrections('all', 'accepted', 'dorte')).toEqual([])
      expect(await ledger.judgeCorrections([id as number, 999], 'accepted', 'dorte')).toEqual([id])
      expect(await ledger.acceptedCorrections()).toHaveLength(1)
    })

    it('the text of one is forgotten like any other', async () => {
      await answered(1, 'anna@example.dk')
      await ledger.judgeCorrections('all', 'accepted', 'dorte')
      const deliverable = await ledger.pendingDeliveries({ destinations: ['ledger-queue'], limit: 10 })
      expect(deliverable).toEqual([])
      clock.pass(DAY_MS)
      await ledger.forgetText(clock.now().toISOString())
      expect(await ledger.acceptedCorrections()).toEqual([])
      expect(await ledger.corrections({ limit: 10 })).toHaveLength(1)
    })
  })

  it('a challenger is counted beside the live model, and both against what people decided', async () => {
    const said = (mine: typeof pas, wouldFile: boolean) => ({
      ...{ modelId: other, label: mine, wouldFile },
      live: { modelId: live, label: pas, wouldFile: true },
    })
    await decided(ledger, mailOf(1), { challenger: said(pas, true) })
    await decided(ledger, mailOf(2), { challenger: said(skat, false) })
    const { id } = await decided(ledger, mailOf(3), { challenger: said(skat, true), review: true })
    await ledger.recordDecisions([{ ...answerEntryReplacing(mailOf(3)), replaces: id }])
    expect(await ledger.challengerFigures('udenfor')).toEqual([
      {
        ...{ modelId: other, liveModelId: live, mails: 3, agree: 1, wouldFile: 2, liveWouldFile: 3 },
        ...{ reviewed: 1, reviewedWrong: 0, liveReviewedWrong: 1 },
      },
    ])
  })

  it('first decisions are counted by day, queue and model', async () => {
    const prediction = entryFor(mailOf(1)).prediction
    const unknown = (unknownShare: number) => prediction && { prediction: { ...prediction, unknownShare } }
    await decided(ledger, mailOf(1), { ...unknown(0.25), review: true })
    await decided(ledger, mailOf(2), {
      ...unknown(0.75),
      ...{ decision: askAPerson({ because: { kind: 'novel', novelty: 0.9, limit: 0.5 } }), deliveries: [] },
    })
    const { id } = await decided(ledger, mailOf(3))
    await ledger.recordDecisions([{ ...answerEntryReplacing(mailOf(3)), replaces: id }])
    clock.pass(DAY_MS)
    await decided(ledger, mailOf(4))
    expect(await ledger.dayFigures('2025-03-01')).toEqual([
      {
        ...{ day: '2025-03-04', label: pas, modelId: live, mails: 3, novel: 1, routed: 2, overridden: 1 },
        ...{ measured: 2, unknownSum: 1, unknownSquares: 0.625 },
      },
      expect.objectContaining({ day: '2025-03-05', mails: 1 }),
    ])
    expect(await ledger.dayFigures('2025-03-05')).toHaveLength(1)
  })

  describe('figures', () => {
    it('counts what stands, what lies there, and where people disagreed', async () => {
      await decided(ledger, raw, { review: true })
      await ledger.recordAnswer(answerOf(raw), answerEntry(raw))
      await decided(ledger, mailOf(1))
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
        toPeople: 1,
        byKind: { route: 2, review: 1, leave: 1 },
        byReason: { answered: 1, 'automatic-mail': 1, confident: 1, unsure: 1 },
        left: [{ sign: 'report-type', count: 1 }],
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
        { label: pas, routed: 1, routedByPerson: 0, overridden: 0 },
      ])
    })

    it('what was moved and moved back, or never filed, is not overridden', async () => {
      const { id } = await decided(ledger, raw)
      const [moved] = await ledger.recordDecisions([{ ...answerEntryReplacing(raw), replaces: id }])
      const figuresOf = async () => {
        const bounds = ['2025-03-01T00:00:00.000Z', '2025-03-08T00:00:00.000Z']
        const { overridden } = await ledger.weeklyCounts(bounds)
        const [day] = await ledger.dayFigures('2025-03-01')
        const [queue] = (await ledger.stats({})).perQueue
        return [queue?.overridden, day?.overridden, overridden[0]?.count ?? 0]
      }
      expect(await figuresOf()).toEqual([1, 1, 1])
      const back = { ...answerEntryReplacing(raw, pas), replaces: moved?.id ?? 0 }
      await ledger.recordDecisions([back])
      expect(await figuresOf()).toEqual([0, 0, 0])
      const shadow = await decided(ledger, mailOf(2), { mode: 'shadow', deliveries: [] })
      await ledger.recordDecisions([{ ...answerEntryReplacing(mailOf(2)), replaces: shadow.id }])
      expect(await figuresOf()).toEqual([0, 0, 0])
    })

    it('the gauges say what the stats say, and what was decided again is counted once', async () => {
      const { id } = await decided(ledger, raw, { review: true })
      await decided(ledger, mailOf(2), { decision: askAPerson(), deliveries: [], review: true })
      await decided(ledger, mailOf(3), { review: true, isBlind: true })
      await decided(ledger, mailOf(4), { decision: leave, deliveries: [] })
      await ledger.recordReceived('borgerservice', [mailOf(5)])
      await ledger.recordDecisions([entryFor(raw, { decision: leave, deliveries: [], replaces: id })])
      await ledger.recordAnswer(answerOf(mailOf(3)), answerEntry(mailOf(3)))
      await ledger.recordPoll('borgerservice', { ok: true, fetched: 5, note: '' })
      await ledger.closeQueue(skat, { n: 3 })
      const { byKind, undecided, waiting, undelivered } = await ledger.stats({})
      expect(await ledger.gauges()).toEqual({
        ...{ byKind, undecided, waiting, undelivered },
        blindAnswers: [{ label: pas, isRight: false, count: 1 }],
        leftAnswers: [],
        left: [{ sign: 'report-type', count: 2 }],
        queues: [{ label: skat, isClosed: true }],
        isThreadFilingClosed: false,
        polls: [{ account: 'borgerservice', okAt: '2025-03-04T09:00:00.000Z' }],
      })
      expect(byKind).toEqual({ route: 1, review: 1, leave: 2 })
    })
  })
}
