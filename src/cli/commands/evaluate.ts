// postfordeler evaluate: how good a model is on labelled mail.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { percent } from '../../format.js'
import type { TrainingExample } from '../../journey.js'
import type { Classifier } from '../../model/classifier.js'
import { loadClassifier } from '../../model/load.js'
import type { ModelManifest } from '../../model/manifest.js'
import { partsOf } from '../../model/terms.js'
import type { ErrorBound } from '../../statistics.js'
import { type Details, detailsOf, shareOf } from '../../train/details.js'
import { type Evaluation, evaluate } from '../../train/evaluate.js'
import { readLabelled } from '../../train/read-labelled.js'
import { reportPage } from '../../train/report/page.js'
import { scoreExamples } from '../../train/score.js'
import { resemblesLearnt } from '../../train/seen-mail.js'
import type { ModelDeps } from '../model-deps.js'
import { table } from '../table.js'

export interface EvaluateCommandOptions {
  readonly data: readonly string[]
  /** Id or path; without it the current model. */
  readonly model?: string | undefined
  readonly modelsDir: string
  /** Folder for report.html and evaluation.json. */
  readonly report?: string | undefined
}

/** More than this share of mail that resembles learnt mail makes the figures too good. */
const FEW_RESEMBLING = 0.01

/** What `evaluate --json` prints. */
export type EvaluateDocument = Evaluation & {
  readonly modelId: string
  /** How the mails were held out that the model's thresholds were chosen on. */
  readonly split: string
  /** Mails that resemble mail the model learnt from, of those that can be compared; undefined where the model does not remember. */
  readonly resembling: { readonly n: number; readonly compared: number } | undefined
  readonly warnings: readonly string[]
  readonly details: Details
}

export async function runEvaluate(
  options: EvaluateCommandOptions,
  deps: ModelDeps,
): Promise<EvaluateDocument> {
  const classifier = await loadClassifier(options.model, options)
  try {
    const document = await evaluateWith(classifier, options, deps)
    if (options.report !== undefined) await writeReport(options.report, document, classifier.manifest)
    return document
  } finally {
    classifier.dispose()
  }
}

/** The document for people. */
export function evaluateLines(document: EvaluateDocument): readonly string[] {
  const { promise: guarantee, details } = document
  const { error, inScope } = details
  return [
    `Model ${document.modelId} on ${document.n} mails:`,
    `${percent(guarantee.coverage)} filed without a person, ${percent(guarantee.error)} of them wrong (promised at most ${percent(guarantee.target)}), ${percent(1 - guarantee.coverage)} left to people.`,
    `Wrong: ${error.part} of ${error.whole} filed; 95 % interval ${percent(error.low)} to ${percent(error.high)}. Of mail that belongs to a queue, ${percent(shareOf(inScope))} was filed; of mail that belongs to none, ${details.outsideFiled.part} of ${details.outsideFiled.whole}.`,
    `Right queue first: ${percent(document.accuracy)}. Macro-F1: ${document.macroF1.toFixed(3)}. Calibration error: ${percent(document.ece)}.`,
    `Thresholds were chosen on: ${document.split}.`,
    ...document.warnings.map((one) => `Mind: ${one}`),
    ...queueLines(document),
  ]
}

// ---------------------------------------------------------------------------------------------------------------

/** The promise of a model from before promises were kept in the manifest. */
const DEFAULT_TARGET = 0.05
const DEFAULT_CONFIDENCE = 0.95

async function evaluateWith(
  classifier: Classifier,
  options: EvaluateCommandOptions,
  deps: ModelDeps,
): Promise<EvaluateDocument> {
  const { manifest, seen } = classifier
  const resembling = { n: 0, compared: 0 }
  const examples = counting(readLabelled(options.data, deps.readers), seen, resembling)
  const scored = await scoreExamples(classifier, examples, (done) => deps.progress(`judged ${done} mails`))
  const figures = evaluate(scored, { ...manifest, target: guaranteeOf(manifest).error })
  return {
    ...figures,
    modelId: manifest.modelId,
    split: manifest.data.split,
    resembling: seen ? resembling : undefined,
    warnings: warningsOf(resembling),
    details: detailsOf(scored, manifest),
  }
}

const guaranteeOf = ({ promise: guarantee }: ModelManifest): ErrorBound =>
  guarantee ?? { error: DEFAULT_TARGET, confidence: DEFAULT_CONFIDENCE }

/** Passes mails on, counting those that resemble learnt mail. */
async function* counting(
  examples: AsyncIterable<TrainingExample>,
  seen: Uint8Array | undefined,
  counts: { n: number; compared: number },
): AsyncGenerator<TrainingExample> {
  for await (const example of examples) {
    const resembles = seen && resemblesLearnt(seen, partsOf(example.text))
    if (resembles !== undefined) counts.compared++
    if (resembles) counts.n++
    yield example
  }
}

const warningsOf = ({ n, compared }: { readonly n: number; readonly compared: number }): readonly string[] =>
  n > FEW_RESEMBLING * compared
    ? [
        `${n} of ${compared} mails resemble mail that the model learnt from (half of their runs of five words were there): on new mail it will be less right than here.`,
      ]
    : []

function queueLines({ perQueue, details }: EvaluateDocument): readonly string[] {
  const byName = new Map(details.queues.map((one) => [one.queue, one]))
  const rows = perQueue.map(({ queue, n, precision, recall, f1, threshold }) => {
    const { filedRight = 0, filedWrong = 0, error } = byName.get(queue) ?? {}
    return [
      ...[queue, `${n}`, percent(precision), percent(recall), f1.toFixed(3)],
      threshold === undefined ? 'never' : threshold.toFixed(3),
      n === 0 ? '' : percent((filedRight + filedWrong) / n),
      error === undefined || error.whole === 0
        ? ''
        : `${percent(shareOf(error))} (${percent(error.low)} to ${percent(error.high)})`,
    ]
  })
  return table(
    ['queue', 'mails', 'precision', 'recall', 'F1', 'filed from', 'filed', 'wrong of filed here'],
    rows,
  )
}

async function writeReport(dir: string, document: EvaluateDocument, manifest: ModelManifest): Promise<void> {
  await mkdir(dir, { recursive: true })
  const { modelId, split, warnings, details } = document
  const page = reportPage({
    ...{ modelId, split, warnings, details, evaluation: document },
    how: `Measured on ${document.n} labelled mails that were given to it.`,
    outside: manifest.outside,
    promise: guaranteeOf(manifest),
  })
  await writeFile(join(dir, 'report.html'), page)
  await writeFile(join(dir, 'evaluation.json'), `${JSON.stringify(document, undefined, 2)}\n`)
}
