// Where models are kept: one folder each, written completely or not at all; a file whose hash is wrong is never used.

import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { passing } from '../fault-points.js'
import { type ModelId, modelId } from '../ids.js'
import { modelCorrupt, modelFeaturizerOld, modelFormatOld, modelMissing } from './errors.js'
import { FEATURIZER_VERSION } from './featurize.js'
import { lexiconOf } from './lexicon.js'
import { MODEL_FORMAT, type ModelManifest, manifestSchema } from './manifest.js'
import { termsFromText, type Vocabulary, vocabularyHash, vocabularyOf, vocabularyText } from './vocabulary.js'
import { decodeWeights, encodeWeights, type LearntArrays, weightsManifestSchema } from './weights.js'

export interface StoredModel {
  readonly manifest: ModelManifest
  readonly vocabulary: Vocabulary
  readonly network: LearntArrays['network']
  /** What training left for `evaluate`; undefined in a model older than that file. */
  readonly seen: Uint8Array | undefined
}

/** A model before it has a name: all of the manifest that the store does not fill in itself, and the texts that go with it. */
export interface ModelDraft {
  readonly manifest: Omit<ModelManifest, 'formatVersion' | 'modelId' | 'createdAt' | 'files' | 'featurizer'>
  readonly vocabulary: Vocabulary
  readonly network: LearntArrays['network']
  /** Written once the id is known. */
  readonly card: (manifest: ModelManifest) => string
  /** The report as HTML, written once the id is known. */
  readonly report?: (manifest: ModelManifest) => string
  /** How `evaluate` recognises mail that was learnt from. */
  readonly seen?: Uint8Array
}

/** Writes a model beside the others and gives it its name: files first, each flushed, then one rename. */
export async function saveModel(
  modelsDir: string,
  draft: ModelDraft,
  now: Date,
): Promise<{ readonly manifest: ModelManifest; readonly dir: string }> {
  const { bytes, manifest: weightsManifest } = encodeWeights({
    network: draft.network,
    idfV: draft.vocabulary.idfV,
  })
  const files = new Map<string, Uint8Array>([
    ['vocabulary.txt', Buffer.from(vocabularyText(draft.vocabulary))],
    ['lexicon.txt', Buffer.from(draft.vocabulary.lexicon.text)],
    ['weights.bin', bytes],
    ['weights.json', Buffer.from(`${JSON.stringify({ weightsManifest }, undefined, 2)}\n`)],
  ])
  if (draft.seen) files.set(SEEN_FILE, draft.seen)
  const manifest = manifestOf(draft, files, now)
  files.set('card.md', Buffer.from(draft.card(manifest)))
  if (draft.report) files.set('report.html', Buffer.from(draft.report(manifest)))
  const complete = { ...manifest, files: hashesOf(files) }
  files.set('manifest.json', Buffer.from(`${JSON.stringify(complete, undefined, 2)}\n`))
  const dir = join(modelsDir, manifest.modelId)
  await writeFolder(dir, files)
  return { manifest: complete, dir }
}

/**
 * Reads a model folder, every byte of it checked.
 * @throws MODEL_MISSING, MODEL_FORMAT_OLD, MODEL_FEATURIZER_OLD, MODEL_CORRUPT
 */
export async function readModel(dir: string): Promise<StoredModel> {
  const manifest = await readManifest(dir)
  const files = new Map<string, Buffer>()
  for (const [name, hash] of Object.entries(manifest.files)) {
    files.set(name, await readChecked(dir, name, hash))
  }
  const part = (name: string): Buffer => {
    const bytes = files.get(name)
    if (!bytes) throw modelCorrupt(dir, 'manifest.json', `does not list ${name}`)
    return bytes
  }
  if (manifest.featurizer.version !== FEATURIZER_VERSION) {
    throw modelFeaturizerOld(dir, manifest.featurizer.version, FEATURIZER_VERSION)
  }
  const description = weightsManifestSchema.safeParse(
    (JSON.parse(part('weights.json').toString()) as { weightsManifest?: unknown }).weightsManifest,
  )
  const learnt = description.success ? decodeWeights(part('weights.bin'), description.data) : undefined
  if (!learnt) throw modelCorrupt(dir, 'weights.bin', 'does not fit weights.json')
  const lexicon = lexiconOf(part('lexicon.txt').toString())
  const { groupWeights } = manifest.featurizer
  const terms = termsFromText(part('vocabulary.txt').toString())
  const vocabulary = vocabularyOf(terms, learnt.idfV, { lexicon, groupWeights })
  if (vocabularyHash(vocabulary) !== manifest.featurizer.vocabularyHash) {
    throw modelCorrupt(dir, 'vocabulary.txt', 'is not the vocabulary that the manifest names')
  }
  return { manifest, vocabulary, network: learnt.network, seen: files.get(SEEN_FILE) }
}

