// Steps 5 and 6 of 8: writes decisions with the deliveries they ask for, before any of them is carried out.
import type { Config } from '../config/schema.js'
import type { Decision } from '../journey.js'
import type { DecisionEntry, DecisionStore } from '../ledger/contract/decisions.js'
import type { GuaranteeStore } from '../ledger/contract/guarantee.js'
import { isBlindSample } from '../route/blind-sample.js'
import { plan } from '../route/plan.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import type { Evaluated, Received } from './pipeline.js'

/** An evaluated mail with every place where it lies. */
type Lying = Evaluated & Pick<Received, 'copies' | 'replaces'>

/** One transaction for all. Mail that somebody else decided meanwhile is left out of the result. */
export async function recordEvaluated(
  { ledger, config }: { readonly ledger: DecisionStore & GuaranteeStore; readonly config: Config },
  policy: MailboxPolicy,
  evaluated: readonly Lying[],
): Promise<readonly Decision[]> {
  const secret = await ledger.secret('blind-sample')
  const { blindSample } = config.promise
  const entries = evaluated.map((one) =>
    entryOf(policy, one, { isSampled: isBlindSample(one.raw.id, blindSample, secret) }),
  )
  return (await ledger.recordDecisions(entries)).map(({ decision }) => decision)
}

// ---------------------------------------------------------------------------------------------------------------

function entryOf(
  policy: MailboxPolicy,
  { raw, mail, prediction, decision, challenger, copies, replaces }: Lying,
  { isSampled }: { readonly isSampled: boolean },
): DecisionEntry {
  const planned = plan(decision, {
    ...policy,
    isSampled,
    locations: copies,
    sizeBytes: raw.bytes.length,
    messageId: mail.messageId,
  })
  const actor = { kind: 'program' as const }
  const { mode } = policy
  return {
    mailId: raw.id,
    parsed: mail,
    prediction,
    decision,
    mode,
    actor,
    ...planned,
    ...challenger,
    ...(replaces === undefined ? {} : { replaces }),
  }
}
