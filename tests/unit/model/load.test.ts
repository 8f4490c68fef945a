import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelId } from '../../../src/ids.js'
import { tensorsAlive } from '../../../src/model/backend.js'
import type { Classifier } from '../../../src/model/classifier.js'
import { loadClassifier } from '../../../src/model/load.js'
import { mailText, saveTinyModel, tinyExamples } from './tiny.js'

let modelsDir: string
let id: ModelId
let classifier: Classifier

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  id = await saveTinyModel(modelsDir)
  classifier = await loadClassifier(id, { modelsDir, backend: 'wasm' })
})
afterAll(async () => {
  classifier.dispose()
  await rm(modelsDir, { recursive: true, force: true })
})

describe('a loaded classifier', () => {
  it('knows the queues it was trained on', async () => {
    const mails = tinyExamples.map(({ text }) => text)
    const predictions = await classifier.predict(mails)
    expect(predictions.map(({ ranked }) => ranked[0]?.label)).toEqual(tinyExamples.map(({ label }) => label))
  })

  it('gives every label a probability, likeliest first, summing to 1, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (own) => {
        const [prediction] = await classifier.predict([mailText(own)])
        const probabilities = prediction?.ranked.map(({ probability }) => probability) ?? []
        expect(probabilities).toHaveLength(3)
        expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a))
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        expect(prediction?.novelty).toBeGreaterThanOrEqual(0)
        expect(prediction?.novelty).toBeLessThanOrEqual(1)
        expect(prediction?.evidence.length).toBeLessThanOrEqual(12)
      }),
      { numRuns: 50 },
    )
  })

  it('shows the words that decided, as they were written', async () => {
    const [prediction] = await classifier.predict([mailText('Hej, mit PAS er væk. cpr 251248-9996')])
    const terms = prediction?.evidence.map(({ term }) => term) ?? []
    expect(terms).toContain('PAS')
    expect(terms.join(' ')).not.toMatch(/\d/)
  })

  it('finds an empty mail and one in unknown words wholly new', async () => {
    const predictions = await classifier.predict([mailText(''), mailText('qqq xxx zzz')])
    expect(predictions.map(({ novelty }) => novelty)).toEqual([1, 1])
  })

  it('answers the same for a mail alone and in a batch', async () => {
    const mails = tinyExamples.map(({ text }) => text)
    const together = await classifier.predict(mails)
    const alone = await classifier.predict(mails.slice(3, 4))
    expect(alone[0]?.ranked[0]?.probability).toBeCloseTo(together[3]?.ranked[0]?.probability ?? 0, 6)
  })

  it('is as large after 100,000 predictions as before', { timeout: 120_000 }, async () => {
    const mails = Array.from({ length: 1000 }, (_, at) =>
      mailText(`nyt pas til søn nummer ${at % 7} på mandag`),
    )
    await classifier.predict(mails)
    const [tensors, bytes] = [tensorsAlive(), process.memoryUsage().rss]
    for (let turn = 0; turn < 100; turn++) await classifier.predict(mails)
    expect(tensorsAlive()).toBe(tensors)
    // What the garbage collector has not fetched yet is no leak; 100,000 kept predictions would be over 200 MB.
    expect(process.memoryUsage().rss - bytes).toBeLessThan(150e6)
  })

  it('leaves no tensor behind', async () => {
    const before = tensorsAlive()
    await classifier.predict([mailText('nyt pas'), mailText('bøde')])
    await classifier.predict([])
    expect(tensorsAlive()).toBe(before)
    const another = await loadClassifier(id, { modelsDir, backend: 'wasm' })
    another.dispose()
    expect(tensorsAlive()).toBe(before)
  })
})
