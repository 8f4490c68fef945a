// Deciding one mail at a time, each attempt counted before it is made: a mail that stops the program is met again, and after the
// configured attempts a person gets it as raw as it came.
import { isDatabaseFault } from '../connections/database-faults.js'
import type { MailId } from '../ids.js'
import { type Decision, leftBySign } from '../journey.js'
import type { DecisionStore } from '../ledger/contract/decisions.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { BATCH_MAILS, type Pipeline, type Received } from './pipeline.js'
import { recall } from './receive.js'
import { type FailedMail, type Triaged, triage } from './triage.js'

/** Decides one mail. What the database could not do is not counted as an attempt. */
export async function triageCounted(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  id: MailId,
): Promise<readonly Decision[]> {
  const { ledger, config } = pipeline
  const record = await ledger.mail(id)
  if (!record) return []
  const { attempts } = record
  if (attempts >= config.limits.attempts) return giveUp(ledger, policy, record)
  await ledger.recordAttempt(id)
  try {
    const mail = await recall(ledger, policy, record)
    return mail ? await triage(pipeline, policy, [mail]) : []
  } catch (error) {
    if (isDatabaseFault(error)) await ledger.takeBackAttempt(id).catch(() => undefined) // not the mail's fault
    throw error
  }
}

/** Decides mails together; when that throws, one by one, so that a mail which cannot be decided holds up no other. */
export async function triageEach(
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
export async function triageLeftovers(
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

// ---------------------------------------------------------------------------------------------------------------

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
  ledger: DecisionStore,
  { mode }: MailboxPolicy,
  { id: mailId, attempts, decision }: MailRecord,
): Promise<readonly Decision[]> {
  const entry = {
    ...(decision && leftBySign(decision.decision) === 'other-folder' ? { replaces: decision.id } : {}),
    ...{ mailId, mode, parsed: undefined, prediction: undefined, deliveries: [], review: true },
    actor: { kind: 'program' },
    decision: { kind: 'review', guess: undefined, because: { kind: 'failed', attempts }, mustSee: [] },
  } as const
  return (await ledger.recordDecisions([entry])).map((record) => record.decision)
}
