// Has a classifier predict labelled mails, a few hundred at a time.
import type { MailText, TrainingExample } from '../journey.js'
import type { Classifier } from '../model/classifier.js'
import type { ScoredExample } from './scored.js'

/** Mails predicted together: larger batches gain nothing and hold more text in memory. */
const BATCH_MAILS = 256

/** What the classifier says of each mail, in the order of the examples. */
export async function scoreExamples(
  classifier: Classifier,
  examples: AsyncIterable<TrainingExample> | Iterable<TrainingExample>,
  onProgress?: (done: number) => void,
): Promise<readonly ScoredExample[]> {
  const scored: ScoredExample[] = []
  let batch: TrainingExample[] = []
  const flush = async () => {
    scored.push(...(await judgeBatch(classifier, batch)))
    batch = []
    onProgress?.(scored.length)
  }
  for await (const example of examples) {
    batch.push(example)
    if (batch.length === BATCH_MAILS) await flush()
  }
  await flush()
  return scored
}

// ---------------------------------------------------------------------------------------------------------------

async function judgeBatch(
  classifier: Classifier,
  batch: readonly TrainingExample[],
): Promise<ScoredExample[]> {
  const predictions = await classifier.predict(batch.map(({ text }): MailText => text))
  return batch.map(({ id, label }, at) => {
    const { ranked = [], novelty = 1 } = predictions[at] ?? {}
    const best = ranked[0]
    return { id, truth: label, guess: best?.label ?? '', probability: best?.probability ?? 0, novelty }
  })
}
