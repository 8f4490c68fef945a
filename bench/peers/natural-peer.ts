// The peer `natural`: its Bayes classifier as a Node team would use it. By subpath, because the package's index prints to stdout.
// It has no Danish stemmer and splits words at æ, ø and å, so it is given words that keep them, with Snowball's Danish stems.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stemmer as danishStem } from '@orama/stemmers/danish'
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js'
import { fastestRate, peakBytes, readAssignment, startClock, writeOutcome } from '../model/measuring.js'
import type { BenchPrediction } from '../model/outcome.js'
import { type LabelledLine, textOf } from '../model/sets.js'

const { train, test, work, out, outside, language } = readAssignment()
const stem = language === 'da' ? danishStem : (word: string) => porter.stem(word)
const classifier = new BayesClassifier({ tokenizeAndStem: takeWords })

const clock = startClock()
for await (const line of linesOf(train)) classifier.addDocument(textOf(line), line.label)
classifier.train()
const modelFile = join(work, 'model.json')
writeFileSync(modelFile, JSON.stringify(classifier))
const trained = { ...clock(), peak: peakBytes() }
const { results, rate } = await fastestRate(predictAll)
writeOutcome(out, {
  settings: { stemmer: language === 'da' ? 'Snowball Danish' : 'Porter' },
  tuneSeconds: 0,
  trainSeconds: trained.seconds,
  trainProcessorSeconds: trained.processorSeconds,
  itemsPerSecond: rate,
  trainPeakBytes: trained.peak,
  peakBytes: peakBytes(),
  modelBytes: readFileSync(modelFile).length,
  predictions: [...results],
})

// ---------------------------------------------------------------------------------------------------------------

function takeWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(stem)
}

async function* linesOf(file: string): AsyncGenerator<LabelledLine> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    yield JSON.parse(line) as LabelledLine
  }
}

async function predictAll(): Promise<BenchPrediction[]> {
  const predictions: BenchPrediction[] = []
  for await (const line of linesOf(test)) predictions.push(predict(line))
  return predictions
}

/** Its values are products of many small numbers; on long texts all of them may be 0, and then every label is as likely. */
function predict(line: LabelledLine): BenchPrediction {
  const values = classifier.getClassifications(textOf(line))
  const sum = values.reduce((total, { value }) => total + value, 0)
  const shares = values.map(({ label, value }) => ({
    label,
    share: sum > 0 ? value / sum : 1 / values.length,
  }))
  const [best] = shares
  const probability = Math.min(1, best?.share ?? 0)
  const claim = shares.find(({ label }) => label !== outside)?.share ?? 0
  return { id: line.id, guess: best?.label ?? '', confidence: probability, probability, claim }
}
