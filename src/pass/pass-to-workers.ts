// A pass where workers decide: the poller makes mail durable, asks for it to be decided, and moves what has been decided meanwhile.
import type { RedisDoor } from '../connections/redis.js'
import { pause } from '../pause.js'
import { bothRounds, type DeliveryReport } from '../route/deliver.js'
import { lookAround, type PassEnds, seeingToReturned } from './pass.js'
import { batchMails, deliver, type Pipeline, prepare, type Route, receive } from './steps.js'

/** How often a poller looks for decisions while it waits for its workers: a mail lies in its folder a moment after it is decided. */
const lookEveryMs = 200
/** Left-overs asked for again in one pass; asking twice for a mail is asking once. */
const askedAtOnce = 20 * batchMails

export interface Handover {
  readonly redis: Pick<RedisDoor, 'askTriage'>
  /** How long to wait for the workers. */
  readonly patienceMs: number
  readonly signal: AbortSignal
}

export interface HandoverReport {
  readonly received: number
  readonly delivered: DeliveryReport
}

/** What a pass that leaves the deciding to workers needs of the pipeline. */
export type Intake = Pick<Pipeline, 'config' | 'ledger'>

/** One pass over a mailbox. Ends when everything received is decided and moved, or when patience is: the next pass goes on. */
export async function passHandingOver(
  intake: Intake,
  route: Route,
  ends: PassEnds,
  handover: Handover,
): Promise<HandoverReport> {
  await prepare(intake, route, ends.destinations)
  try {
    await lookAround(intake, route, ends)
    const received = await handOver(intake, route, ends, handover)
    return { received, delivered: await deliverDecided(intake, route, ends, handover) }
  } catch (error) {
    await deliver(intake, route, ends.destinations) // what keeps new mail back keeps back no mail that is decided
    throw error
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function handOver(
  intake: Intake,
  route: Route,
  ends: PassEnds,
  { redis, signal }: Handover,
): Promise<number> {
  const { account } = route
  await redis.askTriage(await intake.ledger.undecided({ account, limit: askedAtOnce }))
  let received = 0
  for await (const mails of receive(intake, route, ends.source, seeingToReturned(intake, route, ends))) {
    await redis.askTriage(mails.map(({ raw }) => raw.id))
    received += mails.length
    if (signal.aborted) break
  }
  return received
}

async function deliverDecided(
  intake: Intake,
  route: Route,
  { destinations }: PassEnds,
  { patienceMs, signal }: Handover,
): Promise<DeliveryReport> {
  const { ledger } = intake
  const until = performance.now() + patienceMs // a clock that is set back must not make it wait for a day
  let delivered: DeliveryReport = { done: 0, gone: 0, waiting: 0, unreachable: [] }
  for (;;) {
    const isOpen = (await ledger.undecided({ account: route.account, limit: 1 })).length > 0
    delivered = bothRounds(delivered, await deliver(intake, route, destinations))
    if (!isOpen || signal.aborted || performance.now() >= until) return delivered
    await pause(lookEveryMs, signal)
  }
}
