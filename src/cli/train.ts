// postfordeler train: labelled mail in, a new model out. It is not put to use by that: `promote` does.
import { readFile } from 'node:fs/promises'
import type { TrainingExample } from '../journey.js'
import { lexiconOf } from '../model/lexicon.js'
import { saveModel } from '../model/store.js'
import type { Evaluation } from '../train/evaluate.js'
import { learn } from '../train/learn.js'
import { readLabelled } from '../train/read-labelled.js'
import { type ModelDeps, percent, type TrainSettings } from './model-deps.js'
import { bundled } from './version.js'

export interface TrainOptions extends TrainSettings {
  readonly data: readonly string[]
  /** Examples beside those in `data`: accepted corrections. */
  readonly more?: readonly TrainingExample[]
  readonly seed: number
  /** A lexicon instead of the bundled one. */
  readonly lexicon?: string | undefined
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
  readonly closed: Readonly<Record<string, string>>
  readonly engine: string
  readonly seconds: number
}

export async function runTrain(options: TrainOptions, deps: ModelDeps): Promise<TrainDocument> {
  const startedAt = deps.now().getTime()
  const { outside, promise, descriptions, seed } = options
  deps.progress('reading labelled mail')
  const more = options.more ?? []
  const { draft, heldOut } = await learn(withMore(readLabelled(options.data, deps.readers), more), {
    outside,
    promise,
    descriptions,
    lexicon: lexiconOf(await readFile(options.lexicon ?? bundled('lexicon', 'da.txt'), 'utf8')),
    seed,
    programVersion: deps.programVersion,
    onProgress: (done, total, what) => deps.progress(`training ${done}/${total}: ${what}`),
  })
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
    ...Object.entries(document.closed).map(([queue, why]) => `Never filed automatically: ${queue} (${why}).`),
    `Put it to use: postfordeler promote ${document.modelId}`,
  ]
}

// --- Private helpers

async function* withMore(
  examples: AsyncIterable<TrainingExample>,
  more: readonly TrainingExample[],
): AsyncGenerator<TrainingExample> {
  yield* examples
  yield* more
}
