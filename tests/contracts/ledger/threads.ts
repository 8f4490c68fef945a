// The suite of what the ledger knows of a thread: the mails that an answer names by their own ids, now and when their text is long forgotten.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ParsedMail } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import {
  askAPerson,
  decided,
  handClock,
  type OpenLedger,
  parsedMail,
  pas,
  placed,
  rawMail,
  routeTo,
  skat,
} from '../ledger-samples.js'

const DAY_MS = 24 * 3_600_000
const anna = { name: 'Anna', address: 'anna@example.dk' }
const bo = { name: 'Bo', address: 'bo@example.dk' }
const office = { name: '', address: 'borgerservice@kk.example' }

const question = rawMail('Hvordan fornyer jeg mit pas?')
const answer = (changes: Partial<ParsedMail> = {}): ParsedMail => ({
  ...parsedMail(rawMail('Tak for svaret', placed(9))),
  ...{ messageId: 'answer@example.dk', references: ['first@example.dk', 'ours@kk.example'] },
  ...{ subject: 'SV: Nyt pas', isReply: true, from: anna, to: [office], cc: [] },
  ...changes,
})

export function threadsContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  let uid = 10
  const asked = async (
    changes: Partial<ParsedMail> = {},
    decision: Parameters<typeof decided>[2] = {},
    raw = rawMail(`mail ${++uid}`, placed(uid)),
  ) => {
    const parsed = parsedMail(raw, {
      ...{ messageId: 'first@example.dk', subject: 'Nyt pas', from: anna, to: [office], cc: [bo] },
      ...changes,
    })
    return decided(ledger, raw, { parsed, deliveries: [], ...decision })
  }

  const place = { queue: pas, matter: 'same', writer: 'of-thread', strangers: 0 }

  describe('threads', () => {
    it('an answer finds the mail that is the id it names, and where that stands', async () => {
      const { mailId } = await asked({}, {}, question)
      expect(await ledger.threadPlacements(answer())).toEqual([
        { ...place, mailId, idKey: expect.any(String) },
      ])
      expect(await ledger.threadPlacements(answer({ references: [] }))).toEqual([])
      expect(await ledger.threadPlacements(answer({ references: ['unknown@example.dk'] }))).toEqual([])
    })

    it('a mail that only names the id as well is no placement', async () => {
      await asked({ messageId: 'other@example.dk', references: ['first@example.dk'] })
      expect(await ledger.threadPlacements(answer())).toEqual([])
    })

    it('a mail that waits for a person stands nowhere, and one that a person placed later comes first', async () => {
      await asked({}, { decision: askAPerson(), review: true })
      expect(await ledger.threadPlacements(answer())).toMatchObject([{ queue: undefined }])
      await asked({ messageId: 'ours@kk.example' }, { decision: routeTo(skat) })
      expect(await ledger.threadPlacements(answer())).toMatchObject([{ queue: skat }, { queue: undefined }])
    })

    it.each<[string, Partial<ParsedMail>, object]>([
      ['another subject', { subject: 'SV: Parkering' }, { matter: 'other' }],
      ['an empty subject', { subject: '', isReply: false }, { matter: 'same' }],
      ['a case number', { subject: 'Sag 24/123: SV: Nyt pas' }, { matter: 'same' }],
      ['a stranger', { from: { name: '', address: 'mallory@example.dk' } }, { writer: 'other' }],
      ['somebody in copy', { from: bo }, { writer: 'of-thread' }],
      ['no sender', { from: undefined }, { writer: 'other' }],
      [
        'somebody in copy who passes it on',
        { from: bo, isReply: false, isForward: true },
        { writer: 'other' },
      ],
      [
        'somebody in copy who answers it directly',
        { from: bo, references: ['first@example.dk'] },
        { writer: 'other' },
      ],
      [
        'somebody in copy who answers its writer directly',
        { from: bo, to: [anna], references: ['first@example.dk'] },
        { writer: 'of-thread' },
      ],
    ])('%s is seen', async (_, changes, expected) => {
      await asked()
      expect(await ledger.threadPlacements(answer(changes))).toMatchObject([expected])
    })

    it.each<[string, Partial<ParsedMail>]>([
      ['names only itself', { references: ['answer@example.dk'], messageId: 'answer@example.dk' }],
      ['bears no sign of an answer', { subject: 'Nyt pas', isReply: false }],
    ])('a mail that %s answers nothing', async (_, changes) => {
      await asked()
      expect(await ledger.threadPlacements(answer(changes))).toEqual([])
    })

    it('matter and writers outlive the text, for a year', async () => {
      await asked()
      clock.pass(40 * DAY_MS)
      await ledger.forgetText(clock.now().toISOString())
      expect(await ledger.threadPlacements(answer())).toMatchObject([place])
      const stranger = answer({ from: { name: '', address: 'mallory@example.dk' }, subject: 'SV: Skat' })
      expect(await ledger.threadPlacements(stranger)).toMatchObject([{ matter: 'other', writer: 'other' }])
      clock.pass(400 * DAY_MS)
      await ledger.forgetText(clock.now().toISOString())
      expect(await ledger.threadPlacements(answer())).toMatchObject([
        { matter: 'forgotten', writer: 'forgotten' },
      ])
    })

    it('our own sent mail leads to what it answers, under its own subject too', async () => {
      await asked()
      const copy = { kind: 'automatic-mail', what: 'own-copy', sign: 'own-address' } as const
      await asked(
        {
          ...{
            messageId: 'ours@kk.example',
            references: ['first@example.dk'],
            from: office,
            to: [anna],
            cc: [],
          },
          subject: 'Sag 24/123: Svar fra kommunen',
        },
        { decision: { kind: 'leave', because: copy, mustSee: [] } },
      )
      const late = { references: ['ours@kk.example'], subject: 'SV: Sag 24/123: Svar fra kommunen' }
      expect(await ledger.threadPlacements(answer(late))).toMatchObject([place])
      const stranger = { ...late, from: { name: '', address: 'mallory@example.dk' } }
      expect(await ledger.threadPlacements(answer(stranger))).toMatchObject([{ writer: 'other' }])
    })

    it('counts the people who name the id and are not of the mail', async () => {
      await asked()
      for (const nth of [1, 2, 3, 3]) {
        const from = { name: '', address: `stranger${nth}@example.dk` }
        await asked({ messageId: `s${++uid}@example.dk`, references: ['first@example.dk'], from, cc: [] })
      }
      expect(await ledger.threadPlacements(answer())).toMatchObject([{ strangers: 3 }])
    })

    it('mails that carry one id are told apart', async () => {
      await asked()
      await asked({ from: bo }, { decision: routeTo(skat) })
      const [one, other] = await ledger.threadPlacements(answer())
      expect([one?.queue, other?.queue]).toEqual([skat, pas])
      expect(one?.idKey).toBe(other?.idKey)
    })

    it('of an id that a hundred mails carry none counts', async () => {
      for (let nth = 0; nth < 100; nth++) await asked({ from: bo })
      expect(await ledger.threadPlacements(answer())).toEqual([])
    })

    it('five thousand references are answered quickly', async () => {
      await asked()
      const references = Array.from({ length: 5000 }, (_, nth) => `${nth}@example.dk`)
      const start = performance.now()
      expect(await ledger.threadPlacements(answer({ references }))).toEqual([])
      expect(performance.now() - start).toBeLessThan(1000)
    })

    it('filing by threads is closed and opened as a queue is, and is no queue', async () => {
      expect(await ledger.threadFiling()).toMatchObject({ isClosed: false })
      expect(await ledger.openThreadFiling('birthe', 'ser på det')).toBe(false)
      expect(await ledger.closeThreadFiling({ n: 9, wrong: 5 })).toBe(true)
      expect(await ledger.closeThreadFilingByHand('birthe', 'igen')).toBe(false)
      expect(await ledger.threadFiling()).toMatchObject({ isClosed: true, reason: 'promise-broken' })
      expect(await ledger.queueClosures()).toEqual([])
      expect(await ledger.gauges()).toMatchObject({ queues: [], isThreadFilingClosed: true })
      expect(await ledger.openThreadFiling('birthe', 'rettet')).toBe(true)
      expect(await ledger.threadFiling()).toMatchObject({
        isClosed: false,
        openedAt: clock.now().toISOString(),
      })
      const actions = (await ledger.audit({ limit: 2 })).map(({ action }) => action)
      expect(actions).toEqual(['thread-filing-opened', 'thread-filing-closed'])
    })
  })
}
