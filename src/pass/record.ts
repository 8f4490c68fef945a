// Steps 5 and 6 of 8: writes decisions with the deliveries they ask for, before any of them is carried out.
import { addDays, dayOf } from '../danish-time.js'
import type { Decision } from '../journey.js'
import type { DecisionEntry } from '../ledger/contract/decisions.js'
import { type Question, questionAbout } from '../ledger/contract/samples.js'
import { plan } from '../route/plan.js'
import { createSampler, DAYS_KNOWN } from '../route/sampler.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import type { Evaluated, Pipeline, Received } from './pipeline.js'

/** An evaluated mail with every place where it lies. */
type Lying = Evaluated & Pick<Received, 'copies' | 'replaces'>

/** One transaction for all. Mail that somebody else decided meanwhile is left out of the result. */
export async function recordEvaluated(
  pipeline: Pick<Pipeline, 'ledger' | 'config' | 'now'>,
  policy: MailboxPolicy,
  evaluated: readonly Lying[],
): Promise<readonly Decision[]> {
  const questionOf = await sampling(pipeline, policy, evaluated)
  const entries = evaluated.map((one) => entryOf(policy, one, { question: questionOf(one) }))
  return (await pipeline.ledger.recordDecisions(entries)).map(({ decision }) => decision)
}

// ---------------------------------------------------------------------------------------------------------------

/** In a shadow mailbox nothing is done, so there is nothing to ask about. */
async function sampling(
  { ledger, config, now }: Pick<Pipeline, 'ledger' | 'config' | 'now'>,
  { mode }: MailboxPolicy,
  evaluated: readonly Evaluated[],
): Promise<(one: Evaluated) => Question | undefined> {
  const asked = mode === 'shadow' ? [] : evaluated.filter(({ decision }) => questionAbout(decision))
  if (asked.length === 0) return () => undefined
  const today = dayOf(now())
  const units = await ledger.unitsOf(asked.map(({ raw }) => raw.id))
  const sampler = createSampler({
    perDay: config.sample.perDay,
    candidates: await ledger.candidatesSince(addDays(today, -DAYS_KNOWN)),
    today,
    secret: await ledger.secret('blind-sample'),
  })
  return ({ raw, decision }) => {
    const [kind, unit] = [questionAbout(decision), units.get(raw.id)]
    return kind && unit && sampler(kind, unit)
  }
}

function entryOf(
  policy: MailboxPolicy,
  { raw, mail, prediction, decision, challenger, copies, replaces }: Lying,
  { question }: { readonly question: Question | undefined },
): DecisionEntry {
  const planned = plan(decision, {
    ...policy,
    question,
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
