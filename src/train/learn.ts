// Step 8 of 8: labelled mails -> a model draft. Everything that judges the model (temperature, thresholds, novelty limit, the held-out
// numbers) comes from mails that the judging network had not seen; the network that is kept has seen them all.
import type { TrainingExample } from '../journey.js'
import { type BackendName, useBackend } from '../model/backend.js'
import { emptyLexicon, type Lexicon } from '../model/lexicon.js'
import type { ModelDraft } from '../model/store.js'
import { partsOf } from '../model/terms.js'
import { modelCard } from './card.js'
import { type Corpus, readCorpus } from './corpus.js'
import { type Details, detailsOf, type Interval } from './details.js'
import { dataTooLittle } from './errors.js'
import type { Evaluation, FilingRule } from './evaluate.js'
import { joinPaths } from './fit.js'
import { learnAndScore, type OnProgress } from './fit-and-score.js'
import { type HiddenThread, startHiddenThread } from './hidden-thread.js'
import { type HoldOutTask, type Judgement, judgeHeldOut, judgeMore, type MailScores } from './hold-out.js'
import { type LearningPoint, learningCurve } from './learning-curve.js'
import { reportPage } from './report/page.js'
import { rememberMails } from './seen-mail.js'
import type { SplitKind } from './split-kinds.js'
import { FEW_MAILS, planSplit } from './split-plan.js'
import type { FilingGuarantee, Thresholds } from './thresholds.js'

export interface LearnOptions {
  readonly outside: string
  readonly guarantee: FilingGuarantee
  readonly seed: number
  /** What the model knows besides the mails; used if the mails are in its language. */
  readonly lexicon?: Lexicon
  /** What the organisation says belongs in a queue. */
  readonly descriptions?: readonly { readonly label: string; readonly text: string }[]
  readonly programVersion: string
  readonly backend?: BackendName
  readonly split?: SplitKind | undefined
  /** Trains a few more times, to see whether more mail would help. */
  readonly hasLearningCurve?: boolean
  readonly onProgress?: OnProgress
}

export interface Learnt {
  readonly draft: ModelDraft
  readonly heldOut: Evaluation
  readonly details: Details
  /** The newest mails judged by the older ones, where the thresholds rest on folds. */
  readonly newest: Newest | undefined
  readonly learningCurve: readonly LearningPoint[] | undefined
}

export interface Newest {
  readonly n: number
  readonly coverage: Interval
  readonly error: Interval
}

/** With fewer there is nothing to hold out. */
const FEWEST_MAILS = 8
/** A queue with fewer mails is learnt and suggested, but not filed automatically. */
const THIN_QUEUE = 8

