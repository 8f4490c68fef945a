// The program itself, measured in a process of its own: the same code as `postfordeler train` and `classify`.
import { mkdirSync, readFileSync } from 'node:fs'
import { labelledReaders, trainSettings } from '../../src/cli/model-deps.js'
import { bundled, programVersion } from '../../src/cli/version.js'
import { loadConfig } from '../../src/config/load.js'
import type { Prediction, TrainingExample } from '../../src/journey.js'
import type { Classifier } from '../../src/model/classifier.js'
import { lexiconOf } from '../../src/model/lexicon.js'
import { loadClassifier } from '../../src/model/load.js'
import { saveModel } from '../../src/model/store.js'
import { learn } from '../../src/train/learn.js'
import { readLabelled } from '../../src/train/read-labelled.js'
import { fastestRate, folderBytes, peakBytes, readAssignment, startClock, writeOutcome } from './measuring.js'
import type { BenchPrediction } from './outcome.js'

/** Items predicted together, as in src/train/score.ts. */
const BATCH_ITEMS = 256

const { train, test, work, out, outside } = readAssignment()
const trained = await trainModel()
const classifier = await loadClassifier(trained.dir, { modelsDir: work })
const { results, rate } = await fastestRate(() => predictAll(classifier))
classifier.dispose()
writeOutcome(out, {
  settings: { version: programVersion(), engine: trained.engine, columns: trained.columns },
  tuneSeconds: 0,
  trainSeconds: trained.seconds,
  trainProcessorSeconds: trained.processorSeconds,
  itemsPerSecond: rate,
  trainPeakBytes: trained.peak,
  peakBytes: peakBytes(),
  modelBytes: folderBytes(trained.dir),
  predictions: [...results],
})

// ---------------------------------------------------------------------------------------------------------------

/** Everything that `train` does: reading, folds for calibration and thresholds, the model, its folder on disk. */
async function trainModel() {
  const clock = startClock()
  const { descriptions } = trainSettings(
    loadConfig({ file: bundled('postfordeler.yml'), env: {}, flags: {} }),
  )
  const { draft } = await learn(readLabelled([train], labelledReaders), {
    outside,
    guarantee: { error: 0.05, confidence: 0.95 },
    descriptions,
    lexicon: lexiconOf(readFileSync(bundled('lexicon', 'da.txt'), 'utf8')),
    seed: 1,
    programVersion: programVersion(),
  })
  mkdirSync(work, { recursive: true })
  const { manifest, dir } = await saveModel(work, draft, new Date())
  return {
    ...clock(),
    dir,
    peak: peakBytes(),
    engine: manifest.engine ?? '',
    columns: manifest.featurizer.vocabularySize,
  }
}

async function predictAll(classifier: Classifier): Promise<BenchPrediction[]> {
  const predictions: BenchPrediction[] = []
  let batch: TrainingExample[] = []
  const flush = async () => {
    const given = await classifier.predict(batch.map(({ text }) => text))
    predictions.push(...given.map((prediction, at) => toBench(batch[at] as TrainingExample, prediction)))
    batch = []
  }
  for await (const example of readLabelled([test], labelledReaders)) {
    batch.push(example)
    if (batch.length === BATCH_ITEMS) await flush()
  }
  if (batch.length > 0) await flush()
  return predictions
}

function toBench({ id }: TrainingExample, { ranked, novelty }: Prediction): BenchPrediction {
  const best = ranked[0]
  if (best === undefined) throw new Error(`No prediction for test item "${id}".`)
  // Sums of 32-bit numbers may come out a hair above 1.
  const probability = Math.min(1, best.probability)
  const claim = ranked.find(({ label }) => label !== outside)?.probability ?? 0
  return { id, guess: best.label, confidence: best.probability, probability, claim, novelty }
}
