// Step 8 of 8, judging: every mail is scored once by a network that had not seen it. From those scores come the temperature, the novelty
// limit, the thresholds and the held-out numbers.
import type { Features, TrainingExample } from '../journey.js'
import { calibrate, fitTemperature } from '../model/calibration.js'
import { featuresOf, locate } from '../model/featurize.js'
import type { Lexicon } from '../model/lexicon.js'
import { createNetwork, type NetworkWeights } from '../model/network.js'
import { fitNoveltyLimit, noveltyOf } from '../model/novelty.js'
import type { Part } from '../model/terms.js'
import { buildVocabulary, type Vocabulary } from '../model/vocabulary.js'
import { type Evaluation, evaluate } from './evaluate.js'
import { fitNetwork } from './fit.js'
import type { Judged } from './judged.js'
import { chooseThresholds, type FilingPromise, type Thresholds } from './thresholds.js'

/** What is learnt from. */
export interface Task {
  readonly examples: readonly TrainingExample[]
  readonly labels: readonly string[]
  readonly partsAt: (at: number) => readonly Part[]
  readonly lexicon: Lexicon
  /** What the organisation itself says that belongs in a queue: learnt from, never judged by. */
  readonly descriptions: readonly { readonly label: string; readonly parts: readonly Part[] }[]
  readonly seed: number
}

/** A mail's scores by a network that had not seen it. */
export interface Scored {
  /** Its place among the examples. */
  readonly at: number
  readonly features: Features
  readonly scoresC: Float32Array
}

export interface Judgement {
  readonly temperature: number
  readonly noveltyLimit: number
  readonly thresholds: Thresholds
  readonly heldOut: Evaluation
}

export interface JudgeOptions {
  readonly outside: string
  readonly promise: FilingPromise
  /** Takes back thresholds of queues that must not have one. */
  readonly restrict: (thresholds: Thresholds) => Thresholds
}

/** Fits vocabulary and network on some of the examples, given by their places, and on the queues' descriptions. */
export function fitOn(
  { examples, labels, partsAt, lexicon, descriptions, seed }: Task,
  members: readonly number[],
): { readonly vocabulary: Vocabulary; readonly network: NetworkWeights } {
  const labelOf = (at: number) => (examples[at] as TrainingExample).label as string
  const allParts = function* () {
    for (const at of members) yield partsAt(at)
    for (const { parts } of descriptions) yield parts
  }
  const vocabulary = buildVocabulary(allParts(), { lexicon })
  const rows = [...allParts()].map((parts) => featuresOf(locate(parts, vocabulary), vocabulary))
  const names = [...members.map(labelOf), ...descriptions.map(({ label }) => label)]
  const targets = names.map((name) => labels.indexOf(name))
  const network = fitNetwork(rows, targets, {
    ...{ seed, labels: labels.length, columns: vocabulary.terms.length },
    isDescription: (row) => row >= members.length,
  })
  return { vocabulary, network }
}

/** Scores the held-out examples by a network fitted on all the others. */
export function scoreHeldOut(task: Task, isHeldOut: (at: number) => boolean): readonly Scored[] {
  const all = [...task.examples.keys()]
  const held = all.filter(isHeldOut)
  const { vocabulary, network: weights } = fitOn(
    task,
    all.filter((at) => !isHeldOut(at)),
  )
  const network = createNetwork(weights)
  const rows = held.map((at) => featuresOf(locate(task.partsAt(at), vocabulary), vocabulary))
  const { scores } = network.forward(rows)
  network.dispose()
  return held.map((at, n) => ({
    at,
    features: rows[n] as Features,
    scoresC: scores[n] as Float32Array,
  }))
}

/** Turns the scores of all folds into all that judges a model. */
export function judgeHeldOut(scored: readonly Scored[], task: Task, options: JudgeOptions): Judgement {
  const { labels, examples } = task
  const truthOf = ({ at }: Scored): string => (examples[at] as TrainingExample).label
  const temperature = fitTemperature(
    scored.map(({ scoresC }) => scoresC),
    scored.map((each) => labels.indexOf(truthOf(each))),
  )
  const judged = scored.map((each): Judged => {
    const probabilitiesC = calibrate(each.scoresC, temperature)
    const probability = Math.max(...probabilitiesC)
    return {
      id: (examples[each.at] as TrainingExample).id,
      truth: truthOf(each),
      guess: labels[probabilitiesC.indexOf(probability)] as string,
      probability,
      novelty: noveltyOf(each.features, probability),
    }
  })
  const inScope = judged.filter(({ truth }) => truth !== options.outside)
  const noveltyLimit = fitNoveltyLimit(inScope.map(({ novelty }) => novelty))
  const { outside, promise } = options
  const chosen = chooseThresholds(judged, { labels, outside, noveltyLimit, promise })
  const thresholds = options.restrict(chosen)
  const heldOut = evaluate(judged, {
    labels,
    outside,
    noveltyLimit,
    thresholds: thresholds.byQueue,
    target: promise.error,
  })
  return { temperature, noveltyLimit, thresholds, heldOut }
}