/** Learns a model. Same examples, seed and engine: the same model. @throws DATA_TOO_LITTLE */
export async function learn(
  examples: AsyncIterable<TrainingExample> | Iterable<TrainingExample>,
  options: LearnOptions,
): Promise<Learnt> {
  const { onProgress } = options
  const engine = await useBackend(options.backend)
  const corpus = await readCorpus(examples, (mails) => onProgress?.(0, 1, `${mails} mails read`))
  checkEnough(corpus)
  const thread = startHiddenThread(engine)
  try {
    return await learnIn(thread, corpus, engine, options)
  } finally {
    await thread.close()
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function learnIn(
  thread: HiddenThread,
  corpus: Corpus,
  engine: BackendName,
  options: LearnOptions,
): Promise<Learnt> {
  const { seed, outside, onProgress } = options
  const plan = planSplit(corpus, { seed, kind: options.split })
  const task: HoldOutTask = {
    thread,
    ...{ corpus, outside, seed, ...recipeFor(corpus.ids.length) },
    lexicon: lexiconFor(options.lexicon ?? emptyLexicon, corpus),
    descriptions: descriptionsOf(options.descriptions ?? [], corpus),
  }
  const { scores, fitted, ofNewest } = await learnAndScore(task, plan, onProgress)
  const judgement = judgeHeldOut(scores, task, {
    guarantee: options.guarantee,
    restrict: (thresholds) => withoutThin(thresholds, corpus),
  })
  const rule = {
    labels: corpus.labels,
    outside,
    thresholds: judgement.thresholds.byQueue,
    noveltyLimit: judgement.noveltyLimit,
  }
  const details = detailsOf(judgement.scored, rule)
  const newest = ofNewest && newestDetails(ofNewest, task, judgement, rule)
  const curve =
    options.hasLearningCurve && plan.turns[0]
      ? await learningCurve(task, plan.turns[0], judgement)
      : undefined
  onProgress?.(1, 1, 'done')
  return {
    heldOut: judgement.heldOut,
    details,
    newest,
    learningCurve: curve,
    draft: {
      manifest: {
        ...describe(task, options, judgement),
        engine,
        data: { ...dataOf(corpus), split: plan.split },
      },
      vocabulary: fitted.vocabulary,
      network: joinPaths(fitted.paths, judgement.mixture),
      seen: rememberMails(corpus.ids.length, corpus.partsAt),
      card: (manifest) => modelCard(manifest, judgement.heldOut),
      report: ({ modelId, data }) =>
        reportPage({
          ...{ modelId, outside, details, newest, learningCurve: curve, warnings: [] },
          how: `Measured while it was trained, on ${judgement.scored.length} of its ${data.examples} mails, each judged by a network that had not learnt it.`,
          split: data.split,
          promise: options.guarantee,
          evaluation: judgement.heldOut,
        }),
    },
  }
}

interface Recipe {
  readonly vocabulary: HoldOutTask['vocabulary']
  readonly balance: number
}

const recipeFor = (mails: number): Recipe =>
  mails < FEW_MAILS
    ? // In few mails each telling word occurs once: every piece of it counts, and counts more (docs/experiments/0005).
      { vocabulary: { minMails: 1, pieceLengths: [3, 4, 5], groupWeights: [0.75, 1, 0.25] }, balance: 1 }
    : { vocabulary: { minMails: 2, pieceLengths: [4], groupWeights: [1, 1, 0.25] }, balance: 0.5 }

function checkEnough({ labels, ids }: Corpus): void {
  if (labels.length < 2) throw dataTooLittle(`${labels.length} label`)
  if (ids.length < FEWEST_MAILS) throw dataTooLittle(`${ids.length} mails`)
}

/** A lexicon of another language is noise. In Danish mail one word in nine points to a concept, in English one in thirty. */
const LEAST_KNOWN = 0.06
/** Mails sampled to decide whether they are in the lexicon's language. */
const SAMPLE_MAILS = 500

function lexiconFor(lexicon: Lexicon, { ids, partsAt }: Corpus): Lexicon {
  const step = Math.max(1, Math.floor(ids.length / SAMPLE_MAILS))
  let words = 0
  let known = 0
  for (let at = 0; at < ids.length; at += step) {
    for (const word of partsAt(at).flatMap((part) => part.words)) {
      words++
      if (lexicon.conceptsOf(word.folded).length > 0) known++
    }
  }
  return known >= LEAST_KNOWN * words ? lexicon : emptyLexicon
}

function descriptionsOf(
  descriptions: readonly { readonly label: string; readonly text: string }[],
  { labels }: Corpus,
): HoldOutTask['descriptions'] {
  return descriptions
    .filter(({ label, text }) => labels.includes(label) && text !== '')
    .map(({ label, text }) => ({
      target: labels.indexOf(label),
      parts: partsOf({ subject: '', own: text, quoted: '', forwarded: '' }),
    }))
}

function withoutThin(thresholds: Thresholds, corpus: Corpus): Thresholds {
  const { perLabel } = dataOf(corpus)
  const isThin = (queue: string) => (perLabel[queue] ?? 0) < THIN_QUEUE
  const thin = Object.keys(thresholds.byQueue).filter(isThin)
  return {
    byQueue: Object.fromEntries(Object.entries(thresholds.byQueue).filter(([queue]) => !isThin(queue))),
    closed: {
      ...thresholds.closed,
      ...Object.fromEntries(thin.map((queue) => [queue, `fewer than ${THIN_QUEUE} mails to learn from`])),
    },
  }
}

function describe(
  { corpus, seed }: HoldOutTask,
  { outside, guarantee, programVersion }: LearnOptions,
  { mixture, confidence, usualEnergy, thresholds, noveltyLimit, heldOut }: Judgement,
) {
  return {
    programVersion,
    seed,
    labels: [...corpus.labels],
    outside,
    calibration: { ...mixture, ...confidence },
    thresholds: thresholds.byQueue,
    closed: thresholds.closed,
    promise: guarantee,
    usualEnergy,
    noveltyLimit,
    metrics: { heldOut },
  }
}

function dataOf({ labels, targets, fingerprint }: Corpus) {
  const counts = new Map<string, number>()
  for (const target of targets) {
    const label = labels[target] as string
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return { examples: targets.length, fingerprint, perLabel: Object.fromEntries(counts) }
}

/** The newest mails under the thresholds that were chosen; most of these mails had a part in choosing them. */
function newestDetails(
  scores: readonly MailScores[],
  task: HoldOutTask,
  judgement: Judgement,
  rule: FilingRule & { readonly labels: readonly string[] },
): Newest {
  const scored = judgeMore(scores, task, judgement)
  const { coverage, error } = detailsOf(scored, rule)
  return { n: scored.length, coverage, error }
}
