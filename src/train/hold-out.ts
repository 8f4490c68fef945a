// Step 8 of 8, judging: mails are scored by a network that had not seen them. From those scores come the mixture, the novelty, the thresholds
// and the held-out numbers.
import { calibrate, fitMixture, type Mixture, mixtureOf, type PathScores } from '../model/calibration.js'
import {
  type ConfidenceCalibration,
  fitConfidence,
  leadOf,
  withConfidence,
} from '../model/confidence-calibration.js'
import { columnOf, featuresOf } from '../model/featurize.js'
import type { Lexicon } from '../model/lexicon.js'
import { fitNoveltyLimit, fitUsualEnergy, noveltyOf, signalsOf, type UsualEnergy } from '../model/novelty.js'
import { createSparseRows, type SparseRows } from '../model/sparse-rows.js'
import type { Part } from '../model/terms.js'
import { buildVocabulary, onlyColumns, type Vocabulary, type VocabularyOptions } from '../model/vocabulary.js'
import type { Corpus } from './corpus.js'
import { type Evaluation, evaluate } from './evaluate.js'
import { createLearner, type Learner, type Paths } from './fit.js'
import type { HiddenThread } from './hidden-thread.js'
import { scorePaths } from './score-paths.js'
import type { ScoredExample } from './scored.js'
import type { SplitTurn } from './split.js'
import { chooseThresholds, type FilingGuarantee, type Thresholds } from './thresholds.js'

/** What is learnt from. */
export interface HoldOutTask {
  readonly corpus: Corpus
  readonly lexicon: Lexicon
  /** What the organisation itself says belongs in a queue: learnt from, never judged by. */
  readonly descriptions: readonly { readonly target: number; readonly parts: readonly Part[] }[]
  readonly vocabulary: Pick<VocabularyOptions, 'minMails' | 'pieceLengths' | 'groupWeights'>
  readonly balance: number
  /** The label that means "no queue here"; it may be missing from the data. */
  readonly outside: string
  readonly seed: number
  /** Where the hidden path learns. */
  readonly thread: HiddenThread
}

/** A mail's scores by a network that had not seen it. */
export interface MailScores extends PathScores {
  /** Its index in the corpus. */
  readonly at: number
  readonly unknownShare: number
}

export interface Judgement {
  readonly mixture: Mixture
  readonly confidence: ConfidenceCalibration
  readonly usualEnergy: UsualEnergy
  readonly noveltyLimit: number
  readonly thresholds: Thresholds
  readonly heldOut: Evaluation
  /** What `heldOut` was counted from. */
  readonly scored: readonly ScoredExample[]
}

export interface JudgeOptions {
  readonly guarantee: FilingGuarantee
  /** Removes the thresholds of queues that must not have one. */
  readonly restrict: (thresholds: Thresholds) => Thresholds
}

export interface Fitted {
  readonly vocabulary: Vocabulary
  readonly paths: Paths
}

/** Fits vocabulary and network on some of the mails, given by their indices, and on the queues' descriptions. */
export async function fitOn(task: HoldOutTask, members: readonly number[]): Promise<Fitted> {
  const { vocabulary, rows, learner } = prepare(task, members)
  return { vocabulary, paths: await learner.learnRows(indicesUpTo(rows.count), { isLast: true }) }
}

/** Scores the held-out mails by a network fitted on those that are learnt. */
export const scoreHeldOut = async (
  task: HoldOutTask,
  { learnt, held }: SplitTurn,
): Promise<readonly MailScores[]> => scoreMails(task, held, await fitOn(task, learnt))

/**
 * For many mails: fits those that are learnt, scores the held-out ones, and then learns all. The vocabulary is chosen from all mails together,
 * so the held-out ones are scored without the terms that no other mail has, as they would be in service.
 */
export async function scoreThenLearn(
  task: HoldOutTask,
  turn: SplitTurn,
): Promise<{ readonly fitted: Fitted; readonly scores: readonly MailScores[] }> {
  const all = indicesUpTo(task.corpus.ids.length)
  const { vocabulary, rows, learner } = prepare(task, [...all])
  const isLearnt = new Set(turn.learnt)
  const learnt = indicesUpTo(rows.count).filter((row) => row >= all.length || isLearnt.has(row))
  const paths = await learner.learnRows(learnt, { isLast: false })
  const met = onlyColumns(vocabulary, columnsIn(rows, learnt, vocabulary.terms.length))
  const scores = scoreMails(task, turn.held, { vocabulary: met, paths })
  return { fitted: { vocabulary, paths: await learner.learnTheRest(indicesUpTo(rows.count)) }, scores }
}

