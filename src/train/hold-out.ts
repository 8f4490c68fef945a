// Step 8 of 8, judging: mails are scored by a network that had not seen them. From those scores come the blend, the novelty, the thresholds
// and the held-out numbers.
import { type Blend, blendOf, calibrate, fitBlend, type PathScores } from '../model/calibration.js'
import { type Certainty, fitCertainty, leadOf, withCertainty } from '../model/confidence-calibration.js'
import { featuresOf, locate } from '../model/featurize.js'
import type { Lexicon } from '../model/lexicon.js'
import { fitNoveltyLimit, fitUsualEnergy, noveltyOf, signalsOf, type UsualEnergy } from '../model/novelty.js'
import { createSparseRows, type SparseRows } from '../model/sparse-rows.js'
import type { Part } from '../model/terms.js'
import { buildVocabulary, onlyColumns, type Vocabulary, type VocabularyOptions } from '../model/vocabulary.js'
import type { Corpus } from './corpus.js'
import { type Evaluation, evaluate } from './evaluate.js'
import { createLearner, type Learner, type Paths } from './fit.js'
import type { HiddenThread } from './hidden-thread.js'
import type { Judged } from './scored.js'
import type { SplitTurn } from './split.js'
import { chooseThresholds, type FilingPromise, type Thresholds } from './thresholds.js'

/** What is learnt from. */
export interface Task {
  readonly corpus: Corpus
  readonly lexicon: Lexicon
  /** What the organisation itself says that belongs in a queue: learnt from, never judged by. */
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
export interface Scored extends PathScores {
  /** Its place in the corpus. */
  readonly at: number
  readonly unknownShare: number
}

export interface Judgement {
  readonly blend: Blend
  readonly certainty: Certainty
  readonly usualEnergy: UsualEnergy
  readonly noveltyLimit: number
  readonly thresholds: Thresholds
  readonly heldOut: Evaluation
  /** What `heldOut` was counted from. */
  readonly judged: readonly Judged[]
}

export interface JudgeOptions {
  readonly promise: FilingPromise
  /** Takes back thresholds of queues that must not have one. */
  readonly restrict: (thresholds: Thresholds) => Thresholds
}

export interface Fitted {
  readonly vocabulary: Vocabulary
  readonly paths: Paths
}

/** Fits vocabulary and network on some of the mails, given by their places, and on the queues' descriptions. */
export async function fitOn(task: Task, members: readonly number[]): Promise<Fitted> {
  const { vocabulary, rows, learner } = prepare(task, members)
  return { vocabulary, paths: await learner.learnRows(placesOf(rows.count), { isLast: true }) }
}

/** Scores the held-out mails by a network fitted on those that are learnt. */
export const scoreHeldOut = async (task: Task, { learnt, held }: SplitTurn): Promise<readonly Scored[]> =>
  scoreMails(task, held, await fitOn(task, learnt))

/**
 * For many mails: fits those that are learnt, scores the held-out ones, and then learns all. The vocabulary is chosen from all mails at once,
 * so the held-out ones are scored without the terms that no other mail has: as they would have been met.
 */
export async function scoreThenLearn(
  task: Task,
  turn: SplitTurn,
): Promise<{ readonly fitted: Fitted; readonly scored: readonly Scored[] }> {
  const all = placesOf(task.corpus.ids.length)
  const { vocabulary, rows, learner } = prepare(task, [...all])
  const isLearnt = new Set(turn.learnt)
  const learnt = placesOf(rows.count).filter((row) => row >= all.length || isLearnt.has(row))
  const paths = await learner.learnRows(learnt, { isLast: false })
  const met = onlyColumns(vocabulary, columnsIn(rows, learnt, vocabulary.terms.length))
  const scored = scoreMails(task, turn.held, { vocabulary: met, paths })
  return { fitted: { vocabulary, paths: await learner.learnTheRest(placesOf(rows.count)) }, scored }
}

/** Turns the scores of all held-out mails into all that judges a model. */
export function judgeHeldOut(scored: readonly Scored[], task: Task, options: JudgeOptions): Judgement {
  const { labels, targets } = task.corpus
  const outside = labels.indexOf(task.outside)
  const truths = scored.map(({ at }) => targets[at] as number)
  const blend = fitBlend(scored, truths)
  const met = scored.map((each) => meet(each, blend, outside))
  const certainty = fitCertainty(
    met.map(({ probabilitiesC }) => leadOf(probabilitiesC)),
    met.map(({ probabilitiesC }, n) => placeOfBest(probabilitiesC) === truths[n]),
  )
  const inside = met.filter((_, n) => truths[n] !== outside)
  const usualEnergy = fitUsualEnergy(inside.map(({ signals }) => signals.energy))
  const judged = met.map((each) => judgedOf(each, { usualEnergy, certainty }, task.corpus))
  const noveltyLimit = fitNoveltyLimit(
    judged.filter((_, n) => truths[n] !== outside).map(({ novelty }) => novelty),
  )
  const { promise } = options
  const chosen = chooseThresholds(judged, { labels, outside: task.outside, noveltyLimit, promise })
  const thresholds = options.restrict(chosen)
  const heldOut = evaluate(judged, {
    labels,
    outside: task.outside,
    noveltyLimit,
    thresholds: thresholds.byQueue,
    target: promise.error,
  })
  return { blend, certainty, usualEnergy, noveltyLimit, thresholds, heldOut, judged }
}

/** What a finished judgement makes of more scored mails: nothing is fitted to them. */
export function judgeMore(
  scored: readonly Scored[],
  { corpus, outside }: Task,
  { blend, usualEnergy, certainty }: Judgement,
): readonly Judged[] {
  const place = corpus.labels.indexOf(outside)
  return scored.map((each) => judgedOf(meet(each, blend, place), { usualEnergy, certainty }, corpus))
}

// --- Private helpers

/** A scored mail's probabilities and signs of novelty. @param outside the place of that label, or -1 */
function meet(each: Scored, blend: Blend, outside: number) {
  const scoresC = blendOf(each, blend)
  const probabilitiesC = calibrate(scoresC)
  return { each, probabilitiesC, signals: signalsOf(each.unknownShare, scoresC, probabilitiesC, outside) }
}

function judgedOf(
  { each, probabilitiesC, signals }: ReturnType<typeof meet>,
  { usualEnergy, certainty }: Pick<Judgement, 'usualEnergy' | 'certainty'>,
  { ids, labels, targets }: Corpus,
): Judged {
  const best = placeOfBest(probabilitiesC)
  return {
    id: ids[each.at] as string,
    truth: labels[targets[each.at] as number] as string,
    guess: labels[best] as string,
    probability: withCertainty(probabilitiesC, certainty)[best] as number,
    novelty: noveltyOf(signals, usualEnergy),
  }
}

const placeOfBest = (probabilitiesC: Float64Array): number =>
  probabilitiesC.indexOf(Math.max(...probabilitiesC))

const placesOf = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, at) => at)

