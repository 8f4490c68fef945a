import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useBackend } from '../../../src/model/backend.js'
import { loadClassifier } from '../../../src/model/load.js'
import { saveTinyModel, tinyExamples } from './tiny.js'

describe('the engines of TensorFlow.js', () => {
  it('the best that works here is WebAssembly or native, and asking again changes nothing', async () => {
    const name = await useBackend()
    expect(['tensorflow', 'wasm']).toContain(name)
    expect(await useBackend()).toBe(name)
  })

  it('starting one hangs no listener for faults on the process', async () => {
    const before = process.listenerCount('unhandledRejection')
    await useBackend('wasm')
    expect(process.listenerCount('unhandledRejection')).toBe(before)
  })

  it('WebAssembly and plain JavaScript give the same probabilities to 1e-4', async () => {
    const modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
    const id = await saveTinyModel(modelsDir)
    const mails = tinyExamples.map(({ text }) => text)
    const probabilitiesOn = async (backend: 'wasm' | 'cpu') => {
      const classifier = await loadClassifier(id, { modelsDir, backend })
      const predictions = await classifier.predict(mails)
      classifier.dispose()
      return predictions.flatMap(({ ranked }) => ranked.map(({ probability }) => probability))
    }
    const onWasm = await probabilitiesOn('wasm')
    const onCpu = await probabilitiesOn('cpu')
    const furthest = Math.max(
      ...onWasm.map((probability, at) => Math.abs(probability - (onCpu[at] as number))),
    )
    expect(furthest).toBeLessThan(1e-4)
    await rm(modelsDir, { recursive: true, force: true })
  })
})
