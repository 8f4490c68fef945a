import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelId } from '../../../src/ids.js'
import { promote, rollback } from '../../../src/model/current.js'
import { createModelInUse } from '../../../src/model/in-use.js'
import { loadClassifier } from '../../../src/model/load.js'
import { saveTinyModel } from './tiny.js'

let modelsDir: string
let nowMs: number
let told: string[]
let models: ReturnType<typeof createModelInUse>
beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  ;[nowMs, told] = [0, []]
  models = createModelInUse({
    modelsDir,
    load: (id) => loadClassifier(id, { modelsDir, backend: 'wasm' }),
    tell: (message) => told.push(message),
    now: () => nowMs,
  })
})
afterEach(() => rm(modelsDir, { recursive: true, force: true }))

const save = (month: number, seed?: number) => saveTinyModel(modelsDir, new Date(Date.UTC(2025, month)), seed)

/** What decides when the pointer has been looked at anew. */
async function later(): Promise<ModelId | undefined> {
  nowMs += 5_000
  return (await models())?.modelId
}

describe('the model in use', () => {
  it('is none until one is promoted, which is told once', async () => {
    expect(await models()).toBeUndefined()
    expect(await later()).toBeUndefined()
    expect(told).toEqual([expect.stringContaining('Until there is one, all mail goes to people.')])
    const id = await save(1)
    await promote(modelsDir, id)
    expect(await later()).toBe(id)
    expect(told.slice(1)).toEqual([`Model "${id}" decides from now on.`])
  })

  it('is another a few seconds after somebody promotes, and the one before after a rollback', async () => {
    const [old, young] = [await save(1), await save(2, 8)]
    await promote(modelsDir, old)
    const held = await models()
    await promote(modelsDir, young)
    nowMs += 4_999
    expect((await models())?.modelId).toBe(old)
    expect(await later()).toBe(young)
    const text = { subject: '', own: 'mit pas er væk', quoted: '', forwarded: '' }
    expect(await held?.predict([text]), 'a batch in hand is judged to its end').toMatchObject([
      { modelId: old },
    ])
    await rollback(modelsDir)
    expect(await later()).toBe(old)
    expect(told).toEqual([
      `Model "${young}" decides from now on, in place of "${old}".`,
      `Model "${old}" decides from now on, in place of "${young}".`,
    ])
  })

  it('is opened once, however many mails ask for it at once', async () => {
    await promote(modelsDir, await save(1))
    const [one, other] = await Promise.all([models(), models()])
    expect(one).toBe(other)
    nowMs += 5_000
    expect(await models()).toBe(one)
  })

  it('stays when the one that was promoted cannot be opened, which is told once', async () => {
    const [sound, damaged] = [await save(1), await save(2, 8)]
    await promote(modelsDir, sound)
    await models()
    await promote(modelsDir, damaged)
    const away = await hide(damaged)
    expect([await later(), await later()]).toEqual([sound, sound])
    expect(told).toEqual([expect.stringMatching(`is damaged.* Model "${sound}" stays in use.`)])
    await rollback(modelsDir)
    expect(await later()).toBe(sound)
    await away.putBack()
    await promote(modelsDir, damaged)
    await hide(damaged)
    expect(await later()).toBe(sound)
    expect(told, 'a second promotion of it is told of again').toHaveLength(2)
  })

  it('gives way to the one that was promoted as soon as that can be opened', async () => {
    const [sound, damaged] = [await save(1), await save(2, 8)]
    await promote(modelsDir, sound)
    await models()
    await promote(modelsDir, damaged)
    const away = await hide(damaged)
    expect(await later()).toBe(sound)
    await away.putBack()
    expect(await later()).toBe(damaged)
  })

  it('stays when the pointer cannot be read', async () => {
    const id = await save(1)
    await promote(modelsDir, id)
    await models()
    await writeFile(join(modelsDir, 'current'), '../elsewhere\n')
    expect(await later()).toBe(id)
    expect(told).toHaveLength(1)
  })

  it('stops a process at its start when it cannot be opened, and is tried anew after that', async () => {
    const id = await save(1)
    await promote(modelsDir, id)
    const away = await hide(id)
    await expect(models()).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
    await away.putBack()
    expect((await models())?.modelId).toBe(id)
  })
})

/** Damages a model's folder. */
async function hide(id: ModelId): Promise<{ putBack(): Promise<void> }> {
  const [file, elsewhere] = [join(modelsDir, id, 'vocabulary.txt'), join(modelsDir, id, 'hidden')]
  await rename(file, elsewhere)
  return { putBack: () => rename(elsewhere, file) }
}
