import { afterEach, describe, expect, it } from 'vitest'
import type { MailSource } from '../../../src/ingest/sources/source.js'
import { triageCounted } from '../../../src/pass/attempts.js'
import { runPass } from '../../../src/pass/pass.js'
import { BATCH_MAILS } from '../../../src/pass/pipeline.js'
import { type Bench, benchMailbox, passportMails } from '../mailbox-harness.js'

let bench: Bench
afterEach(() => bench.ledger.close())

const pass = (options = {}) => runPass(bench.pipeline, bench.route, bench.ends, options)
const nothing = {
  received: 0,
  decided: { route: 0, review: 0, leave: 0 },
  failed: [],
  delivered: { done: 0, gone: 0, waiting: 0, unreachable: [] },
}

describe('a pass', () => {
  it('takes every new mail through the whole journey, and a second one does nothing', async () => {
    bench = await benchMailbox()
    for (const mail of passportMails(BATCH_MAILS + 2)) bench.add(mail)
    const told: number[] = []
    expect(await pass({ onProgress: (received: number) => told.push(received) })).toMatchObject({
      received: BATCH_MAILS + 2,
      decided: { route: BATCH_MAILS + 2 },
      delivered: { done: 2 * (BATCH_MAILS + 2) },
    })
    expect(told).toEqual([BATCH_MAILS, BATCH_MAILS + 2])
    expect(await pass()).toEqual(nothing)
  })

  it('first decides and delivers what an earlier pass left behind', async () => {
    bench = await benchMailbox()
    const raws = passportMails(BATCH_MAILS + 3).map((mail) => bench.add(mail))
    await bench.ledger.recordReceived('borgerservice', raws)
    expect(await pass()).toMatchObject({ received: 0, decided: { route: raws.length } })
    expect(bench.folders.delivered()).toHaveLength(raws.length)
  })

  it('touches no mail of another mailbox', async () => {
    bench = await benchMailbox()
    const raw = bench.add(passportMails(1)[0]!)
    await bench.ledger.recordReceived('another', [
      { ...raw, location: { ...raw.location, account: 'another' } },
    ])
    await runPass(
      bench.pipeline,
      { ...bench.route, account: 'third' },
      { ...bench.ends, source: emptySource },
    )
    expect(await bench.ledger.undecided({ limit: 9 })).toEqual([raw.id])
  })

  it('does not move a mail again that came back to the inbox, and notes that it was found', async () => {
    bench = await benchMailbox()
    const [mail] = passportMails(1)
    const raw = bench.add(mail!)
    await pass()
    bench.add(mail!)
    expect(await pass()).toEqual(nothing)
    const trail = await bench.ledger.audit({ mailId: raw.id, limit: 100 })
    expect(trail.map(({ action }) => action)).toContain('found-again')
    expect(bench.folders.delivered()).toHaveLength(1)
  })

  it('ends after the batch in hand when it is asked to, and the next one goes on', async () => {
    bench = await benchMailbox()
    for (const mail of passportMails(2 * BATCH_MAILS)) bench.add(mail)
    const first = await pass({ signal: AbortSignal.abort() })
    expect(first).toMatchObject({ received: BATCH_MAILS })
    // The batch that was on its way is durable, and the first thing that the next pass decides.
    const { decided } = await pass()
    const all = Object.values(first.decided).concat(Object.values(decided))
    expect(all.reduce((sum, count) => sum + count)).toBe(2 * BATCH_MAILS)
    expect(await bench.ledger.undecided({ limit: 1 })).toEqual([])
  })

  it('delivers what came before its source broke', async () => {
    bench = await benchMailbox()
    bench.add(passportMails(1)[0]!)
    const breaking: MailSource = {
      ...bench.source,
      async *fetchNew(known, options) {
        yield* bench.source.fetchNew(known, options)
        throw new Error('the line broke')
      },
    }
    const run = runPass(bench.pipeline, bench.route, { ...bench.ends, source: breaking })
    await expect(run).rejects.toThrow('the line broke')
    expect(bench.folders.delivered()).toHaveLength(1)
  })

  it('moves nothing when a destination is not ready', async () => {
    bench = await benchMailbox()
    bench.add(passportMails(1)[0]!)
    const folders = { ...bench.folders, prepare: () => Promise.reject(new Error('no such folder')) }
    const run = runPass(bench.pipeline, bench.route, { ...bench.ends, destinations: [folders] })
    await expect(run).rejects.toThrow('no such folder')
    expect(await bench.ledger.stats({})).toMatchObject({ mails: 0 })
  })
})