/** Reads and checks the manifest alone. */
export async function readManifest(dir: string): Promise<ModelManifest> {
  const file = join(dir, 'manifest.json')
  if (!existsSync(file)) {
    if (existsSync(dir)) throw modelCorrupt(dir, 'manifest.json', 'is missing')
    throw modelMissing(dir, dirname(dir), await listModels(dirname(dir)))
  }
  const raw = parseJson(dir, await readFile(file, 'utf8'))
  const format = (raw as { formatVersion?: unknown } | undefined)?.formatVersion
  if (format !== MODEL_FORMAT) throw modelFormatOld(dir, format, MODEL_FORMAT)
  const parsed = manifestSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw modelCorrupt(dir, 'manifest.json', `is not valid at "${issue?.path.join('.')}": ${issue?.message}`)
}

/** The ids of all models in a folder, oldest first. A missing folder has none. */
export async function listModels(modelsDir: string): Promise<readonly ModelId[]> {
  if (!existsSync(modelsDir)) return []
  const names = await readdir(modelsDir)
  return names
    .filter((name) => /^\d{8}-\d{6}-[0-9a-f]{8}$/.test(name))
    .sort()
    .map(modelId)
}

/** Writes a file so that after a crash it is either the old or the new one, never half of it. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomUUID()}.tmp`
  await passing('pointer', () => writeFlushed(beside, Buffer.from(text)))
  await passing('pointer-switch', () => rename(beside, file))
  await flushFolder(dirname(file))
}

// ---------------------------------------------------------------------------------------------------------------

const SEEN_FILE = 'seen.bin'

const hashesOf = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]))

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function manifestOf(draft: ModelDraft, files: ReadonlyMap<string, Uint8Array>, now: Date): ModelManifest {
  const hashes = hashesOf(files)
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const content = sha256(Buffer.from(JSON.stringify([hashes, draft.manifest]))).slice(0, 8)
  return {
    formatVersion: MODEL_FORMAT,
    modelId: `${stamp}-${content}`,
    createdAt: now.toISOString(),
    ...draft.manifest,
    files: hashes,
    featurizer: {
      version: FEATURIZER_VERSION,
      vocabularySize: draft.vocabulary.terms.length,
      vocabularyHash: vocabularyHash(draft.vocabulary),
      groupWeights: [...draft.vocabulary.groupWeights],
    },
  }
}

async function readChecked(dir: string, name: string, hash: string): Promise<Buffer> {
  const file = join(dir, name)
  if (!existsSync(file)) throw modelCorrupt(dir, name, 'is missing')
  const bytes = await readFile(file)
  if (sha256(bytes) !== hash) throw modelCorrupt(dir, name, 'is not what was written (its sha256 differs)')
  return bytes
}

function parseJson(dir: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw modelCorrupt(dir, 'manifest.json', 'is not JSON', cause)
  }
}

async function writeFolder(dir: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  // The id holds the second and the hash of all that is in it: the same model, learnt twice within a second.
  if (existsSync(dir)) return
  const beside = join(dirname(dir), `.new-${randomUUID()}`)
  await mkdir(beside, { recursive: true })
  try {
    for (const [name, bytes] of files) await writeFlushed(join(beside, name), bytes)
    await flushFolder(beside)
    await rename(beside, dir)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
  await flushFolder(dirname(dir))
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Windows cannot flush a folder; its rename is durable with the journal. */
async function flushFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
