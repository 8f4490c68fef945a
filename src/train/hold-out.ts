// Step 8 of 8, judging: mails are scored by a network that had not seen them. From those scores come the blend, the novelty, the thresholds
// and the held-out numbers.
import { type Blend, blendOf, calibrate, fitBlend, type PathScores } from '../model/calibration.js'
import { featuresOf, locate } from '../model/featurize.js'
import type { Lexicon } from '../model/lexicon.js'
import { fitNoveltyLimit, fitUsualEnergy, noveltyOf, signalsOf, type UsualEnergy } from '../model/novelty.js'
import { createSparseRows, type SparseRows } from '../model/sparse-rows.js'
import type { Part } from '../model/terms.js'
import { buildVocabulary, type Vocabulary, type VocabularyOptions } from '../model/vocabulary.js'
import type { Corpus } from './corpus.js'
import { type Evaluation, evaluate } from './evaluate.js'
import { fitPaths, type Paths } from './fit.js'
import type { Judged } from './judged.js'
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
}

/** A mail's scores by a network that had not seen it. */
export interface Scored extends PathScores {
  /** Its place in the corpus. */
  readonly at: number
  readonly unknownShare: number
}

export interface Judgement {
  readonly blend: Blend
  readonly usualEnergy: UsualEnergy
  readonly noveltyLimit: number
  readonly thresholds: Thresholds
  readonly heldOut: Evaluation
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
export function fitOn(
  { corpus, lexicon, descriptions, vocabulary: options, balance, seed }: Task,
  members: readonly number[],
): Fitted {
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
  const paths = fitPaths(rows, targets, {
    ...{ seed, balance, labels: corpus.labels.length, columns: vocabulary.terms.length },
    isDescription: (row) => row >= members.length,
  })
  return { vocabulary, paths }
}

/** Scores the held-out mails by a network fitted on all the others. */
export function scoreHeldOut(task: Task, isHeldOut: (at: number) => boolean): readonly Scored[] {
  const all = [...task.corpus.ids.keys()]
  const held = all.filter(isHeldOut)
  const { vocabulary, paths } = fitOn(
    task,
    all.filter((at) => !isHeldOut(at)),
  )
  const parts = function* () {
    for (const at of held) yield task.corpus.partsAt(at)
  }
  const { rows, unknownShares } = rowsOf(parts(), vocabulary)
  return held.map((at, n) => ({
    at,
    unknownShare: unknownShares[n] as number,
    ...scorePaths(paths, rows, n),
  }))
}

/** Turns the scores of all held-out mails into all that judges a model. */
export function judgeHeldOut(scored: readonly Scored[], task: Task, options: JudgeOptions): Judgement {
  const { labels, targets, ids } = task.corpus
  const outside = labels.indexOf(task.outside)
  const truths = scored.map(({ at }) => targets[at] as number)
  const blend = fitBlend(scored, truths)
  const met = scored.map((each) => {
    const scoresC = blendOf(each, blend)
    const probabilitiesC = calibrate(scoresC)
    return { each, probabilitiesC, signals: signalsOf(each.unknownShare, scoresC, probabilitiesC, outside) }
  })
  const inside = met.filter((_, n) => truths[n] !== outside)
  const usualEnergy = fitUsualEnergy(inside.map(({ signals }) => signals.energy))
  const judged = met.map(({ each, probabilitiesC, signals }): Judged => {
    const probability = Math.max(...probabilitiesC)
    return {
      id: ids[each.at] as string,
      truth: labels[targets[each.at] as number] as string,
      guess: labels[probabilitiesC.indexOf(probability)] as string,
      probability,
      novelty: noveltyOf(signals, usualEnergy),
    }
  })
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
  return { blend, usualEnergy, noveltyLimit, thresholds, heldOut }
}

// --- Private helpers

function rowsOf(
  mails: Iterable<readonly Part[]>,
  vocabulary: Vocabulary,
): { readonly rows: SparseRows; readonly unknownShares: readonly number[] } {
  const rows = createSparseRows()
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
