// A challenger predicts beside the live model and decides nothing. What both said of the same mail is kept, so that `stats` can compare them.

import { label } from '../ids.js'
import type { MailText, Prediction } from '../journey.js'
import type { ChallengerPrediction } from '../ledger/contract/guarantee.js'
import type { Classifier } from '../model/classifier.js'
import { verdictOf } from '../route/policy.js'

/** For a decision's entry: empty where there is nothing to compare. */
export interface Challenged {
  readonly challenger?: ChallengerPrediction
}

/** What judges a batch of mails. */
export interface Models {
  /** Undefined while there is no model: all mail goes to people. */
  readonly classifier: Classifier | undefined
  /** Predicts beside the classifier and decides nothing. */
  readonly challenger?: Classifier | undefined
}

/** What the challenger says, mail by mail. A challenger that fails says nothing: it must never keep mail back. */
export async function challenge(
  { classifier, challenger }: Models,
  texts: readonly MailText[],
  predictions: readonly Prediction[] | undefined,
): Promise<readonly Challenged[]> {
  if (!classifier || !challenger || !predictions) return texts.map(() => ({}))
  let others: readonly Prediction[]
  try {
    others = await challenger.predict(texts)
  } catch {
    return texts.map(() => ({}))
  }
  return predictions.map((prediction, at): Challenged => {
    const live = opinionOf(classifier, prediction)
    const other = opinionOf(challenger, others[at])
    return live && other ? { challenger: { ...other, live } } : {}
  })
}

// ---------------------------------------------------------------------------------------------------------------

/** A model's word alone: rules, threads, modes and closed queues are left out, as both models would be held to them. */
function opinionOf({ modelId, manifest }: Classifier, prediction: Prediction | undefined) {
  const best = prediction?.ranked[0]
  if (!prediction || !best) return undefined
  const queues = new Set(Object.keys(manifest.thresholds))
  const verdict = verdictOf(manifest, { prediction, best }, { queues, outside: label(manifest.outside) })
  return { modelId, label: best.label, wouldFile: verdict.kind === 'confident' }
}
