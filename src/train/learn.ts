// Step 8 of 8: labelled mails -> a model draft. Everything that judges the model (temperature, thresholds, novelty limit, the held-out
// numbers) comes from mails that the judging network had not seen; the network that is kept has seen them all.
import { createHash } from 'node:crypto'
import type { TrainingExample } from '../journey.js'
import { type BackendName, useBackend } from '../model/backend.js'
import { emptyLexicon, type Lexicon } from '../model/lexicon.js'
import type { ModelDraft } from '../model/store.js'
import { type Part, partsOf } from '../model/terms.js'
import { modelCard } from './card.js'
import { dataTooLittle } from './errors.js'
import type { Evaluation } from './evaluate.js'
import { fitOn, type Judgement, judgeHeldOut, type Scored, scoreHeldOut, type Task } from './hold-out.js'
import { foldsOf } from './split.js'
import type { FilingPromise, Thresholds } from './thresholds.js'

export interface LearnOptions {
  readonly outside: string
  readonly promise: FilingPromise
  readonly seed: number
  /** What the model knows beside the mails; used where the mails speak its language. */
  readonly lexicon?: Lexicon
  /** What the organisation says that belongs in a queue. */
  readonly descriptions?: readonly { readonly label: string; readonly text: string }[]
  readonly programVersion: string
  /** Parts that are held out in turn: 3 keep training under half a minute, more change the thresholds little. */
  readonly folds?: number
  readonly backend?: BackendName
  readonly onProgress?: (done: number, total: number, what: string) => void
}

export interface Learnt {
  readonly draft: ModelDraft
  readonly heldOut: Evaluation
}

/** Below it there is nothing to hold out. */
const FEWEST_MAILS = 8
/** A queue with fewer mails is learnt and suggested, but not filed automatically. */
const THIN_QUEUE = 8
/** Mails whose words are kept for all folds; beyond it they are taken apart again for each, to save memory. */
const KEPT_MAILS = 5_000

/** Learns a model. Same examples, seed and engine: the same model. @throws DATA_TOO_LITTLE */
export async function learn(examples: readonly TrainingExample[], options: LearnOptions): Promise<Learnt> {
  const { folds = 3, seed, onProgress } = options
  const labels = labelsOf(examples)
  const engine = await useBackend(options.backend)
  const partsAt = rememberParts(examples)
  const foldOf = foldsOf(
    examples.map(({ id, label }) => ({ label, group: id })),
    { folds, seed },
  )
  const task: Task = {
    ...{ examples, labels, partsAt, seed },
    lexicon: lexiconFor(options.lexicon ?? emptyLexicon, examples.length, partsAt),
    descriptions: descriptionsOf(options.descriptions ?? [], labels),
  }
  const scored: Scored[] = []
  for (let fold = 0; fold < folds; fold++) {
    onProgress?.(fold, folds + 1, `held-out part ${fold + 1} of ${folds}`)
    scored.push(...scoreHeldOut(task, (at) => foldOf[at] === fold))
    await breathe()
  }
  onProgress?.(folds, folds + 1, 'the model itself')
  const judgement = judgeHeldOut(scored, task, {
    ...options,
    restrict: (thresholds) => withoutThin(thresholds, examples),
  })
  const fitted = fitOn(task, [...examples.keys()])
  onProgress?.(folds + 1, folds + 1, 'done')
  return {
    heldOut: judgement.heldOut,
    draft: {
      manifest: {
        ...describe(task, options, judgement),
        engine,
        data: { ...dataOf(examples), split: `${folds} folds, stratified, seed ${seed}` },
      },
      vocabulary: fitted.vocabulary,
      network: fitted.network,
      card: (manifest) => modelCard(manifest, judgement.heldOut),
    },
  }
}

// --- Private helpers

function labelsOf(examples: readonly TrainingExample[]): readonly string[] {
  const labels = [...new Set(examples.map(({ label }) => label as string))].sort()
  if (labels.length < 2) throw dataTooLittle(`${labels.length} label`)
  if (examples.length < FEWEST_MAILS) throw dataTooLittle(`${examples.length} mails`)
  return labels
}

/** A lexicon of another language is noise. In Danish mail one word in nine points to a concept, in English one in thirty. */
const LEAST_KNOWN = 0.06
/** Mails looked at to tell whether the lexicon's language is theirs. */
const SAMPLE_MAILS = 500

function lexiconFor(lexicon: Lexicon, mails: number, partsAt: Task['partsAt']): Lexicon {
  const step = Math.max(1, Math.floor(mails / SAMPLE_MAILS))
  let words = 0
  let known = 0
  for (let at = 0; at < mails; at += step) {
    for (const word of partsAt(at).flatMap((part) => part.words)) {
      words++
      if (lexicon.conceptsOf(word.folded).length > 0) known++
    }
  }
  return known >= LEAST_KNOWN * words ? lexicon : emptyLexicon
}

function descriptionsOf(
  descriptions: readonly { readonly label: string; readonly text: string }[],
  labels: readonly string[],
): Task['descriptions'] {
  return descriptions
    .filter(({ label, text }) => labels.includes(label) && text !== '')
    .map(({ label, text }) => ({
      label,
      parts: partsOf({ subject: '', own: text, quoted: '', forwarded: '' }),
    }))
}

function rememberParts(examples: readonly TrainingExample[]): (at: number) => readonly Part[] {
  const take = (at: number): readonly Part[] => partsOf((examples[at] as TrainingExample).text)
  if (examples.length > KEPT_MAILS) return take
  const kept = examples.map((_, at) => take(at))
  return (at) => kept[at] as readonly Part[]
}

function withoutThin(thresholds: Thresholds, examples: readonly TrainingExample[]): Thresholds {
  const { perLabel } = dataOf(examples)
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
  { labels, seed }: Task,
  { outside, promise, programVersion }: LearnOptions,
  { temperature, thresholds, noveltyLimit, heldOut }: Judgement,
) {
  return {
    programVersion,
    seed,
    labels: [...labels],
    outside,
    calibration: { temperature },
    thresholds: thresholds.byQueue,
    closed: thresholds.closed,
    promise,
    noveltyLimit,
    metrics: { heldOut },
  }
}

function dataOf(examples: readonly TrainingExample[]) {
  const counts = new Map<string, number>()
  const hash = createHash('sha256')
  for (const { id, label, text } of examples) {
    counts.set(label, (counts.get(label) ?? 0) + 1)
    hash.update(JSON.stringify([id, label, text.subject, text.own, text.forwarded]))
  }
  return { examples: examples.length, fingerprint: hash.digest('hex'), perLabel: Object.fromEntries(counts) }
}

/** Lets a progress line be drawn between two long stretches of arithmetic. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
