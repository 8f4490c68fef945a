import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import { useBackend } from '../../../src/model/backend.js'
import { emptyLexicon } from '../../../src/model/lexicon.js'
import { partsOf } from '../../../src/model/terms.js'
import { readCorpus } from '../../../src/train/corpus.js'
import { type HiddenThread, startHiddenThread } from '../../../src/train/hidden-thread.js'
import {
  type HoldOutTask,
  type JudgeOptions,
  judgeHeldOut,
  judgeMore,
  type MailScores,
  scoreHeldOut,
  scoreThenLearn,
} from '../../../src/train/hold-out.js'
import { foldTurns } from '../../../src/train/split.js'
import { mailText, tinyExamples, tinyOptions } from '../model/tiny.js'

let thread: HiddenThread
beforeAll(async () => {
  thread = startHiddenThread(await useBackend('wasm'))
})
afterAll(() => thread.close())

/** The tiny mails and one of two words, of which no other mail has the second. */
const examples = [
  ...tinyExamples,
  {
    ...tinyExamples[0],
    id: 'alone',
    label: label('pas'),
    text: mailText('hej xylofon'),
    date: undefined,
    language: 'da',
  },
]
const task = async (more: Partial<HoldOutTask> = {}): Promise<HoldOutTask> => ({
  corpus: await readCorpus(examples),
  lexicon: emptyLexicon,
  descriptions: [],
  vocabulary: { minMails: 1, pieceLengths: [], groupWeights: [1, 1, 0.25] },
  ...{ balance: 0.5, outside: 'udenfor', seed: 7, thread },
  ...more,
})
const last = examples.length - 1
const turn = { learnt: [...examples.keys()].slice(0, -1), held: [last] }

describe('a mail that is held out', () => {
  it('is scored by a vocabulary that has not met it, also where the vocabulary is chosen from all mails', async () => {
    const [alone] = await scoreHeldOut(await task(), turn)
    const { scores, fitted } = await scoreThenLearn(await task(), turn)
    expect(alone).toMatchObject({ at: last, unknownShare: 0.5 })
    expect(scores).toMatchObject([{ at: last, unknownShare: 0.5 }])
    expect(fitted.vocabulary.terms).toContain('wxylofon')
  })

  it('may be met by the words of a description, which is itself never scored', async () => {
    const described = await task({ descriptions: [{ target: 1, parts: partsOf(mailText('xylofon')) }] })
    expect(await scoreHeldOut(described, turn)).toMatchObject([{ at: last, unknownShare: 0 }])
  })
})

describe('a judgement', () => {
  const options: JudgeOptions = { guarantee: tinyOptions.guarantee, restrict: (thresholds) => thresholds }
  let scores: readonly MailScores[]
  let all: HoldOutTask
  beforeAll(async () => {
    all = await task()
    const items = tinyExamples.map(({ label }, at) => ({ label, group: Math.floor(at / 5) }))
    const [first] = foldTurns(items, { folds: 5, turns: 1, seed: 7 })
    scores = first ? await scoreHeldOut(all, first) : []
  })

  it('has each held-out mail once, under its own label', () => {
    const { scored } = judgeHeldOut(scores, all, options)
    expect(scored.map(({ id, truth }) => [id, truth])).toEqual(
      scores.map(({ at }) => [examples[at]?.id, examples[at]?.label]),
    )
    for (const { probability, novelty } of scored) {
      expect(probability > 0 && probability <= 1 && novelty >= 0 && novelty <= 1).toBe(true)
    }
  })

  it('fits nothing to the mails that are judged by it afterwards', () => {
    const judgement = judgeHeldOut(scores, all, options)
    expect(judgeMore(scores, all, judgement)).toEqual(judgement.scored)
    expect(judgeMore(scores.slice(0, 1), all, judgement)).toEqual(judgement.scored.slice(0, 1))
  })

  it('measures under the thresholds that are left after the restriction', () => {
    const free = judgeHeldOut(scores, all, options)
    const none = judgeHeldOut(scores, all, { ...options, restrict: () => ({ byQueue: {}, closed: {} }) })
    expect(free.heldOut.promise.coverage).toBeGreaterThan(0)
    expect(none.thresholds.byQueue).toEqual({})
    expect(none.heldOut.promise.coverage).toBe(0)
    expect(none.heldOut.accuracy).toBe(free.heldOut.accuracy)
  })
})