/** Vocabulary, rows (the descriptions after the mails) and paths that know nothing yet. */
function prepare(
  { corpus, lexicon, descriptions, vocabulary: options, balance, seed, thread }: Task,
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

/** Which columns some of the rows hold. @shape [V], 1 for yes */
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
  task: Task,
  members: readonly number[],
  { vocabulary, paths }: Fitted,
): readonly Scored[] {
  const parts = function* () {
    for (const at of members) yield task.corpus.partsAt(at)
  }
  const { rows, unknownShares } = rowsOf(parts(), vocabulary)
  return Array.from(members, (at, n) => ({
    at,
    unknownShare: unknownShares[n] as number,
    ...scorePaths(paths, rows, n),
  }))
}

function rowsOf(
  mails: Iterable<readonly Part[]>,
  vocabulary: Vocabulary,
): { readonly rows: SparseRows; readonly unknownShares: readonly number[] } {
  const rows = createSparseRows({ isShared: true })
  const unknownShares: number[] = []
  for (const parts of mails) {
    const features = featuresOf(locate(parts, vocabulary), vocabulary)
    rows.add(features)
    unknownShares.push(features.unknownShare)
  }
  return { rows: rows.done(), unknownShares }
}

function scorePaths({ direct, hidden }: Paths, rows: SparseRows, n: number): PathScores {
  const labels = direct.biasC.length
  const directC = new Float32Array(labels)
  direct.weightsVC.sum(rows, n, direct.biasC, directC)
  const inputH = new Float32Array(hidden.inputBiasH.length)
  hidden.inputVH.sum(rows, n, hidden.inputBiasH, inputH)
  const hiddenC = hidden.outputBiasC.slice()
  inputH.forEach((input, h) => {
    if (input <= 0) return
    for (let c = 0; c < labels; c++) {
      hiddenC[c] = (hiddenC[c] as number) + input * (hidden.outputHC[h * labels + c] as number)
    }
  })
  return { directC, hiddenC }
}
