// Which model is in use: the small text file models/current. Its first line is the model in use, the lines below are those used before
// it, newest first: that is what `rollback` goes back to. Text, because a symbolic link does not survive Windows or a zip.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ModelId, modelId } from '../ids.js'
import { modelMissing, rollbackNothing } from './errors.js'
import { listModels, readModel, replaceFile } from './store.js'

/** Earlier models that are remembered. */
const HISTORY_LIMIT = 50

export interface PointerChange {
  readonly from: ModelId | undefined
  readonly to: ModelId
}

/** The model in use; undefined when there is none yet. */
export async function currentModel(modelsDir: string): Promise<ModelId | undefined> {
  return (await readPointer(modelsDir))[0]
}

/** Makes a model the one in use, after checking every byte of it. */
export async function promote(modelsDir: string, id: string): Promise<PointerChange> {
  const existing = await listModels(modelsDir)
  if (!existing.includes(modelId(id))) throw modelMissing(id, modelsDir, existing)
  await readModel(join(modelsDir, id))
  const before = await readPointer(modelsDir)
  const to = modelId(id)
  if (before[0] !== to) await writePointer(modelsDir, [to, ...before.filter((other) => other !== to)])
  return { from: before[0], to }
}

/** Goes back to the model that was in use before. @throws MODEL_NO_ROLLBACK */
export async function rollback(modelsDir: string): Promise<PointerChange> {
  const [from, to, ...older] = await readPointer(modelsDir)
  if (to === undefined) throw rollbackNothing(modelsDir)
  await readModel(join(modelsDir, to))
  await writePointer(modelsDir, [to, ...older])
  return { from, to }
}

// ---------------------------------------------------------------------------------------------------------------

async function readPointer(modelsDir: string): Promise<readonly ModelId[]> {
  const file = join(modelsDir, 'current')
  if (!existsSync(file)) return []
  const text = await readFile(file, 'utf8')
  return text
    .split(/\s+/)
    .filter((line) => line !== '')
    .map(modelId)
}

const writePointer = (modelsDir: string, ids: readonly ModelId[]): Promise<void> =>
  replaceFile(join(modelsDir, 'current'), `${ids.slice(0, HISTORY_LIMIT).join('\n')}\n`)
