// Steps 2 to 5 of 8: RawMail -> Decision. Mails are read, predicted and decided, in this order, each step called once.
import type { ParsedMail, Prediction, RawMail } from '../journey.js'
import { decide } from '../route/policy.js'
import { onlyLookedIn } from './also-look.js'
import { type Challenged, challenge } from './challenger.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import type { Evaluated, Pipeline } from './pipeline.js'
import { gatherFacts } from './policy-facts.js'
import { threadWithin } from './thread-within.js'

/** Writes nothing anywhere: a dry run is this and no more. */
export async function evaluateMails(
  pipeline: Pipeline,
  policy: Pick<MailboxPolicy, 'mode' | 'folder' | 'alsoLook'>,
  raws: readonly RawMail[],
): Promise<readonly Evaluated[]> {
  const { models, predicted } = await predictMails(pipeline, raws)
  const facts = await gatherFacts(pipeline, policy, models.classifier?.manifest)
  const evaluated: Evaluated[] = []
  for (const { raw, mail, prediction, challenger } of predicted) {
    const thread = threadWithin(evaluated, mail) ?? (await pipeline.ledger.threadPlacement(mail.references))
    const filed = evaluated.filter(({ decision }) => decision.kind === 'route').length
    const hourlyLimit = { limit: facts.limit, isReached: filed >= facts.movesLeft }
    const lookedIn = onlyLookedIn(policy, raw.location)
    const decision = decide(mail, prediction, { ...facts.policy, thread, hourlyLimit, lookedIn })
    evaluated.push({ raw, mail, prediction, decision, challenger })
  }
  return evaluated
}

// ---------------------------------------------------------------------------------------------------------------

/** A mail with what the models say of it. */
interface Predicted {
  readonly raw: RawMail
  readonly mail: ParsedMail
  readonly prediction: Prediction | undefined
  readonly challenger: Challenged
}

async function predictMails({ read, models: modelsNow }: Pipeline, raws: readonly RawMail[]) {
  const mails = await Promise.all(raws.map(async (raw) => ({ raw, mail: await read(raw) })))
  const texts = mails.map(({ mail: { subject, body } }) => ({ subject, ...body }))
  const models = await modelsNow()
  const predictions = await models.classifier?.predict(texts)
  const challenged = await challenge(models, texts, predictions)
  const predicted = mails.map(
    (one, nth): Predicted => ({
      ...one,
      prediction: predictions?.[nth],
      challenger: challenged[nth] ?? {},
    }),
  )
  return { models, predicted }
}
