// Lets a classifier judge labelled mails, a few hundred at a time.
import type { MailText, TrainingExample } from '../journey.js'
import type { Classifier } from '../model/classifier.js'
import type { Judged } from './scored.js'

/** Mails predicted together: larger batches gain nothing and hold more text in memory. */
const BATCH_MAILS = 256

/** What the classifier says of each mail, in the order of the examples. */
export async function judge(
  classifier: Classifier,
  examples: AsyncIterable<TrainingExample> | Iterable<TrainingExample>,
  onProgress?: (done: number) => void,
): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  let batch: TrainingExample[] = []
  const flush = async () => {
    judged.push(...(await judgeBatch(classifier, batch)))
    batch = []
    onProgress?.(judged.length)
  }
  for await (const example of examples) {
    batch.push(example)
    if (batch.length === BATCH_MAILS) await flush()
  }
  await flush()
  return judged
}

// --- Private helpers

async function judgeBatch(classifier: Classifier, batch: readonly TrainingExample[]): Promise<Judged[]> {
  const predictions = await classifier.predict(batch.map(({ text }): MailText => text))
  return batch.map(({ id, label }, at) => {
    const { ranked = [], novelty = 1 } = predictions[at] ?? {}
    const best = ranked[0]
    return { id, truth: label, guess: best?.label ?? '', probability: best?.probability ?? 0, novelty }
  })
}
