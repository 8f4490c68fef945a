// One pass over a mailbox: first what an earlier pass had begun, then every mail that is new. This is all there is to recovery:
// the ledger knows what was begun, so starting again is finishing it.
import { queueLabels } from '../config/schema.js'
import { isDatabaseFault } from '../connections/database-faults.js'
import type { ImapConnection } from '../connections/imap.js'
import { closeBrokenQueues } from '../guarantee/queue-guarantee.js'
import type { MailId } from '../ids.js'
import type { MailSource } from '../ingest/sources/source.js'
import type { Decision } from '../journey.js'
import { bothRounds, type DeliveryReport } from '../route/deliver.js'
import type { Destination } from '../route/destinations/destination.js'
import { followMovedMail } from './moved-mail.js'
import { readAhead } from './read-ahead.js'
import { followReturned } from './returned-mail.js'
import {
  BATCH_MAILS,
  deliver,
  type MailboxPolicy,
  type OnFound,
  type Pipeline,
  prepare,
  type Received,
  recall,
  receive,
  triage,
} from './steps.js'

/** What a pass looks at before it decides anything: what people did with mail, and which queues must not be filed in any more. */
export async function reconcile(
  { ledger, config }: Pick<Pipeline, 'ledger' | 'config'>,
  policy: MailboxPolicy,
  { imap }: Pick<PassEnds, 'imap'>,
): Promise<void> {
  if (imap) await followMovedMail({ ledger, imap, policy, labels: queueLabels(config) })
  await closeBrokenQueues(ledger, config)
}

/** What is done while a pass receives: mail that lies in the inbox again is seen to. */
export const followingReturned =
  ({ ledger }: Pick<Pipeline, 'ledger'>, policy: MailboxPolicy, { imap }: Pick<PassEnds, 'imap'>): OnFound =>
  (raws, { hasRestarted }) =>
    followReturned({ ledger, imap, policy, hasRestarted }, raws)

/** Where a pass takes mail from, and where it delivers to. */
export interface PassEnds {
  readonly source: MailSource
  readonly destinations: readonly Destination[]
  /** The mailbox itself, where people move mail between folders; undefined where there are none. */
  readonly imap?: ImapConnection | undefined
}

interface PassOptions {
  /** Is told how many mails were received so far. */
  readonly onProgress?: (received: number) => void
  /** Ends the pass after the batch in hand; the next pass goes on from there. */
  readonly signal?: AbortSignal
}

export interface PassReport {
  readonly received: number
  readonly decided: Readonly<Record<Decision['kind'], number>>
  /** Could not be decided in this pass. They are tried once in every pass, and after the configured attempts a person gets them. */
  readonly failed: readonly FailedMail[]
  readonly delivered: DeliveryReport
}

export interface FailedMail {
  readonly mailId: MailId
  readonly error: unknown
}

/** What became of mails that were to be decided. */
interface Triaged {
  readonly decisions: readonly Decision[]
  readonly failed: readonly FailedMail[]
}

/**
 * One pass over a mailbox: finishes what an earlier pass had begun, then takes every mail that is not known yet through the whole journey.
 * After a crash at any instruction the next pass ends in the same state as an undisturbed one.
 */
export async function runPass(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  { source, destinations, imap }: PassEnds,
  { onProgress = () => {}, signal }: PassOptions = {},
): Promise<PassReport> {
  const tally = createTally()
  const deliverDue = async () => tally.addDelivered(await deliver(pipeline, policy, destinations))

  await prepare(pipeline, policy, destinations)
  await deliverDue()
  await reconcile(pipeline, policy, { imap })
  tally.addTriaged(await triageLeftovers(pipeline, policy, signal))
  await deliverDue()
  for await (const mails of readAhead(
    receive(pipeline, policy, source, followingReturned(pipeline, policy, { imap })),
  )) {
    tally.addReceived(mails.length)
    tally.addTriaged(await triageEach(pipeline, policy, mails))
    await deliverDue()
    onProgress(tally.report().received)
    if (signal?.aborted) break
  }
  return tally.report()
}

