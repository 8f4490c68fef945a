// The suite of what MailStore says of bursts: mails that are nearly the same are one unit, whoever received them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailId } from '../../../src/ids.js'
import type { ParsedMail, RawMail } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import {
  askAPerson,
  campaignMail,
  decided,
  handClock,
  leave,
  type OpenLedger,
  parsedMail,
  placed,
  rawMail,
} from '../ledger-samples.js'

const ownWords = [
  'Mit pas er væk, og jeg rejser på fredag med hele familien. Kan jeg få et nyt inden da, og hvad koster det?',
  'Hvornår bliver skraldet hentet i vores gade efter helligdagene? Spanden har nu været fuld i to uger.',
]
const DAY_MS = 24 * 3_600_000

export function burstsContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  let uid = 0
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  const received = async (count: number): Promise<readonly RawMail[]> => {
    const raws = Array.from({ length: count }, () => rawMail(`letter ${++uid}`, placed(uid)))
    await ledger.recordReceived('borgerservice', raws)
    return raws
  }
  const grouped = async (mails: readonly ParsedMail[]) => [...(await ledger.groupAlike(mails)).values()]
  const letters = (raws: readonly RawMail[]) => raws.map((raw, nth) => campaignMail(raw, nth))

  describe('bursts', () => {
    it('like mails are one unit, named after the first, in one batch and in later ones', async () => {
      const [first, ...more] = await received(30)
      const [later] = await received(1)
      const units = await grouped(letters([first as RawMail, ...more]))
      expect(new Set(units)).toEqual(new Set([first?.id]))
      expect(await grouped([campaignMail(later as RawMail, 77)])).toEqual([first?.id])
    })

    it('a mail that is like no other is its own unit; so are short ones that say the same', async () => {
      const raws = await received(3)
      const ids = raws.map(({ id }) => id)
      expect(await grouped(raws.map((raw) => parsedMail(raw)))).toEqual(ids)
      expect([...(await ledger.bursts(ids)).values()]).toEqual(ids)
    })

    it('one sender is a burst only with the same text, whatever is fixed in all its mails', async () => {
      const raws = await received(2)
      const from = { name: '', address: 'formular@kommune.example' }
      const mails = letters(raws).map((mail, nth) => ({
        ...mail,
        from,
        body: {
          ...mail.body,
          own: `${mail.body.own}
${ownWords[nth]}`,
        },
      }))
      expect(await grouped(mails)).toEqual(raws.map(({ id }) => id))
    })

    it('asked again, it says the same; and of what it does not know, that it is alone', async () => {
      const raws = await received(2)
      const mails = letters(raws)
      const units = await grouped(mails)
      expect(await grouped(mails)).toEqual(units)
      const unknown = rawMail('never received').id
      expect([...(await ledger.bursts([unknown, raws[1]?.id as MailId]))]).toEqual([
        [unknown, unknown],
        [raws[1]?.id, raws[0]?.id],
      ])
    })

    it('is over after two weeks without a like mail, and goes on for as long as they come', async () => {
      const [first, second, third, fourth] = await received(4)
      await grouped([campaignMail(first as RawMail, 1)])
      clock.pass(10 * DAY_MS)
      expect(await grouped([campaignMail(second as RawMail, 2)])).toEqual([first?.id])
      clock.pass(10 * DAY_MS)
      expect(await grouped([campaignMail(third as RawMail, 3)])).toEqual([first?.id])
      clock.pass(15 * DAY_MS)
      expect(await grouped([campaignMail(fourth as RawMail, 4)])).toEqual([fourth?.id])
    })

    it('two that group at the same time find each other', async () => {
      const raws = await received(20)
      const mails = letters(raws)
      await Promise.all(mails.map((mail) => ledger.groupAlike([mail])))
      expect(new Set((await ledger.bursts(raws.map(({ id }) => id))).values()).size).toBe(1)
    })

    it('a forgotten mail is like no new one, and keeps its unit', async () => {
      const [first, second] = [rawMail('first', placed(1)), rawMail('second', placed(2))]
      const left = { decision: leave, deliveries: [] }
      await decided(ledger, first, { parsed: campaignMail(first, 1), ...left })
      await decided(ledger, second, { parsed: campaignMail(second, 2), ...left })
      await ledger.forgetText('2099-01-01T00:00:00.000Z')
      const [third] = await received(1)
      expect(await grouped([campaignMail(third as RawMail, 3)])).toEqual([third?.id])
      expect((await ledger.bursts([second.id])).get(second.id)).toBe(first.id)
    })

    it('pages of first items go through every burst once, forwards and backwards', async () => {
      const firsts: MailId[] = []
      for (let nth = 0; nth < 30; nth++) {
        clock.pass(60_000)
        const raw = rawMail(`listed ${nth}`, placed(500 + nth))
        const parsed = nth % 3 === 0 ? parsedMail(raw) : campaignMail(raw, nth)
        await decided(ledger, raw, { parsed, decision: askAPerson(), deliveries: [], review: true })
        if (nth % 3 === 0 || nth === 1) firsts.push(raw.id)
      }
      const options = { filter: { state: 'waiting' }, limit: 4, ofBurst: 'first' } as const
      const seen: MailId[] = []
      for (let page = await ledger.reviewPage({ ...options, direction: 'after' }); page.length > 0; ) {
        seen.push(...page.map(({ mailId }) => mailId))
        page = await ledger.reviewPage({ ...options, direction: 'after', position: page.at(-1) })
      }
      expect(seen).toEqual(firsts)
      const last = await ledger.reviewPage({ ...options, direction: 'before' })
      expect(last.map(({ mailId }) => mailId)).toEqual(firsts.slice(-4))
      const counts = await ledger.burstCounts([firsts[1] as MailId], { state: 'waiting' })
      expect([...counts]).toEqual([[firsts[1], 20]])
    })
  })
}
