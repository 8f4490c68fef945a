// postfordeler evaluate: how good a model is on labelled mail.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Classifier } from '../model/classifier.js'
import { loadClassifier } from '../model/load.js'
import { type Evaluation, evaluate } from '../train/evaluate.js'
import { judge } from '../train/judge.js'
import { readLabelled } from '../train/read-labelled.js'
import { type ModelDeps, percent } from './model-deps.js'

export interface EvaluateOptions {
  readonly data: readonly string[]
  /** Id or path; without it the current model. */
  readonly model?: string | undefined
  readonly modelsDir: string
  /** Folder for evaluation.json, the whole of it with the confusion table. */
  readonly report?: string | undefined
}

/** What `evaluate --json` prints. */
export type EvaluateDocument = Evaluation & { readonly modelId: string }

export async function runEvaluate(options: EvaluateOptions, deps: ModelDeps): Promise<EvaluateDocument> {
  const classifier = await loadClassifier(options.model, options)
  try {
    const document = await evaluateWith(classifier, options, deps)
    if (options.report !== undefined) await writeReport(options.report, document)
    return document
  } finally {
    classifier.dispose()
  }
}

/** The document for people. */
export function evaluateLines(document: EvaluateDocument): readonly string[] {
  const { promise } = document
  return [
    `Model ${document.modelId} on ${document.n} mails:`,
    `${percent(promise.coverage)} filed without a person, ${percent(promise.error)} of them wrong (promised at most ${percent(promise.target)}), ${percent(1 - promise.coverage)} left to people.`,
    `Right queue first: ${percent(document.accuracy)}. Macro-F1: ${document.macroF1.toFixed(3)}. Calibration error: ${percent(document.ece)}.`,
    ...document.perQueue.map(
      ({ queue, n, precision, recall, f1 }) =>
        `  ${queue.padEnd(28)} ${String(n).padStart(5)} mails  precision ${percent(precision)}  recall ${percent(recall)}  F1 ${f1.toFixed(3)}`,
    ),
  ]
}

// --- Private helpers

/** The promise of a model from before promises were kept in the manifest. */
const DEFAULT_TARGET = 0.05

async function evaluateWith(
  classifier: Classifier,
  options: EvaluateOptions,
  deps: ModelDeps,
): Promise<EvaluateDocument> {
  const { manifest } = classifier
  const judged = await judge(classifier, readLabelled(options.data, deps.readers), (done) =>
    deps.progress(`judged ${done} mails`),
  )
  const figures = evaluate(judged, {
    labels: manifest.labels,
    outside: manifest.outside,
    thresholds: manifest.thresholds,
    noveltyLimit: manifest.noveltyLimit,
    target: manifest.promise?.error ?? DEFAULT_TARGET,
  })
  return { ...figures, modelId: manifest.modelId }
}

async function writeReport(dir: string, document: EvaluateDocument): Promise<void> {
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'evaluation.json'), `${JSON.stringify(document, undefined, 2)}\n`)
}
