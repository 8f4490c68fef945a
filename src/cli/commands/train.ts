// postfordeler train: labelled mail in, a new model out. It is not put to use by that: `promote` does.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { percent } from '../../format.js'
import type { TrainingExample } from '../../journey.js'
import { lexiconOf } from '../../model/lexicon.js'
import { saveModel } from '../../model/store.js'
import { type Interval, shareOf } from '../../train/details.js'
import type { Evaluation } from '../../train/evaluate.js'
import { learn, type Newest } from '../../train/learn.js'
import type { LearningPoint } from '../../train/learning-curve.js'
import { readLabelled } from '../../train/read-labelled.js'
import type { SplitKind } from '../../train/split-kinds.js'
import type { ModelDeps, TrainSettings } from '../model-deps.js'
import { bundled } from '../version.js'

export interface TrainOptions extends TrainSettings {
  readonly data: readonly string[]
  /** Examples beside those in `data`: accepted corrections. */
  readonly more?: readonly TrainingExample[]
  readonly seed: number
  /** A lexicon instead of the bundled one. */
  readonly lexicon?: string | undefined
  readonly split?: SplitKind | undefined
  readonly hasLearningCurve?: boolean
  /** Instead of the models folder. */
  readonly out?: string | undefined
}

/** What `train --json` prints last. */
export interface TrainDocument {
  readonly modelId: string
  readonly dir: string
  readonly n: number
  /** Of `n`: accepted corrections. */
  readonly corrections: number
  readonly queues: number
  readonly heldOut: Omit<Evaluation, 'confusion'>
  /** How the held-out mails were chosen. */
  readonly split: string
  /** Of mail that belongs to a queue: filed without a person. */
  readonly inScope: Interval
  /** Labels that the held-out figures surely contradict; the report names the mails. */
  readonly suspects: number
  readonly newest?: Newest
  readonly learningCurve?: readonly LearningPoint[]
  /** The HTML report. */
  readonly report: string
  readonly closed: Readonly<Record<string, string>>
  readonly engine: string
  readonly seconds: number
}

export async function runTrain(options: TrainOptions, deps: ModelDeps): Promise<TrainDocument> {
  const startedAt = deps.now().getTime()
  const { outside, guarantee, descriptions, seed } = options
  deps.progress('reading labelled mail')
  const more = options.more ?? []
  const { draft, heldOut, details, newest, learningCurve } = await learn(
    withMore(readLabelled(options.data, deps.readers), more),
    {
      outside,
      guarantee,
      descriptions,
      lexicon: lexiconOf(await readFile(options.lexicon ?? bundled('lexicon', 'da.txt'), 'utf8')),
      seed,
      split: options.split,
      hasLearningCurve: options.hasLearningCurve ?? false,
      programVersion: deps.programVersion,
      onProgress: (done, total, what) => deps.progress(`training ${done}/${total}: ${what}`),
    },
  )
  const now = deps.now()
  const { manifest, dir } = await saveModel(options.out ?? options.modelsDir, draft, now)
  const { confusion: _, ...figures } = heldOut
  return {
    modelId: manifest.modelId,
    dir,
    n: manifest.data.examples,
    corrections: more.length,
    queues: manifest.labels.filter((label) => label !== outside).length,
    heldOut: figures,
    split: manifest.data.split,
    inScope: details.inScope,
    suspects: details.suspects.length,
    ...(newest ? { newest } : {}),
    ...(learningCurve ? { learningCurve } : {}),
    report: join(dir, 'report.html'),
    closed: manifest.closed ?? {},
    engine: manifest.engine ?? '',
    seconds: (deps.now().getTime() - startedAt) / 1000,
  }
}

/** The document for people. */
export function trainLines(document: TrainDocument): readonly string[] {
  const { heldOut } = document
  return [
    `Model ${document.modelId} in ${document.dir}`,
    `Learnt from ${document.n} mails${document.corrections > 0 ? ` (${document.corrections} of them corrections)` : ''}, ${document.queues} queues, in ${document.seconds.toFixed(1)} s (${document.engine}).`,
    `On mails not seen: ${percent(heldOut.promise.coverage)} filed without a person, ${percent(heldOut.promise.error)} of them wrong (promised at most ${percent(heldOut.promise.target)}), ${percent(1 - heldOut.promise.coverage)} left to people.`,
    `Right queue first: ${percent(heldOut.accuracy)}. Calibration error: ${percent(heldOut.ece)}.`,
    `Held out: ${document.split}.`,
    ...newestLine(document),
    ...(document.learningCurve ?? []).map(
      ({ mails, accuracy }) =>
        `  learnt from ${String(mails).padStart(7)} mails: ${percent(accuracy)} right queue first`,
    ),
    ...(document.suspects > 0 ? [`Labels to look at again: ${document.suspects}, named in the report.`] : []),
    ...Object.entries(document.closed).map(([queue, why]) => `Never filed automatically: ${queue} (${why}).`),
    `Report: ${document.report}`,
    `Put it to use: postfordeler promote ${document.modelId}`,
  ]
}

// ---------------------------------------------------------------------------------------------------------------

function newestLine({ newest }: TrainDocument): readonly string[] {
  if (!newest) return []
  const { coverage, error } = newest
  return [
    `On the newest ${newest.n} mails, by what the older ones teach: ${percent(shareOf(coverage))} filed, ${percent(shareOf(error))} of them wrong (${error.part} of ${error.whole}), ${percent(1 - shareOf(coverage))} left to people.`,
  ]
}

async function* withMore(
  examples: AsyncIterable<TrainingExample>,
  more: readonly TrainingExample[],
): AsyncGenerator<TrainingExample> {
  yield* examples
  yield* more
}
