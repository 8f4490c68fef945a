// The suite of DecisionStore. How answers are recorded stands with the review list (reviews.ts).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import {
  askAPerson,
  auditedOf,
  decided,
  due,
  entryFor,
  handClock,
  leave,
  moveOf,
  type OpenLedger,
  parsedMail,
  pas,
  placed,
  rawMail,
  routeTo,
  skat,
  toQueue,
} from '../ledger-samples.js'

const raw = rawMail('Hvordan fornyer jeg mit pas?')
const other = rawMail('Hvornår kommer min årsopgørelse?', placed(2))
const unknownMail = mailIdOf(new TextEncoder().encode('never received'))

export function decisionsContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  const undecided = (account?: string) =>
    ledger.undecided({ limit: 10, ...(account === undefined ? {} : { account }) })

  describe('deciding', () => {
    it('a decision is written with what it asks for, and the mail is decided', async () => {
      await ledger.recordReceived('borgerservice', [raw])
      const [record] = await ledger.recordDecisions([entryFor(raw, { deliveries: [moveOf(raw), toQueue()] })])
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
      expect(await auditedOf(ledger, raw)).toEqual(['received', 'decided'])
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
      expect(await auditedOf(ledger, raw)).toEqual(['received'])
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
      expect(await auditedOf(ledger, raw)).toContain('delivery-called-off')
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
}