describe('a mail that cannot be read', () => {
  const bad = { id: 'bad', text: 'GIFT' }
  const attempts = 3

  it('holds up no other mail of its batch', async () => {
    bench = await benchMailbox({ unreadable: 'GIFT' })
    const [first, last] = passportMails(2)
    bench.add(first!)
    const raw = bench.add(bad)
    bench.add(last!)
    expect(await pass()).toMatchObject({
      received: 3,
      decided: { route: 2 },
      failed: [{ mailId: raw.id, error: new Error('the reader broke') }],
    })
  })

  it('is tried once in every pass, with new mail going on, and after its attempts goes to a person', async () => {
    bench = await benchMailbox({ unreadable: 'GIFT', limits: { attempts } })
    const raw = bench.add(bad)
    for (let nth = 1; nth <= attempts; nth++) {
      bench.add({ id: `good-${nth}`, text: `Jeg vil gerne have nyt pas, ${nth}.` })
      expect(await pass()).toMatchObject({ decided: { route: 1 }, failed: [{ mailId: raw.id }] })
      expect((await bench.ledger.mail(raw.id))?.attempts).toBe(nth)
    }
    expect(await pass()).toMatchObject({ decided: { review: 1 }, failed: [] })
    expect(await bench.ledger.reviewItem(raw.id)).toMatchObject({
      state: 'open',
      reason: { kind: 'failed', attempts },
    })
    expect(await bench.ledger.rawBytes(raw.id)).toEqual(new Uint8Array(raw.bytes))
    expect(await pass()).toEqual(nothing)
  })

  it('is decided as any other when it can be read after all', async () => {
    bench = await benchMailbox({ unreadable: 'GIFT' })
    const raw = bench.add({ id: 'bad', text: 'Jeg vil gerne have nyt pas. GIFT' })
    await pass()
    bench.mend()
    expect(await pass()).toMatchObject({ decided: { route: 1 }, failed: [] })
    expect(await bench.decisionOf(raw)).toMatchObject({ kind: 'route', parts: [{ queue: 'pas' }] })
  })

  it('more of them than a batch hold up no left-over behind them', async () => {
    bench = await benchMailbox({ unreadable: 'GIFT' })
    const bads = Array.from({ length: BATCH_MAILS + 1 }, (_, n) =>
      bench.add({ id: `bad-${n}`, text: `GIFT ${n}` }),
    )
    const good = bench.add(passportMails(1)[0]!)
    await bench.ledger.recordReceived('borgerservice', [...bads, good])
    expect(await pass()).toMatchObject({ decided: { route: 1 } })
  })
})

describe('an attempt', () => {
  it('is counted before it is made, so that a mail that stops the program leaves its count behind', async () => {
    bench = await benchMailbox()
    const raw = bench.add(passportMails(1)[0]!)
    await bench.ledger.recordReceived('borgerservice', [raw])
    const counts: (number | undefined)[] = []
    const read: typeof bench.pipeline.read = async (one) => {
      counts.push((await bench.ledger.mail(one.id))?.attempts)
      return bench.pipeline.read(one)
    }
    await triageCounted({ ...bench.pipeline, read }, bench.route, raw.id)
    expect(counts).toEqual([1])
  })
})

const emptySource: MailSource = {
  account: 'third',
  async *fetchNew() {},
  close: async () => undefined,
}
