import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeBroken } from '../../../src/guarantee/close-broken.js'
import { threadGuarantee } from '../../../src/guarantee/thread-guarantee.js'
import { label } from '../../../src/ids.js'
import type { Reason } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import {
  answerEntry,
  answerOf,
  decided,
  handClock,
  pas,
  placed,
  rawMail,
  routeTo,
  skat,
} from '../../contracts/ledger-samples.js'

const queue = { name: '', description: '', kle: '' as const, selfService: '' as const }
const config = {
  promise: { error: 0.05, confidence: 0.95, blindSample: 0.02 },
  queues: { pas: queue, skat: queue },
}

let ledger: Ledger
let clock = handClock()
let mails = 0
beforeEach(async () => {
  clock = handClock()
  mails = 0
  ledger = await createLedger('sqlite::memory:', { now: clock.now })
})
afterEach(() => ledger.close())

/** Mail of the sample that was filed because of its thread, turn by turn in two queues, and a person's answers. */
async function answers(
  counts: { readonly right?: number; readonly wrong?: number },
  reason: 'thread' | 'confident' = 'thread',
) {
  const areRight = [
    ...Array<boolean>(counts.right ?? 0).fill(true),
    ...Array<boolean>(counts.wrong ?? 0).fill(false),
  ]
  for (const isRight of areRight) {
    const raw = rawMail(`mail ${++mails}`, placed(mails))
    const filedIn = mails % 2 === 0 ? pas : skat
    const because: Reason = reason === 'thread' ? { kind: 'thread', mailId: raw.id } : routeTo().because
    const decision = { ...routeTo(filedIn), because }
    await decided(ledger, raw, { decision, deliveries: [], review: true, isBlind: true })
    clock.pass(1000)
    const to = isRight ? filedIn : label('andet')
    const entry = { ...answerEntry(raw, 'birthe', to), parsed: undefined, deliveries: [] }
    await ledger.recordAnswer(answerOf(raw, { label: to }), entry)
  }
}

describe('the guarantee of filing by threads', () => {
  it('holds while errors are as promised', async () => {
    await answers({ right: 40, wrong: 2 })
    await closeBroken(ledger, config)
    expect(await threadGuarantee(ledger, config)).toMatchObject({
      n: 42,
      wrong: 2,
      isClosed: false,
      proof: 20,
    })
  })

  it('counts all queues together, and closes no queue', async () => {
    await answers({ right: 5, wrong: 6 })
    await closeBroken(ledger, config)
    expect(await threadGuarantee(ledger, config)).toMatchObject({
      n: 11,
      wrong: 6,
      isClosed: true,
      closedBy: undefined,
    })
    expect(await ledger.queueClosures()).toEqual([])
    expect((await ledger.threadFiling()).evidence).toMatchObject({ n: 11, wrong: 6, promised: 0.05 })
  })

  it("what the model filed is no thread's doing", async () => {
    await answers({ wrong: 8 }, 'confident')
    await closeBroken(ledger, config)
    expect(await threadGuarantee(ledger, config)).toMatchObject({ n: 0, isClosed: false })
  })

  it('counts anew when a person has opened it', async () => {
    await answers({ wrong: 6 })
    await closeBroken(ledger, config)
    clock.pass(1000)
    await ledger.openThreadFiling('birthe', 'rettet')
    await answers({ right: 3 })
    await closeBroken(ledger, config)
    expect(await threadGuarantee(ledger, config)).toMatchObject({ n: 3, wrong: 0, isClosed: false })
  })

  it('keeps its count when a person had closed it by hand', async () => {
    await answers({ right: 3 })
    await ledger.closeThreadFilingByHand('birthe', 'prøve')
    expect(await threadGuarantee(ledger, config)).toMatchObject({
      isClosed: true,
      closedBy: 'birthe',
      why: 'prøve',
    })
    await ledger.openThreadFiling('birthe', 'slut')
    expect(await threadGuarantee(ledger, config)).toMatchObject({ n: 3, isClosed: false })
  })
})
