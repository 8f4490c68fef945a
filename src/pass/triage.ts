// Decides mails that are durable in the ledger. The decisions and all they ask for are written in one transaction.
import type { MailId } from '../ids.js'
import type { Decision } from '../journey.js'
import { evaluateMails } from './evaluate.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import type { Pipeline, Received } from './pipeline.js'
import { recordEvaluated } from './record.js'

/** What became of mails that were to be decided. */
export interface Triaged {
  readonly decisions: readonly Decision[]
  /** Could not be decided in this pass. They are tried once in every pass, and after the configured attempts a person gets them. */
  readonly failed: readonly FailedMail[]
}

export interface FailedMail {
  readonly mailId: MailId
  readonly error: unknown
}

/** Decides mails in one go. Throws when one of them cannot be decided, and then none is. */
export async function triage(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  mails: readonly Received[],
): Promise<readonly Decision[]> {
  if (mails.length === 0) return []
  const evaluated = await evaluateMails(
    pipeline,
    policy,
    mails.map(({ raw }) => raw),
  )
  // before anything is drawn for a sample, in which a burst of like mails counts once
  await pipeline.ledger.groupAlike(evaluated.map(({ mail }) => mail))
  return recordEvaluated(
    pipeline,
    policy,
    evaluated.map((one, nth) => {
      const { copies = [], replaces } = mails[nth] ?? {}
      return { ...one, copies, ...(replaces === undefined ? {} : { replaces }) }
    }),
  )
}
