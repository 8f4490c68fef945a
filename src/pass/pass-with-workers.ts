// A pass where workers decide: the poller makes mail durable, asks for it to be decided, and moves what has been decided meanwhile.
import type { RedisGateway } from '../connections/redis.js'
import { pause } from '../pause.js'
import { bothRounds, type DeliveryReport } from '../route/deliver.js'
import { deliver } from './deliver.js'
import type { MailboxEnds } from './mailbox-ends.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { BATCH_MAILS, type Intake } from './pipeline.js'
import { prepare } from './prepare.js'
import { receive } from './receive.js'
import { reconcile } from './reconcile.js'

/** How often a poller looks for decisions while it waits for its workers: a mail lies in its folder a moment after it is decided. */
const CHECK_EVERY_MS = 200
/** Left-overs asked for again in one pass; asking twice for a mail is asking once. */
const ASKED_TOGETHER = 20 * BATCH_MAILS

export interface Handover {
  readonly redis: Pick<RedisGateway, 'askTriage'>
  /** How long to wait for the workers. */
  readonly patienceMs: number
  readonly signal: AbortSignal
}

export interface HandoverReport {
  readonly received: number
  readonly missing: readonly string[]
  readonly delivered: DeliveryReport
}

/** One pass over a mailbox. Ends when everything received is decided and moved, or when patience is: the next pass goes on. */
export async function runPassWithWorkers(
  intake: Intake,
  policy: MailboxPolicy,
  ends: MailboxEnds,
  handover: Handover,
): Promise<HandoverReport> {
  await prepare(intake, policy, ends.destinations)
  try {
    await reconcile(intake, policy, ends)
    const { received, missing } = await handOver(intake, policy, ends, handover)
    return { received, missing, delivered: await deliverDecided(intake, policy, ends, handover) }
  } catch (error) {
    await deliver(intake, policy, ends.destinations) // what keeps new mail back keeps back no mail that is decided
    throw error
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function handOver(
  intake: Intake,
  policy: MailboxPolicy,
  ends: MailboxEnds,
  { redis, signal }: Handover,
): Promise<Pick<HandoverReport, 'received' | 'missing'>> {
  const missing: string[] = []
  const onMissing = (folder: string) => missing.push(folder)
  const { account } = policy
  await redis.askTriage(await intake.ledger.undecided({ account, limit: ASKED_TOGETHER }))
  let received = 0
  for await (const mails of receive(intake, policy, ends, { onMissing })) {
    await redis.askTriage(mails.map(({ raw }) => raw.id))
    received += mails.length
    if (signal.aborted) break
  }
  return { received, missing }
}

async function deliverDecided(
  intake: Intake,
  policy: MailboxPolicy,
  { destinations }: MailboxEnds,
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
