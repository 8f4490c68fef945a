// Steps 3 and 4 of 8: opens a stored model as a Classifier.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Label, modelId } from '../ids.js'
import type { Features, MailText, Prediction } from '../journey.js'
import { type BackendName, useBackend } from './backend.js'
import { calibrate } from './calibration.js'
import type { Classifier } from './classifier.js'
import { currentModel } from './current.js'
import { modelMissing, modelNoneCurrent } from './errors.js'
import { explain } from './explain.js'
import { featuresOf, type LocatedColumns, locate } from './featurize.js'
import { createNetwork } from './network.js'
import { noveltyOf } from './novelty.js'
import { listModels, readModel, type StoredModel } from './store.js'
import { partsOf } from './terms.js'

export interface LoadOptions {
  readonly modelsDir: string
  /** The engine to use; without it the best that works here. */
  readonly backend?: BackendName
}

/**
 * Opens a model by its id in the models folder, by the path of its folder, or the current one.
 * @throws MODEL_MISSING, MODEL_NONE_CURRENT, MODEL_FORMAT_OLD, MODEL_FEATURIZER_OLD, MODEL_CORRUPT
 */
export async function loadClassifier(
  dirOrId: string | undefined,
  { modelsDir, backend }: LoadOptions,
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
  return {
    modelId: modelId(manifest.modelId),
    manifest,
    predict: async (mails: readonly MailText[]) => {
      const located = mails.map((mail) => locate(partsOf(mail), vocabulary))
      const features = located.map((each) => featuresOf(each, vocabulary))
      const { scores, hiddenInputs } = network.forward(features)
      return mails.map((_, n) =>
        predictionOf(model, {
          located: located[n] as LocatedColumns,
          features: features[n] as Features,
          scoresC: scores[n] as Float32Array,
          hiddenInputH: hiddenInputs[n] as Float32Array,
        }),
      )
    },
    dispose: () => network.dispose(),
  }
}

// --- Private helpers

interface Scored {
  readonly located: LocatedColumns
  readonly features: Features
  readonly scoresC: Float32Array
  readonly hiddenInputH: Float32Array
}

function predictionOf({ manifest, vocabulary, network }: StoredModel, mail: Scored): Prediction {
  const probabilitiesC = calibrate(mail.scoresC, manifest.calibration.temperature)
  const order = [...probabilitiesC.keys()].sort(
    (a, b) => (probabilitiesC[b] as number) - (probabilitiesC[a] as number) || a - b,
  )
  const [best = 0, second = 0] = order
  return {
    modelId: modelId(manifest.modelId),
    ranked: order.map((c) => ({
      label: manifest.labels[c] as Label,
      probability: probabilitiesC[c] as number,
    })),
    evidence: explain({ ...mail, vocabulary, weights: network, best, second }),
    novelty: noveltyOf(mail.features, probabilitiesC[best] as number),
    unknownShare: mail.features.unknownShare,
  }
}
