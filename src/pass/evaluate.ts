// Steps 2 to 5 of 8: RawMail -> Decision. Mails are read, predicted and decided, in this order, each step called once.
import type { MailText, ParsedMail, Prediction, RawMail } from '../journey.js'
import type { Classifier } from '../model/classifier.js'
import { decide } from '../route/policy.js'
import { onlyLookedIn } from './also-look.js'
import { type Challenged, challenge } from './challenger.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import type { Evaluated, Judged, Pipeline } from './pipeline.js'
import { configuredFacts, gatherFacts } from './policy-facts.js'
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
    const placements = [...threadWithin(evaluated, mail), ...(await pipeline.ledger.threadPlacements(mail))]
    const thread = { placements, isOff: facts.isThreadFilingOff }
    const filed = evaluated.filter(({ decision }) => decision.kind === 'route').length
    const hourlyLimit = { limit: facts.limit, isReached: filed >= facts.movesLeft }
    const lookedIn = onlyLookedIn(policy, raw.location)
    const decision = decide(mail, prediction, { ...facts.policy, thread, hourlyLimit, lookedIn })
    evaluated.push({ raw, mail, prediction, decision, challenger })
  }
  return evaluated
}

/**
 * Decides mails as a pass would, each by itself and without a ledger: nothing is known of threads, closed queues and what was filed in
 * the last hour.
 */
export async function evaluateAlone(
  { config, classifier }: Pick<Pipeline, 'config'> & { readonly classifier: Classifier },
  policy: Pick<MailboxPolicy, 'mode' | 'folder'>,
  mails: readonly ParsedMail[],
): Promise<readonly Judged[]> {
  const predictions = await classifier.predict(mails.map(textOf))
  const facts = configuredFacts(config, policy, classifier.manifest)
  const hourlyLimit = { limit: config.limits.automaticMovesPerHour, isReached: false }
  return mails.map((mail, nth) => {
    const prediction = predictions[nth]
    return {
      mail,
      prediction,
      decision: decide(mail, prediction, { ...facts, thread: undefined, hourlyLimit }),
    }
  })
}

// ---------------------------------------------------------------------------------------------------------------

const textOf = ({ subject, body }: ParsedMail): MailText => ({ subject, ...body })

/** A mail with what the models say of it. */
interface Predicted {
  readonly raw: RawMail
  readonly mail: ParsedMail
  readonly prediction: Prediction | undefined
  readonly challenger: Challenged
}

async function predictMails({ read, models: modelsNow }: Pipeline, raws: readonly RawMail[]) {
  const mails = await Promise.all(raws.map(async (raw) => ({ raw, mail: await read(raw) })))
  const texts = mails.map(({ mail }) => textOf(mail))
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