/**
 * Decides one mail, counting the attempt before it is made: a mail that stops the program is met again, and after the
 * configured attempts a person gets it as raw as it came. What the database could not do is not counted.
 */
export async function triageCounted(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  id: MailId,
): Promise<readonly Decision[]> {
  const { ledger, config } = pipeline
  const record = await ledger.mail(id)
  if (!record) return []
  const { attempts } = record
  if (attempts >= config.limits.attempts) return giveUp(pipeline, policy, id, attempts)
  await ledger.recordAttempt(id)
  try {
    const mail = await recall(ledger, record)
    return mail ? await triage(pipeline, policy, [mail]) : []
  } catch (error) {
    if (isDatabaseFault(error)) await ledger.takeBackAttempt(id).catch(() => undefined) // not the mail's fault
    throw error
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Decides mails together; when that throws, one by one, so that a mail which cannot be decided holds up no other. */
async function triageEach(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  mails: readonly Received[],
): Promise<Triaged> {
  try {
    return { decisions: await triage(pipeline, policy, mails), failed: [] }
  } catch (error) {
    if (isDatabaseFault(error)) throw error
    const ids = mails.map(({ raw }) => raw.id)
    return triageOneByOne(pipeline, policy, ids) // meets the same error again, at the mail that it belongs to
  }
}

/** Mails that an earlier pass left undecided, each tried once: one of them may be what stopped it. */
async function triageLeftovers(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  signal: AbortSignal | undefined,
): Promise<Triaged> {
  const { account } = policy
  const decisions: Decision[] = []
  const failed: FailedMail[] = []
  const tried = new Set<MailId>()
  while (!signal?.aborted) {
    const undecided = await pipeline.ledger.undecided({ account, limit: BATCH_MAILS + tried.size })
    const ids = undecided.filter((id) => !tried.has(id))
    if (ids.length === 0) break
    for (const id of ids) tried.add(id)
    const triaged = await triageOneByOne(pipeline, policy, ids)
    decisions.push(...triaged.decisions)
    failed.push(...triaged.failed)
  }
  return { decisions, failed }
}

async function triageOneByOne(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  ids: readonly MailId[],
): Promise<Triaged> {
  const decisions: Decision[] = []
  const failed: FailedMail[] = []
  for (const mailId of ids) {
    try {
      decisions.push(...(await triageCounted(pipeline, policy, mailId)))
    } catch (error) {
      if (isDatabaseFault(error)) throw error // nor could any other be written
      failed.push({ mailId, error })
    }
  }
  return { decisions, failed }
}

async function giveUp(
  { ledger }: Pipeline,
  { mode }: MailboxPolicy,
  mailId: MailId,
  attempts: number,
): Promise<readonly Decision[]> {
  const entry = {
    ...{ mailId, mode, parsed: undefined, prediction: undefined, deliveries: [], review: true },
    actor: { kind: 'program' },
    decision: { kind: 'review', guess: undefined, because: { kind: 'failed', attempts }, mustSee: [] },
  } as const
  return (await ledger.recordDecisions([entry])).map((record) => record.decision)
}

function createTally() {
  const decided = { route: 0, review: 0, leave: 0 }
  const failed: FailedMail[] = []
  let received = 0
  let delivered: DeliveryReport = { done: 0, gone: 0, waiting: 0, unreachable: [] }
  return {
    addReceived: (mails: number) => {
      received += mails
    },
    addTriaged: (triaged: Triaged) => {
      for (const { kind } of triaged.decisions) decided[kind] += 1
      failed.push(...triaged.failed)
    },
    addDelivered: (report: DeliveryReport) => {
      delivered = bothRounds(delivered, report)
    },
    report: (): PassReport => ({ received, decided: { ...decided }, failed: [...failed], delivered }),
  }
}
