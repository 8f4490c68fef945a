import { describe, expect, it } from 'vitest'
import { tensorsAlive, useBackend } from '../../../src/model/backend.js'
import { encodeWeights } from '../../../src/model/weights.js'
import { type Learnt, learn } from '../../../src/train/learn.js'
import { tinyExamples, tinyOptions } from '../model/tiny.js'

describe('learn', () => {
  it('gives the same bits for the same seed, and others for another', async () => {
    const [one, two, other] = [
      await learn(tinyExamples, tinyOptions),
      await learn(tinyExamples, tinyOptions),
      await learn(tinyExamples, { ...tinyOptions, seed: 8 }),
    ]
    const bytes = ({ draft }: Learnt) =>
      encodeWeights({ network: draft.network, idfV: draft.vocabulary.idfV }).bytes
    expect(bytes(two)).toEqual(bytes(one))
    expect(two.draft.manifest).toEqual(one.draft.manifest)
    expect(bytes(other)).not.toEqual(bytes(one))
  })

  it('judges itself on mails it had not seen, each once', async () => {
    const { heldOut } = await learn(tinyExamples, tinyOptions)
    expect(heldOut.n).toBe(tinyExamples.length)
    expect(heldOut.accuracy).toBeGreaterThan(0.9)
  })

  it('gives the label for outside no threshold', async () => {
    const { draft } = await learn(tinyExamples, tinyOptions)
    expect(Object.keys(draft.manifest.thresholds)).not.toContain('udenfor')
  })

  it('learns a queue of few mails but never files to it alone', async () => {
    const few = tinyExamples.filter(({ id }) => !/^parkering-[1-4]/.test(id))
    const { draft } = await learn(few, tinyOptions)
    expect(draft.manifest.labels).toContain('parkering')
    expect(draft.manifest.thresholds).not.toHaveProperty('parkering')
    expect(draft.manifest.closed).toHaveProperty('parkering')
  })

  it('refuses data of one label', async () => {
    const passports = tinyExamples.filter(({ label }) => label === 'pas')
    await expect(learn(passports, tinyOptions)).rejects.toMatchObject({ code: 'DATA_TOO_LITTLE' })
  })

  it('leaves no tensor behind', async () => {
    await useBackend()
    const before = tensorsAlive()
    await learn(tinyExamples, tinyOptions)
    expect(tensorsAlive()).toBe(before)
  })
})
