import { afterEach, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { MailSource } from '../../../src/ingest/sources/source.js'
import { deliver } from '../../../src/pass/deliver.js'
import { evaluateMails } from '../../../src/pass/evaluate.js'
import { BATCH_MAILS, type Received } from '../../../src/pass/pipeline.js'
import { prepare } from '../../../src/pass/prepare.js'
import { receive } from '../../../src/pass/receive.js'
import { triage } from '../../../src/pass/triage.js'
import { type Bench, benchMailbox, passportMails } from '../mailbox-harness.js'

let bench: Bench
afterEach(() => bench.ledger.close())

async function received(source: MailSource = bench.source): Promise<readonly Received[]> {
  const mails: Received[] = []
  for await (const batch of receive(bench.pipeline, bench.route, { ...bench.ends, source }))
    mails.push(...batch)
  return mails
}

const triaged = (mails: readonly Received[]) => triage(bench.pipeline, bench.route, mails)

const lastPoll = async () => (await bench.ledger.lastPolls())[0]

describe('receive', () => {
  it('makes every mail durable before it is yielded, and a second time yields nothing', async () => {
    bench = await benchMailbox()
    for (const mail of passportMails(BATCH_MAILS + 1)) bench.add(mail)
    const sizes: number[] = []
    for await (const raws of receive(bench.pipeline, bench.route, bench.ends)) {
      sizes.push(raws.length)
      for (const { raw } of raws)
        expect(await bench.ledger.rawBytes(raw.id)).toEqual(new Uint8Array(raw.bytes))
    }
    expect(sizes).toEqual([BATCH_MAILS, 1])
    expect(await received()).toEqual([])
  })

  it('yields identical bytes at two UIDs once, and notes both places', async () => {
    bench = await benchMailbox()
    const [one] = passportMails(1)
    const first = bench.add(one!)
    bench.add(one!)
    expect(await received()).toHaveLength(1)
    expect((await bench.ledger.mail(first.id))?.locations.map(({ uid }) => uid).sort()).toEqual([1, 2])
  })

  it('keeps what a source has yielded before it broke, and notes the poll as failed', async () => {
    bench = await benchMailbox()
    const raw = bench.add(passportMails(1)[0]!)
    const breaking: MailSource = {
      ...bench.source,
      async *fetchNew(known, options) {
        yield* bench.source.fetchNew(known, options)
        throw new RangeError('the line broke')
      },
    }
    await expect(received(breaking)).rejects.toThrow('the line broke')
    expect(await bench.ledger.mail(raw.id)).toMatchObject({ state: 'received' })
    expect(await lastPoll()).toMatchObject({ okAt: undefined, note: 'RangeError' })
  })

  it('notes a poll without new mail as one that went well', async () => {
    bench = await benchMailbox()
    await received()
    expect(await lastPoll()).toMatchObject({ okAt: bench.clock.now().toISOString(), note: '' })
  })
})

describe('prepare', () => {
  it('that fails is a failed poll', async () => {
    bench = await benchMailbox()
    const missing = { ...bench.folders, prepare: () => Promise.reject(new RangeError('no such folder')) }
    await expect(prepare(bench.pipeline, bench.route, [missing])).rejects.toThrow('no such folder')
    expect(await lastPoll()).toMatchObject({ okAt: undefined, note: 'RangeError' })
  })
})

describe('triage', () => {
  it.each([
    { mode: 'auto', kind: 'route', because: 'confident', deliveries: 2, reviews: 0 },
    { mode: 'suggest', kind: 'review', because: 'suggest-mode', deliveries: 0, reviews: 1 },
    { mode: 'shadow', kind: 'route', because: 'confident', deliveries: 0, reviews: 0 },
  ] as const)(
    'in $mode mode decides $kind, asks for $deliveries deliveries and $reviews persons',
    async (row) => {
      bench = await benchMailbox({ mode: row.mode })
      const raw = bench.add({ id: 'one', text: 'Jeg vil gerne have nyt pas.' })
      expect(await triaged(await received())).toMatchObject([
        { kind: row.kind, because: { kind: row.because } },
      ])
      expect(await bench.ledger.deliveries(raw.id)).toHaveLength(row.deliveries)
      expect(await bench.ledger.reviewItems({ limit: 9 })).toHaveLength(row.reviews)
    },
  )

  it('asks a person when the model is unsure, when there is none, and for mail from outside', async () => {
    bench = await benchMailbox()
    bench.add({ id: 'unsure', text: 'Jeg har et spørgsmål om min sag hos jer.' })
    bench.add({ id: 'outside', text: 'Det er vist noget udenfor kommunen, tror jeg.' })
    const decisions = await triaged(await received())
    expect(decisions.map(({ because }) => because.kind)).toEqual(['unsure', 'outside'])
  })

  it('without a model sends everything to people', async () => {
    bench = await benchMailbox({ hasModel: false })
    bench.add({ id: 'one', text: 'Jeg vil gerne have nyt pas.' })
    expect(await triaged(await received())).toMatchObject([{ kind: 'review', because: { kind: 'no-model' } }])
  })

  it('decides a mail once, however often it is asked', async () => {
    bench = await benchMailbox()
    const raw = bench.add({ id: 'one', text: 'Jeg vil gerne have nyt pas.' })
    const raws = await received()
    expect(await triaged([...raws, ...raws])).toHaveLength(1)
    expect(await triaged(raws)).toEqual([])
    expect(await bench.ledger.decisions(raw.id)).toHaveLength(1)
  })

  it('of no mails is nothing', async () => {
    bench = await benchMailbox()
    expect(await triaged([])).toEqual([])
  })

  it('leaves a bounce alone', async () => {
    bench = await benchMailbox()
    bench.add({ id: 'auto', text: 'Jeg er på ferie. pas', header: 'Auto-Submitted: auto-replied' })
    expect(await triaged(await received())).toMatchObject([{ kind: 'leave' }])
  })
})

describe('the fuse', () => {
  it('counts within a batch and what it stops goes to people with its guess', async () => {
    bench = await benchMailbox({ limits: { automaticMovesPerHour: 3 } })
    for (const mail of passportMails(5)) bench.add(mail)
    const decisions = await triaged(await received())
    expect(decisions.map(({ kind }) => kind)).toEqual(['route', 'route', 'route', 'review', 'review'])
    expect(decisions[3]).toMatchObject({ guess: 'pas', because: { kind: 'rate-limited', limit: 3 } })
  })

  it('counts what was filed in the hour before, and lets go when the hour is over', async () => {
    bench = await benchMailbox({ limits: { automaticMovesPerHour: 1 } })
    const kindOfNext = async (id: string) => {
      bench.add({ id, text: `Jeg vil gerne have nyt pas, ${id}.` })
      return (await triaged(await received()))[0]?.kind
    }
    expect(await kindOfNext('first')).toBe('route')
    bench.clock.pass(3_599_000)
    expect(await kindOfNext('second')).toBe('review')
    bench.clock.pass(2_000)
    expect(await kindOfNext('third')).toBe('route')
  })

  it('does not count mail that is only recorded', async () => {
    bench = await benchMailbox({ mode: 'shadow', limits: { automaticMovesPerHour: 1 } })
    for (const mail of passportMails(3)) bench.add(mail)
    expect((await triaged(await received())).map(({ kind }) => kind)).toEqual(['route', 'route', 'route'])
  })
})

describe('an answer in a thread', () => {
  const question = { id: 'question', text: 'Min bil fik en afgift for parkering i går.' }
  const answer = {
    ...{ id: 'answer', subject: 'SV: Henvendelse', answers: 'question' },
    text: 'Jeg har glemt at sige tak for sidst.',
  }

  it('follows the mail that it answers', async () => {
    bench = await benchMailbox()
    const first = bench.add(question)
    await triaged(await received())
    bench.add(answer)
    expect(await triaged(await received())).toMatchObject([
      { kind: 'route', parts: [{ queue: 'parkering' }], because: { kind: 'thread', mailId: first.id } },
    ])
  })

  it('follows it also within a batch, so that a pass that was cut off and repeated decides the same', async () => {
    bench = await benchMailbox()
    const first = bench.add(question)
    bench.add(answer)
    expect((await triaged(await received()))[1]).toMatchObject({
      because: { kind: 'thread', mailId: first.id },
    })
  })

  it('follows where a person has put it since', async () => {
    bench = await benchMailbox({ mode: 'suggest' })
    const first = bench.add(question)
    await triaged(await received())
    const { decision } = (await bench.ledger.mail(first.id))!
    const because = { kind: 'answered', by: 'birthe' } as const
    await bench.ledger.recordDecisions([
      {
        ...{ mailId: first.id, parsed: undefined, prediction: undefined, mode: 'person', review: false },
        decision: { kind: 'route', parts: [{ queue: label('pas') }], because, mustSee: [] },
        actor: { kind: 'person', name: 'birthe' },
        deliveries: [],
        replaces: decision!.id,
      },
    ])
    bench.add(answer)
    expect((await triaged(await received()))[0]).toMatchObject({ kind: 'review', guess: 'pas' })
  })
})

describe('judge', () => {
  it('writes nothing anywhere: a dry run is this and no more', async () => {
    bench = await benchMailbox()
    const raw = bench.add({ id: 'one', text: 'Jeg vil gerne have nyt pas.' })
    const before = await bench.ledger.audit({ limit: 100 })
    const [judged] = await evaluateMails(bench.pipeline, bench.route, [raw])
    expect(judged?.decision).toMatchObject({ kind: 'route', parts: [{ queue: 'pas' }] })
    expect(await bench.ledger.mail(raw.id)).toBeUndefined()
    expect(await bench.ledger.audit({ limit: 100 })).toEqual(before)
  })
})

describe('deliver', () => {
  it('puts each decided mail into its folder and its queue, once', async () => {
    bench = await benchMailbox()
    for (const mail of passportMails(3)) bench.add(mail)
    await triaged(await received())
    const report = await deliver(bench.pipeline, bench.route, bench.destinations)
    expect(report).toEqual({ done: 6, gone: 0, waiting: 0, unreachable: [] })
    expect(bench.folders.delivered().map(({ move }) => move?.toFolder)).toEqual(
      Array(3).fill('Afdelinger/pas'),
    )
    expect(await deliver(bench.pipeline, bench.route, bench.destinations)).toMatchObject({ done: 0 })
  })

  it('moves both copies of a mail that lies in the inbox twice, and queues it once', async () => {
    bench = await benchMailbox()
    const [one] = passportMails(1)
    bench.add(one!)
    bench.add(one!)
    await triaged(await received())
    await deliver(bench.pipeline, bench.route, bench.destinations)
    expect(
      bench.folders
        .delivered()
        .map(({ move }) => move?.from.uid)
        .sort(),
    ).toEqual([1, 2])
    expect(bench.queues.delivered()).toHaveLength(1)
  })
})
