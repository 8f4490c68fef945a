// Weeks of invented work, so that the figures have something to show: mail filed alone, asked about, answered, judged blind, moved, waiting.

import type { Desk } from '../../src/desk/desk.js'
import { type Label, mailIdOf, modelId } from '../../src/ids.js'
import type { Decision, RawMail } from '../../src/journey.js'
import type { DecisionEntry } from '../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createRandom, type Random } from '../../src/train/random.js'
import { birthe } from './desk-harness.js'
import { entryFor, type handClock, placed, toQueue } from './ledger-samples.js'

interface Invented {
  readonly ledger: Ledger
  readonly desk: Desk
  /** Ends where it stood. */
  readonly clock: ReturnType<typeof handClock>
  readonly queues: readonly Label[]
  readonly weeks: number
  /** Mails of a busy queue in a week; the later ones in the list get less. */
  readonly mails: number
}

const weekMs = 7 * 24 * 3_600_000

/** Records it week by week, up to the moment at which the clock stands. */
export async function inventWeeks({ ledger, desk, clock, queues, weeks, mails }: Invented): Promise<void> {
  const random = createRandom(7)
  clock.pass(-weeks * weekMs)
  for (let week = 0; week < weeks; week++) {
    clock.pass(weekMs / 2)
    const drawn = queues.flatMap((queue, nth) => {
      const much = Math.round((mails * (0.7 + 0.6 * random())) / (1 + nth / 3))
      return Array.from({ length: much }, (_, one) => drawMail(`${week} ${queue} ${one}`, queue, random))
    })
    await ledger.recordReceived(
      'borgerservice',
      drawn.map(({ raw }) => raw),
    )
    await ledger.recordDecisions(drawn.map(({ entry }) => entry))
    const left = week === weeks - 1 ? 0.6 : 0
    for (const { raw, entry } of drawn)
      if (entry.review && random() >= left) await answer(desk, raw, judged(entry.queue, queues, random))
    clock.pass(weekMs / 2)
  }
}

// ---------------------------------------------------------------------------------------------------------------

type InventedEntry = DecisionEntry & { readonly queue: Label }

let uids = 0

function drawMail(text: string, queue: Label, random: Random): { raw: RawMail; entry: InventedEntry } {
  const bytes = new TextEncoder().encode(text)
  const raw = { id: mailIdOf(bytes), bytes, location: placed(++uids), receivedAt: undefined }
  const probability = 0.5 + 0.5 * random()
  const isSure = random() < 0.7
  const isBlind = isSure && random() < 0.12
  const because = { kind: isSure ? ('confident' as const) : ('unsure' as const), probability, threshold: 0.8 }
  const decision: Decision = isSure
    ? { kind: 'route', parts: [{ queue: queue }], mustSee: [], because }
    : { kind: 'review', guess: queue, mustSee: [], because }
  const prediction = {
    modelId: modelId('invented'),
    ranked: [{ label: queue, probability }],
    evidence: [],
    novelty: 0,
  }
  const deliveries = isSure ? [toQueue(queue)] : []
  const changes = { decision, prediction, deliveries, review: !isSure || isBlind, isBlind }
  return { raw, entry: { ...entryFor(raw, changes), queue } }
}

/** Most answers agree with the program; the second queue is the one that goes wrong. */
function judged(queue: Label, queues: readonly Label[], random: Random): Label {
  const isWrong = random() < (queue === queues[1] ? 0.2 : 0.03)
  return (isWrong ? queues[(queues.indexOf(queue) + 1) % queues.length] : undefined) ?? queue
}

async function answer(desk: Desk, { id: mailId }: RawMail, queue: Label): Promise<void> {
  const form = { mailId, version: 1, note: '', token: desk.newToken() }
  await desk.answer({ ...form, choice: { kind: 'queue', label: queue } }, birthe)
}
