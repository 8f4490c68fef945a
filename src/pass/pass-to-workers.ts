// A pass where workers decide: the poller makes mail durable, asks for it to be decided, and moves what has been decided meanwhile.
import type { RedisGateway } from '../connections/redis.js'
import { pause } from '../pause.js'
import { bothRounds, type DeliveryReport } from '../route/deliver.js'
import { followingReturned, type PassEnds, reconcile } from './pass.js'
import { BATCH_MAILS, deliver, type MailboxPolicy, type Pipeline, prepare, receive } from './steps.js'

/** How often a poller looks for decisions while it waits for its workers: a mail lies in its folder a moment after it is decided. */
const CHECK_EVERY_MS = 200
/** Left-overs asked for again in one pass; asking twice for a mail is asking once. */
const ASKED_AT_ONCE = 20 * BATCH_MAILS

export interface Handover {
  readonly redis: Pick<RedisGateway, 'askTriage'>
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
export async function runPassWithWorkers(
  intake: Intake,
  policy: MailboxPolicy,
  ends: PassEnds,
  handover: Handover,
): Promise<HandoverReport> {
  await prepare(intake, policy, ends.destinations)
  try {
    await reconcile(intake, policy, ends)
    const received = await handOver(intake, policy, ends, handover)
    return { received, delivered: await deliverDecided(intake, policy, ends, handover) }
  } catch (error) {
    await deliver(intake, policy, ends.destinations) // what keeps new mail back keeps back no mail that is decided
    throw error
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function handOver(
  intake: Intake,
  policy: MailboxPolicy,
  ends: PassEnds,
  { redis, signal }: Handover,
): Promise<number> {
  const { account } = policy
  await redis.askTriage(await intake.ledger.undecided({ account, limit: ASKED_AT_ONCE }))
  let received = 0
  for await (const mails of receive(intake, policy, ends.source, followingReturned(intake, policy, ends))) {
    await redis.askTriage(mails.map(({ raw }) => raw.id))
    received += mails.length
    if (signal.aborted) break
  }
  return received
}

async function deliverDecided(
  intake: Intake,
  policy: MailboxPolicy,
  { destinations }: PassEnds,
  { patienceMs, signal }: Handover,
): Promise<DeliveryReport> {
  const { ledger } = intake
  const until = performance.now() + patienceMs // a clock that is set back must not make it wait for a day
  let delivered: DeliveryReport = { done: 0, gone: 0, waiting: 0, unreachable: [] }
  for (;;) {
    const isOpen = (await ledger.undecided({ account: policy.account, limit: 1 })).length > 0
    delivered = bothRounds(delivered, await deliver(intake, policy, destinations))
    if (!isOpen || signal.aborted || performance.now() >= until) return delivered
    await pause(CHECK_EVERY_MS, signal)
  }
}
