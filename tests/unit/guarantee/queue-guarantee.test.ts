import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeBrokenQueues, closedQueues, queueGuarantees } from '../../../src/guarantee/queue-guarantee.js'
import { label } from '../../../src/ids.js'
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
  promise: { error: 0.05, confidence: 0.95 },
  queues: { pas: queue, skat: { ...queue, promise: { error: 0.01, confidence: 0.95 } } },
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

/** Mails of the sample that were filed in a queue, and a person's answers. */
async function answer(filedIn: typeof pas, counts: { right?: number; wrong?: number }, how = 'confident') {
  const answers = [
    ...new Array<boolean>(counts.right ?? 0).fill(true),
    ...new Array<boolean>(counts.wrong ?? 0).fill(false),
  ]
  for (const isRight of answers) {
    const raw = rawMail(`mail ${++mails}`, placed(mails))
    const because = how === 'rule' ? { kind: 'rule' as const, name: 'r' } : routeTo().because
    const decision = { ...routeTo(filedIn), because }
    await decided(ledger, raw, { decision, deliveries: [], review: true, isBlind: true })
    clock.pass(1000)
    const to = isRight ? filedIn : label('andet')
    await ledger.recordAnswer(answerOf(raw, { label: to }), {
      ...{ ...answerEntry(raw, 'birthe', to), parsed: undefined, deliveries: [] },
    })
  }
}

describe('the fuse of a queue', () => {
  it('holds while errors are as promised', async () => {
    await answer(pas, { right: 40, wrong: 2 })
    expect(await closeBrokenQueues(ledger, config)).toEqual([])
    expect(await queueGuarantees(ledger, config)).toMatchObject([
      { label: pas, n: 42, wrong: 2, isClosed: false, promise: { error: 0.05, confidence: 0.95 }, proof: 20 },
    ])
  })

  it('blows when errors are proven to be more, closes that queue alone, and is on the trail', async () => {
    await answer(pas, { right: 20, wrong: 8 })
    await answer(skat, { right: 10 })
    const blown = await closeBrokenQueues(ledger, config)
    expect(blown).toMatchObject([{ label: pas, n: 28, wrong: 8 }])
    expect(blown[0]?.low).toBeGreaterThan(0.05)
    expect([...(await closedQueues(ledger))]).toEqual([pas])
    expect(await closeBrokenQueues(ledger, config)).toEqual([])
    const [deed] = await ledger.audit({ limit: 1 })
    expect(deed).toMatchObject({ action: 'queue-closed', details: { label: pas, n: 28, wrong: 8 } })
  })

  it("goes by a queue's own promise where it has one", async () => {
    await answer(skat, { right: 20, wrong: 4 })
    expect(await closeBrokenQueues(ledger, config)).toMatchObject([{ label: skat, promise: { error: 0.01 } }])
  })

  it('does not blame the model for what a rule has filed', async () => {
    await answer(pas, { wrong: 12 }, 'rule')
    expect(await closeBrokenQueues(ledger, config)).toEqual([])
  })

  it('counts anew after a person has opened the queue', async () => {
    await answer(pas, { wrong: 8 })
    await closeBrokenQueues(ledger, config)
    clock.pass(1000)
    await ledger.openQueue(pas, 'dorte', 'ny model')
    expect(await closeBrokenQueues(ledger, config)).toEqual([])
    await answer(pas, { right: 3 })
    expect(await queueGuarantees(ledger, config)).toMatchObject([{ n: 3, wrong: 0, isClosed: false }])
    await answer(pas, { wrong: 8 })
    expect(await closeBrokenQueues(ledger, config)).toHaveLength(1)
  })
})
