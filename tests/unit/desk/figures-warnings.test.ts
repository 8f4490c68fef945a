// What the desk warns the team lead of: all queues together, or one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskDeps } from '../../../src/desk/deps.js'
import { createWarnings } from '../../../src/desk/figures-warnings.js'
import { label } from '../../../src/ids.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'

const [pas, skat] = [label('pas'), label('skat')]
const now = new Date('2026-03-02T09:00:00.000Z')
const drift = ['novelty', 'pas', 'skat'].map((what) => ({ week: '2026-W09', what, now: 0.3, before: 0.1 }))
let ledger: Ledger

beforeAll(async () => {
  ledger = await createLedger('sqlite::memory:', { now: () => now })
  for (const queue of [pas, skat]) await ledger.closeQueue(queue, { n: 20, wrong: 6, promised: 0.05 })
  await ledger.openQueue(skat, 'driften', 'trained again')
})
afterAll(() => ledger.close())

const desk = (driftOf: DeskDeps['driftOf'] = () => drift) =>
  createWarnings({ ledger, now: () => now, driftOf } as DeskDeps)

describe('the warnings', () => {
  it('name the queues that are closed now, and every figure that drifts', async () => {
    const { closed, drift: told } = await desk().warnings()
    expect(closed).toMatchObject([{ label: pas, isClosed: true, evidence: { wrong: 6 } }])
    expect(told).toEqual(drift)
  })

  it('of one queue leave out the others, and what concerns all mail', async () => {
    expect(await desk().warnings(skat)).toEqual({ closed: [], drift: [drift[2]] })
  })

  it('compare the weeks up to the moment at which they are asked for', async () => {
    const asked: Date[] = []
    await desk((_, at) => {
      asked.push(at)
      return []
    }).warnings()
    expect(asked).toEqual([now])
  })
})
