// A model that the version before has saved loads today, and predicts what that version predicted (tests/fixtures/schema-0004).
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { MailText, Prediction } from '../../../src/journey.js'
import { loadClassifier } from '../../../src/model/load.js'

const fixture = join(import.meta.dirname, '../../fixtures/schema-0004')

/** Far below what any threshold tells apart, and above what another processor's arithmetic changes. */
const DIGITS = 5

it('predicts the same', async () => {
  const recorded: readonly { text: MailText; prediction: Prediction }[] = JSON.parse(
    await readFile(join(fixture, 'predictions.json'), 'utf8'),
  )
  const classifier = await loadClassifier(undefined, { modelsDir: join(fixture, 'models') })
  const today = await classifier.predict(recorded.map(({ text }) => text))
  classifier.dispose()
  expect(recorded).toHaveLength(16)
  for (const [nth, { prediction }] of recorded.entries()) {
    expect(today[nth]?.ranked.map((one) => one.label)).toEqual(prediction.ranked.map((one) => one.label))
    for (const [rank, { probability }] of prediction.ranked.entries())
      expect(today[nth]?.ranked[rank]?.probability).toBeCloseTo(probability, DIGITS)
    expect(today[nth]?.evidence.map(({ term }) => term)).toEqual(prediction.evidence.map(({ term }) => term))
    expect(today[nth]?.novelty).toBeCloseTo(prediction.novelty ?? Number.NaN, DIGITS)
    expect(today[nth]?.modelId).toBe(prediction.modelId)
  }
})