/** Turns the scores of all held-out mails into everything that a model is judged by. */
export function judgeHeldOut(
  scores: readonly MailScores[],
  task: HoldOutTask,
  options: JudgeOptions,
): Judgement {
  const { labels, targets } = task.corpus
  const outside = labels.indexOf(task.outside)
  const truths = scores.map(({ at }) => targets[at] as number)
  const mixture = fitMixture(scores, truths)
  const met = scores.map((each) => outOfFold(each, mixture, outside))
  const confidence = fitConfidence(
    met.map(({ probabilitiesC }) => leadOf(probabilitiesC)),
    met.map(({ probabilitiesC }, n) => indexOfBest(probabilitiesC) === truths[n]),
  )
  const inside = met.filter((_, n) => truths[n] !== outside)
  const usualEnergy = fitUsualEnergy(inside.map(({ signals }) => signals.energy))
  const scored = met.map((each) => scoredOf(each, { usualEnergy, confidence }, task.corpus))
  const noveltyLimit = fitNoveltyLimit(
    scored.filter((_, n) => truths[n] !== outside).map(({ novelty }) => novelty),
  )
  const { guarantee } = options
  const chosen = chooseThresholds(scored, { labels, outside: task.outside, noveltyLimit, guarantee })
  const thresholds = options.restrict(chosen)
  const heldOut = evaluate(scored, {
    labels,
    outside: task.outside,
    noveltyLimit,
    thresholds: thresholds.byQueue,
    target: guarantee.error,
  })
  return { mixture, confidence, usualEnergy, noveltyLimit, thresholds, heldOut, scored }
}

/** Applies a finished judgement to more scored mails: nothing is fitted to them. */
export function judgeMore(
  scores: readonly MailScores[],
  { corpus, outside }: HoldOutTask,
  { mixture, usualEnergy, confidence }: Judgement,
): readonly ScoredExample[] {
  const outsideIndex = corpus.labels.indexOf(outside)
  return scores.map((each) =>
    scoredOf(outOfFold(each, mixture, outsideIndex), { usualEnergy, confidence }, corpus),
  )
}

// ---------------------------------------------------------------------------------------------------------------

/** A scored mail's probabilities and novelty signals. @param outside the index of that label, or -1 */
function outOfFold(each: MailScores, mixture: Mixture, outside: number) {
  const scoresC = mixtureOf(each, mixture)
  const probabilitiesC = calibrate(scoresC)
  return { each, probabilitiesC, signals: signalsOf(each.unknownShare, scoresC, probabilitiesC, outside) }
}

function scoredOf(
  { each, probabilitiesC, signals }: ReturnType<typeof outOfFold>,
  { usualEnergy, confidence }: Pick<Judgement, 'usualEnergy' | 'confidence'>,
  { ids, labels, targets }: Corpus,
): ScoredExample {
  const best = indexOfBest(probabilitiesC)
  return {
    id: ids[each.at] as string,
    truth: labels[targets[each.at] as number] as string,
    guess: labels[best] as string,
    probability: withConfidence(probabilitiesC, confidence)[best] as number,
    novelty: noveltyOf(signals, usualEnergy),
  }
}

const indexOfBest = (probabilitiesC: Float64Array): number =>
  probabilitiesC.indexOf(Math.max(...probabilitiesC))

const indicesUpTo = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, at) => at)

/** Vocabulary, rows (the descriptions after the mails) and untrained paths. */
function prepare(
  { corpus, lexicon, descriptions, vocabulary: options, balance, seed, thread }: HoldOutTask,
  members: readonly number[],
): { readonly vocabulary: Vocabulary; readonly rows: SparseRows; readonly learner: Learner } {
  const allParts = function* () {
    for (const at of members) yield corpus.partsAt(at)
    for (const { parts } of descriptions) yield parts
  }
  const vocabulary = buildVocabulary(allParts(), { ...options, lexicon })
  const { rows } = rowsOf(allParts(), vocabulary)
  const targets = Int32Array.from([
    ...members.map((at) => corpus.targets[at] as number),
    ...descriptions.map(({ target }) => target),
  ])
  const learner = createLearner(rows, targets, {
    ...{ seed, balance, thread, labels: corpus.labels.length, columns: vocabulary.terms.length },
    isDescription: (row) => row >= members.length,
  })
  return { vocabulary, rows, learner }
}

/** Which columns occur in some of the rows. @shape [V], 1 for yes */
function columnsIn({ offsets, indices }: SparseRows, members: Uint32Array, columns: number): Uint8Array {
  const isThereV = new Uint8Array(columns)
  for (const row of members) {
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
      isThereV[indices[at] as number] = 1
    }
  }
  return isThereV
}

function scoreMails(
  task: HoldOutTask,
  members: readonly number[],
  { vocabulary, paths }: Fitted,
): readonly MailScores[] {
  const parts = function* () {
    for (const at of members) yield task.corpus.partsAt(at)
  }
  const { rows, unknownShares } = rowsOf(parts(), vocabulary)
  return scorePaths(paths, rows).map((scores, n) => ({
    ...scores,
    at: members[n] as number,
    unknownShare: unknownShares[n] as number,
  }))
}

function rowsOf(
  mails: Iterable<readonly Part[]>,
  vocabulary: Vocabulary,
): { readonly rows: SparseRows; readonly unknownShares: readonly number[] } {
  const rows = createSparseRows({ isShared: true })
  const unknownShares: number[] = []
  for (const parts of mails) {
    const features = featuresOf(columnOf(parts, vocabulary), vocabulary)
    rows.add(features)
    unknownShares.push(features.unknownShare)
  }
  return { rows: rows.done(), unknownShares }
}
