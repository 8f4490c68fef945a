import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelId } from '../../../src/ids.js'
import { currentModel, promote, rollback } from '../../../src/model/current.js'
import { loadClassifier } from '../../../src/model/load.js'
import { listModels, readModel } from '../../../src/model/store.js'
import { saveTinyModel } from './tiny.js'

let modelsDir: string
let first: ModelId
let second: ModelId

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  first = await saveTinyModel(modelsDir)
  second = await saveTinyModel(modelsDir, new Date('2025-02-02T03:04:05Z'), 8)
})
afterAll(() => rm(modelsDir, { recursive: true, force: true }))

describe('a model folder', () => {
  it('is named by its time and content, and nothing half-written stays beside it', async () => {
    expect(first).toMatch(/^20250102-030405-[0-9a-f]{8}$/)
    expect((await readdir(modelsDir)).filter((name) => name.startsWith('.'))).toEqual([])
    expect(await listModels(modelsDir)).toEqual([first, second])
  })

  it('that is there already, learnt in the same second from the same mails, is left as it is', async () => {
    expect(await saveTinyModel(modelsDir)).toBe(first)
    expect(await listModels(modelsDir)).toEqual([first, second])
  })

  it('reads back what was written', async () => {
    const model = await readModel(join(modelsDir, first))
    expect(model.manifest.labels).toEqual(['parkering', 'pas', 'udenfor'])
    expect(model.vocabulary.terms).toContain('wpas')
    expect(model.network.inputVK.rows).toBe(model.vocabulary.terms.length)
    expect(model.network.inputVK.width).toBe(model.network.hiddenUnits + model.network.labels)
  })

  it.each(['weights.bin', 'weights.json', 'vocabulary.txt', 'card.md'])(
    'with one flipped bit in %s is refused by that name',
    async (name) => {
      const file = join(modelsDir, first, name)
      const bytes = await readFile(file)
      const flipped = Buffer.from(bytes)
      const middle = Math.floor(flipped.length / 2)
      flipped[middle] = (flipped[middle] as number) ^ 1
      await writeFile(file, flipped)
      try {
        await expect(loadClassifier(first, { modelsDir })).rejects.toMatchObject({
          code: 'MODEL_CORRUPT',
          message: expect.stringContaining(name),
        })
      } finally {
        await writeFile(file, bytes)
      }
    },
  )

  it.each([
    ['of another format', /"formatVersion": \d+/, '"formatVersion": 99', 'MODEL_FORMAT_OLD'],
    ['of another featurizer', /featurize\.v\d+/, 'featurize.v0', 'MODEL_FEATURIZER_OLD'],
    ['that is not JSON', /^\{/, '', 'MODEL_CORRUPT'],
    ['without labels', /"labels"/, '"lables"', 'MODEL_CORRUPT'],
  ])('with a manifest %s is refused', async (_, what, by, code) => {
    const file = join(modelsDir, second, 'manifest.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(what, by))
    try {
      await expect(readModel(join(modelsDir, second))).rejects.toMatchObject({ code })
    } finally {
      await writeFile(file, text)
    }
  })

  it('that is missing is refused with the list of those that are there', async () => {
    await expect(loadClassifier('20200101-000000-00000000', { modelsDir })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      message: expect.stringContaining(first),
    })
  })
})

describe('the pointer models/current', () => {
  it('is missing at first, follows promote, and rollback goes back one', async () => {
    await expect(loadClassifier(undefined, { modelsDir })).rejects.toMatchObject({
      code: 'MODEL_NONE_CURRENT',
    })
    await promote(modelsDir, first)
    await expect(rollback(modelsDir)).rejects.toMatchObject({ code: 'MODEL_NO_ROLLBACK' })
    expect(await promote(modelsDir, second)).toEqual({ from: first, to: second })
    expect(await currentModel(modelsDir)).toBe(second)
    expect(await rollback(modelsDir)).toEqual({ from: second, to: first })
    expect(await currentModel(modelsDir)).toBe(first)
  })

  it('never points at a model that is not there', async () => {
    await expect(promote(modelsDir, 'nonsense')).rejects.toMatchObject({ code: 'MODEL_MISSING' })
  })
})
