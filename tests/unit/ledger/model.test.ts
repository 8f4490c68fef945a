// A law instead of examples: whatever is done in whatever order, every mail has exactly one owner, one standing decision, and a
// trail that begins with its arrival; no key is delivered twice and no answer is recorded twice.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawMail } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import {
  answerEntry,
  answerOf,
  askAPerson,
  due,
  entryFor,
  handClock,
  leave,
  moveOf,
  pas,
  placed,
  rawMail,
  skat,
  toQueue,
} from '../../contracts/ledger-samples.js'

const MAX_ATTEMPTS = 2
const mails = Array.from({ length: 4 }, (_, nth) => rawMail(`mail ${nth}`, placed(nth + 1)))

interface World {
  readonly ledger: Ledger
  readonly clock: ReturnType<typeof handClock>
  /** Answers that were recorded, by mail and version. */
  readonly answered: Map<string, number>
  /** The state in which each key was closed; it never changes again. */
  readonly closed: Map<string, string>
}

type Step = (world: World) => Promise<void>
const someMail = fc.constantFrom(...mails)
const someQueue = fc.constantFrom(pas, skat)

const receive = fc.subarray(mails, { minLength: 1 }).map(
  (batch): Step =>
    async ({ ledger }) => {
      await ledger.recordReceived('borgerservice', batch)
    },
)

const decide = fc
  .tuple(fc.subarray(mails, { minLength: 1 }), fc.constantFrom('route', 'review', 'leave'), fc.boolean())
  .map(
    ([batch, kind, blind]): Step =>
      async ({ ledger }) => {
        await ledger.recordDecisions(
          batch.map((raw) =>
            kind === 'route'
              ? entryFor(raw, { deliveries: [moveOf(raw), toQueue()], review: blind })
              : entryFor(raw, {
                  decision: kind === 'leave' ? leave : askAPerson(),
                  deliveries: [],
                  review: kind === 'review',
                }),
          ),
        )
      },
  )

const deliver = fc
  .tuple(fc.constantFrom('done', 'gone', 'unknown', 'failed'), fc.nat({ max: 3 }), fc.boolean())
  .map(
    ([kind, most, isReal]): Step =>
      async ({ ledger }) => {
        const deliveries = (await due(ledger)).slice(0, most)
        if (isReal)
          await ledger.enqueue(deliveries.filter((delivery) => delivery.destination === 'ledger-queue'))
        const outcome = kind === 'done' ? ({ kind } as const) : ({ kind, note: 'n' } as const)
        await ledger.recordOutcomes(
          deliveries.map((delivery) => ({ delivery, outcome })),
          { maxAttempts: MAX_ATTEMPTS },
        )
      },
  )

const answer = fc.tuple(someMail, someQueue, fc.nat({ max: 3 })).map(
  ([raw, queue, lag]): Step =>
    async (world) => {
      const item = await world.ledger.reviewItem(raw.id)
      if (item === undefined) return
      const version = Math.max(1, item.version - lag)
      const racers = ['birthe', 'carsten'].map((by) =>
        world.ledger.recordAnswer(answerOf(raw, { by, version, label: queue }), answerEntry(raw, by, queue)),
      )
      const recorded = (await Promise.all(racers)).filter((result) => result.kind === 'recorded').length
      const key = `${raw.id} ${version}`
      world.answered.set(key, (world.answered.get(key) ?? 0) + recorded)
    },
)

const unroute = someMail.map(
  (raw): Step =>
    async ({ ledger }) => {
      const standing = (await ledger.mail(raw.id))?.decision
      if (standing === undefined) return
      const undo = { decision: askAPerson(), deliveries: [], review: true, replaces: standing.id }
      await ledger.recordDecisions([entryFor(raw, undo)])
    },
)

const take = someQueue.map(
  (queue): Step =>
    async ({ ledger }) => {
      const item = await ledger.takeFromQueue(queue, 'dorte')
      if (item) await ledger.finishQueueItem(item.id, 'dorte')
    },
)

const wait = fc.constantFrom(1_000, 60_000, 3_600_000).map(
  (ms): Step =>
    async ({ clock }) =>
      clock.pass(ms),
)

const forget = fc.constant<Step>(async ({ ledger, clock }) => {
  await ledger.forgetText(clock.now().toISOString())
})

/** A known mail is owned by the program (undecided), by the outbox, by a person, or it is finished: never by two of the first three. */
async function checkMail({ ledger, closed }: World, raw: RawMail): Promise<void> {
  const mail = await ledger.mail(raw.id)
  if (mail === undefined) return
  const decisions = await ledger.decisions(raw.id)
  const deliveries = await ledger.deliveries(raw.id)
  const trail = await ledger.audit({ mailId: raw.id, limit: 1000 })
  expect(trail.at(-1)?.action).toBe('received')
  expect(trail.filter((row) => row.action === 'decided')).toHaveLength(decisions.length)
  if (mail.state === 'received') {
    expect([decisions, deliveries, await ledger.reviewItem(raw.id)]).toEqual([[], [], undefined])
    expect(await ledger.rawBytes(raw.id)).toEqual(raw.bytes)
    return
  }
  expect(mail.decision).toEqual(decisions.at(-1))
  if (mail.decision?.decision.kind === 'review') expect((await ledger.reviewItem(raw.id))?.state).toBe('open')
  expect(new Set(deliveries.map((delivery) => delivery.key)).size).toBe(deliveries.length)
  for (const { key, state } of deliveries) {
    expect(closed.get(key) ?? state).toBe(state)
    if (state !== 'pending') closed.set(key, state)
  }
  const pendingElsewhere = deliveries.filter(
    ({ state, label }) =>
      state === 'pending' &&
      mail.decision?.decision.kind === 'route' &&
      label !== mail.decision.decision.parts[0].queue,
  )
  expect(pendingElsewhere).toEqual([])
}

describe('ledger: the state machine', () => {
  it('holds its laws in whatever order things happen', async () => {
    const steps = fc.oneof(
      receive,
      decide,
      decide,
      deliver,
      deliver,
      answer,
      answer,
      unroute,
      take,
      wait,
      forget,
    )
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 30 }), async (doneInOrder) => {
        const clock = handClock()
        const ledger = await createLedger('sqlite::memory:', { now: clock.now })
        const world: World = { ledger, clock, answered: new Map(), closed: new Map() }
        for (const step of doneInOrder) {
          await step(world)
          for (const raw of mails) await checkMail(world, raw)
        }
        expect([...world.answered.values()].every((times) => times <= 1)).toBe(true)
        await ledger.close()
      }),
      { numRuns: 60 },
    )
  })
})
