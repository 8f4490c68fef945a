// The suite of MailStore.
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
  entryFor,
  handClock,
  leave,
  moveOf,
  type OpenLedger,
  outcomeOf,
  parsedMail,
  placed,
  rawMail,
  routeTo,
  toQueue,
} from '../ledger-samples.js'

const MINUTE_MS = 60_000
const raw = rawMail('Hvordan fornyer jeg mit pas?')
const other = rawMail('Hvornår kommer min årsopgørelse?', placed(2))
const unknownMail = mailIdOf(new TextEncoder().encode('never received'))

export function mailsContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  const undecided = (account?: string) =>
    ledger.undecided({ limit: 10, ...(account === undefined ? {} : { account }) })

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
      expect(await auditedOf(ledger, raw)).toEqual(['received', 'found-again'])
    })

    it('the same mail twice in one batch is new once', async () => {
      expect(await ledger.recordReceived('borgerservice', [raw, raw])).toEqual([raw.id])
      expect(await auditedOf(ledger, raw)).toEqual(['received'])
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
      await outcomeOf(ledger, { kind: 'done', location: placed(9, 'Afdelinger/pas') })
      await ledger.fileAgain(raw.id, id + 1, [moveOf(raw)])
      expect(await due(ledger)).toEqual([])
      await ledger.fileAgain(raw.id, id, [moveOf(raw)])
      expect(await due(ledger)).toMatchObject([{ decisionId: id, move: { from: raw.location } }])
      await outcomeOf(ledger, { kind: 'done', location: placed(10, 'Afdelinger/pas') })
      expect(await due(ledger)).toEqual([])
      expect(await auditedOf(ledger, raw)).toContain('filed-again')
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

  describe('folders', () => {
    it('a mark is what was seen last', async () => {
      expect(await ledger.folderMark('borgerservice', 'Pas')).toBeUndefined()
      await ledger.recordFolderMark('borgerservice', 'Pas', { uidValidity: '7', uidNext: 3, mails: 2 })
      await ledger.recordFolderMark('borgerservice', 'Pas', { uidValidity: '7', uidNext: 5, mails: 4 })
      expect(await ledger.folderMark('borgerservice', 'Pas')).toEqual({
        ...{ uidValidity: '7', uidNext: 5, mails: 4 },
      })
    })

    it('a known mail is seen at its new place and gone from the old; an unknown one is passed over', async () => {
      await ledger.recordReceived('borgerservice', [raw])
      const there = placed(9, 'Afdelinger/Skat')
      await ledger.recordSeen([
        { mailId: raw.id, location: there },
        { mailId: other.id, location: placed(10, 'Afdelinger/Skat') },
      ])
      const { account, folder, uidValidity, uid } = raw.location
      await ledger.recordLeft(account, folder, uidValidity, [uid])
      expect((await ledger.mail(raw.id))?.locations).toEqual([there])
      expect([...(await ledger.knownUids(account, there.folder, there.uidValidity))]).toEqual([9])
      expect((await ledger.knownUids(account, folder, uidValidity)).size).toBe(0)
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
      await outcomeOf(ledger, { kind: 'done' })
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
      await outcomeOf(ledger, { kind: 'done' })
      clock.pass(MINUTE_MS)
      expect(await ledger.forgetText(clock.now().toISOString())).toBe(1)
      expect(await ledger.forgetText(clock.now().toISOString())).toBe(0)
      const mail = await ledger.mail(raw.id)
      expect(mail).toMatchObject({ parsed: undefined, subject: '', decision: { decision: routeTo() } })
      expect(mail?.decision?.prediction).toMatchObject({ evidence: [], novelty: 0.1 })
      expect(await auditedOf(ledger, raw)).toEqual(['received', 'decided', 'delivered', 'forgotten'])
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
  })
}
