// The model in use, for a long-running process: the pointer is read again at intervals, so a promote or rollback needs no restart.
import { TriageError } from '../errors.js'
import type { ModelId } from '../ids.js'
import type { Classifier } from './classifier.js'
import { currentModel } from './current.js'
import { modelNoneCurrent } from './errors.js'
import { listModels } from './store.js'

/** A promoted model takes over at the first mail after this time. The check reads one small file. */
const CHECK_EVERY_MS = 5_000

export interface ModelInUseOptions {
  readonly modelsDir: string
  readonly load: (id: ModelId) => Promise<Classifier>
  /** Called when another model takes over, when one cannot, and when there is none. */
  readonly tell: (message: string) => void
  /** Milliseconds of any clock that is never set back. */
  readonly now?: () => number
}

interface Standing {
  readonly id?: ModelId
  readonly classifier?: Classifier
}

/**
 * Creates the function that returns the classifier for the next mails, `undefined` while there is none. A batch that has begun
 * keeps the one it was given, so it is never predicted by one model and filed by another's thresholds.
 * The function throws only until it has opened a model for the first time: MODEL_CORRUPT, MODEL_FORMAT_OLD, MODEL_FEATURIZER_OLD,
 * MODEL_MISSING. After that a model that cannot be opened leaves the one in use where it is.
 */
export function createModelInUse({
  modelsDir,
  load,
  tell,
  now = () => performance.now(),
}: ModelInUseOptions): () => Promise<Classifier | undefined> {
  let standing: Promise<Standing> | undefined
  let lookedAtMs = 0
  /** Why another model cannot take over: reported once, and tried again at each check. */
  let fault = ''

  async function first(): Promise<Standing> {
    const id = await currentModel(modelsDir)
    if (id !== undefined) return { id, classifier: await load(id) }
    const { message } = modelNoneCurrent(modelsDir, await listModels(modelsDir))
    tell(`${message} Until there is one, all mail goes to people.`)
    return {}
  }

  async function renewed(before: Standing): Promise<Standing> {
    try {
      const id = await currentModel(modelsDir)
      if (id === undefined || id === before.id) {
        fault = ''
        return before
      }
      const classifier = await load(id) // the previous one is left to the garbage collector: a batch may still be using it
      tell(
        `Model "${id}" decides from now on${before.id === undefined ? '' : `, in place of "${before.id}"`}.`,
      )
      fault = ''
      return { id, classifier }
    } catch (error) {
      const found = `${wordsOf(error)} ${remainsOf(before)}`
      if (found !== fault) tell(found)
      fault = found
      return before
    }
  }

  return async () => {
    if (standing === undefined) {
      standing = first()
      standing.catch(() => {
        standing = undefined
      })
      lookedAtMs = now()
    } else if (now() - lookedAtMs >= CHECK_EVERY_MS) {
      standing = standing.then(renewed)
      lookedAtMs = now()
    }
    return (await standing).classifier
  }
}

// ---------------------------------------------------------------------------------------------------------------

const wordsOf = (error: unknown): string =>
  error instanceof TriageError ? error.message : 'The model that was put to use cannot be read.'

const remainsOf = ({ id }: Standing): string =>
  id === undefined ? 'All mail goes to people.' : `Model "${id}" stays in use.`
