import { afterEach, describe, expect, it } from 'vitest'
import type { MailId } from '../../../src/ids.js'
import type { MailSource } from '../../../src/ingest/sources/source.js'
import { triageCounted } from '../../../src/pass/attempts.js'
import { runPassWithWorkers } from '../../../src/pass/pass-with-workers.js'
import { type Bench, benchMailbox, passportMails } from '../mailbox-harness.js'

let bench: Bench
let asked: MailId[]
afterEach(() => bench.ledger.close())

async function fresh(): Promise<void> {
  bench = await benchMailbox()
  asked = []
}

/** Workers that decide on the spot, or only note what they were asked. */
const redisWith = ({ decides }: { readonly decides: boolean }) => ({
  askTriage: async (ids: readonly MailId[]) => {
    asked.push(...ids)
    if (decides) for (const id of ids) await triageCounted(bench.pipeline, bench.route, id)
  },
})

const pass = (options: { decides: boolean; signal?: AbortSignal; source?: MailSource }) =>
  runPassWithWorkers(
    bench.pipeline,
    bench.route,
    { ...bench.ends, ...(options.source ? { source: options.source } : {}) },
    {
      redis: redisWith(options),
      patienceMs: 0,
      signal: options.signal ?? new AbortController().signal,
    },
  )

describe('a pass where workers decide', () => {
  it('makes mail durable, asks for it, and moves it when it is decided', async () => {
    await fresh()
    const raws = passportMails(3).map((mail) => bench.add(mail))
    expect(await pass({ decides: true })).toMatchObject({ received: 3, delivered: { done: 6 } })
    expect(asked).toEqual(raws.map(({ id }) => id))
    expect(bench.folders.delivered()).toHaveLength(3)
  })

  it('ends with its patience and asks again the next time', async () => {
    await fresh()
    const raw = bench.add(passportMails(1)[0]!)
    expect(await pass({ decides: false })).toMatchObject({ received: 1, delivered: { done: 0 } })
    expect(await pass({ decides: true })).toMatchObject({ received: 0, delivered: { done: 2 } })
    expect(asked).toEqual([raw.id, raw.id])
  })

  it('moves what is decided also when new mail cannot be fetched', async () => {
    await fresh()
    const raw = bench.add(passportMails(1)[0]!)
    await bench.ledger.recordReceived('borgerservice', [raw])
    const source: MailSource = {
      ...bench.source,
      async *fetchNew() {
        yield []
        throw new Error('the line broke')
      },
    }
    await expect(pass({ decides: true, source })).rejects.toThrow('the line broke')
    expect(bench.folders.delivered()).toHaveLength(1)
  })

  it('waits for no worker when it is asked to end', async () => {
    await fresh()
    bench.add(passportMails(1)[0]!)
    expect(await pass({ decides: false, signal: AbortSignal.abort() })).toMatchObject({ received: 1 })
  })
})
