// Steps 3 and 4 of 8: opens a stored model as a Classifier.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Label, modelId } from '../ids.js'
import type { Prediction } from '../journey.js'
import { type BackendName, useBackend } from './backend.js'
import { calibrate } from './calibration.js'
import { inPortions } from './chunks.js'
import type { Classifier } from './classifier.js'
import { withConfidence } from './confidence-calibration.js'
import { currentModel } from './current.js'
import { modelMissing, modelNoneCurrent } from './errors.js'
import { createExplain } from './explain.js'
import { columnOf, featuresOf } from './featurize.js'
import { createNetwork } from './network.js'
import { noveltyOf, signalsOf } from './novelty.js'
import { sparseRowsOf } from './sparse-rows.js'
import { listModels, readModel, type StoredModel } from './store.js'
import { partsOf } from './terms.js'

export interface LoadModelOptions {
  readonly modelsDir: string
  /** The engine to use; by default the best that works here. */
  readonly backend?: BackendName
}

/**
 * Opens a model by its id in the models folder, by the path of its folder, or the current one.
 * @throws MODEL_MISSING, MODEL_NONE_CURRENT, MODEL_FORMAT_OLD, MODEL_FEATURIZER_OLD, MODEL_CORRUPT
 */
export async function loadClassifier(
  dirOrId: string | undefined,
  { modelsDir, backend }: LoadModelOptions,
): Promise<Classifier> {
  const model = await readModel(await findModel(dirOrId, modelsDir))
  await useBackend(backend)
  return createClassifier(model)
}

/** The folder of a model named by id, by path, or (undefined, `current`) by the pointer. */
async function findModel(dirOrId: string | undefined, modelsDir: string): Promise<string> {
  if (dirOrId === undefined || dirOrId === 'current') {
    const current = await currentModel(modelsDir)
    if (current === undefined) throw modelNoneCurrent(modelsDir, await listModels(modelsDir))
    return join(modelsDir, current)
  }
  const inFolder = join(modelsDir, dirOrId)
  for (const dir of [inFolder, dirOrId]) {
    if (existsSync(join(dir, 'manifest.json'))) return dir
  }
  if (existsSync(inFolder)) return inFolder
  throw modelMissing(dirOrId, modelsDir, await listModels(modelsDir))
}

/** A model in memory as a Classifier, on the engine that is current. */
function createClassifier(model: StoredModel): Classifier {
  const { manifest, vocabulary } = model
  const network = createNetwork(model.network)
  const explain = createExplain(vocabulary, model.network)
  const { labels, inputVK } = model.network
  const outside = manifest.labels.indexOf(manifest.outside)
  return {
    modelId: modelId(manifest.modelId),
    manifest,
    seen: model.seen,
    predict: inPortions((mails) => {
      const located = mails.map((mail) => columnOf(partsOf(mail), vocabulary))
      const rows = sparseRowsOf(located.map((each) => featuresOf(each, vocabulary)))
      const { scoresNC, sumsNK } = network.forward(rows)
      return located.map((each, n): Prediction => {
        const scoresC = scoresNC.subarray(n * labels, (n + 1) * labels)
        const softC = calibrate(scoresC)
        const probabilitiesC = withConfidence(softC, manifest.calibration)
        const sumsK = sumsNK.subarray(n * inputVK.width, (n + 1) * inputVK.width)
        const order = likeliestFirst(probabilitiesC)
        const [best = 0, second = 0] = order
        return {
          modelId: modelId(manifest.modelId),
          ranked: order.map((c) => ({
            label: manifest.labels[c] as Label,
            probability: probabilitiesC[c] as number,
          })),
          evidence: explain({ located: each, rows, n, sumsK, best, second }),
          novelty: noveltyOf(signalsOf(each.unknownShare, scoresC, softC, outside), manifest.usualEnergy),
          unknownShare: each.unknownShare,
        }
      })
    }),
    dispose: () => network.dispose(),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** A double has 53 bits for a whole number: 41 for the probability, 12 for the index. */
const INDICES = 2 ** 12
const STEPS = 2 ** 41

/**
 * Indices by descending probability; of equal ones the first comes first. Numbers sort without a call for each
 * comparison, so each probability is packed into a whole number with its index in the low bits.
 */
function likeliestFirst(probabilitiesC: Float64Array): readonly number[] {
  const keys = probabilitiesC.map(
    (probability, c) => Math.floor(probability * (STEPS - 1)) * INDICES + (INDICES - 1 - c),
  )
  keys.sort()
  return Array.from(keys, (_, nth) => INDICES - 1 - ((keys[keys.length - 1 - nth] as number) % INDICES))
}
