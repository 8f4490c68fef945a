import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../../src/model/backend.js'
import { createExplain } from '../../../src/model/explain.js'
import { columnOf, featuresOf } from '../../../src/model/featurize.js'
import { createRowMatrix } from '../../../src/model/kernel/row-matrix.js'
import { createNetwork, type NetworkWeights } from '../../../src/model/network.js'
import { sparseRowsOf } from '../../../src/model/sparse-rows.js'
import { partsOf } from '../../../src/model/terms.js'
import { buildVocabulary, type Vocabulary } from '../../../src/model/vocabulary.js'
import { createRandom } from '../../../src/train/random.js'
import { mailText } from './tiny.js'

const words = ['pas', 'faktura', 'bilen', 'licens', 'parkering', 'fornyelse']
/** A column for each word and nothing else: no pieces, and no pair, which would have to be in two mails. */
const onlyWords = buildVocabulary([partsOf(mailText(words.join(' ')))], { minMails: 1, pieceLengths: [] })
/** Pieces that words share, and pairs. */
const withPieces = buildVocabulary(
  [...words, 'pas faktura', 'pas faktura', 'bilen licens', 'bilen licens'].map((text) =>
    partsOf(mailText(text)),
  ),
  { minMails: 1, pieceLengths: [3] },
)
/** Evidence is rounded to four decimals. */
const ROUNDED = 1e-4

interface Drawn {
  readonly seed: number
  readonly hiddenUnits: number
  /** What is added to each hidden unit's bias: a large one keeps it open whatever the mail. */
  readonly bias: number
}

function networkOf(vocabulary: Vocabulary, { seed, hiddenUnits, bias }: Drawn): NetworkWeights {
  const labels = 3
  const random = createRandom(seed)
  const numbers = (length: number, scale = 1) =>
    Float32Array.from({ length }, () => (random() * 2 - 1) * scale)
  const inputVK = createRowMatrix(vocabulary.terms.length, hiddenUnits + labels)
  for (let column = 0; column < vocabulary.terms.length; column++) {
    inputVK.setRow(column, numbers(hiddenUnits + labels))
  }
  const inputBiasK = numbers(hiddenUnits + labels).map((value, k) => (k < hiddenUnits ? value + bias : value))
  return {
    hiddenUnits,
    labels,
    inputVK,
    inputBiasK,
    outputHC: numbers(hiddenUnits * labels),
    outputBiasC: numbers(labels),
  }
}

/** The lead of label 0 over label 1 for some words of a mail, and what each word of the mail is said to have done for it. */
function evidenceOf(vocabulary: Vocabulary, weights: NetworkWeights, text: string) {
  const located = columnOf(partsOf(mailText(text)), vocabulary)
  const features = featuresOf(located, vocabulary)
  const network = createNetwork(weights)
  const rows = sparseRowsOf([features])
  const { sumsNK } = network.forward(rows)
  const evidence = createExplain(
    vocabulary,
    weights,
  )({ located, rows, n: 0, sumsK: sumsNK, best: 0, second: 1 })
  /** Of the same row without some columns, its other values as they were. */
  const leadWithout = (isLeftOut: (term: string) => boolean): number => {
    const kept = [...features.indices.keys()].filter(
      (at) => !isLeftOut(vocabulary.terms[features.indices[at] ?? 0] ?? ''),
    )
    const row = {
      indices: kept.map((at) => features.indices[at] ?? 0),
      values: kept.map((at) => features.values[at] ?? 0),
    }
    const [best = Number.NaN, second = Number.NaN] = network.forward(sparseRowsOf([row])).scoresNC
    return best - second
  }
  return { evidence, leadWithout, lead: leadWithout(() => false), free: () => network.dispose() }
}

const drawn = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  hiddenUnits: fc.integer({ min: 1, max: 8 }),
  bias: fc.constant(10),
})

describe('the evidence', () => {
  beforeAll(() => useBackend('wasm'))

  it('says by how much the lead falls when a word is left out', () => {
    fc.assert(
      fc.property(drawn, fc.shuffledSubarray(words, { minLength: 1, maxLength: 4 }), (network, chosen) => {
        const { evidence, lead, leadWithout, free } = evidenceOf(
          onlyWords,
          networkOf(onlyWords, network),
          chosen.join(' '),
        )
        for (const word of chosen) {
          const weight = evidence.find(({ term }) => term === word)?.weight ?? 0
          expect(Math.abs(lead - leadWithout((term) => term === `w${word}`) - weight)).toBeLessThan(ROUNDED)
        }
        free()
      }),
    )
  })

  it('adds up to all that the words did together: pieces are shared among their words, pairs halved, repetitions counted', () => {
    const texts = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(drawn, texts, (network, chosen) => {
        const text = chosen.slice(0, 4).concat(chosen.slice(0, 2)).join(' ')
        const { evidence, lead, leadWithout, free } = evidenceOf(
          withPieces,
          networkOf(withPieces, network),
          text,
        )
        const sum = evidence.reduce((total, { weight }) => total + weight, 0)
        expect(Math.abs(lead - leadWithout(() => true) - sum)).toBeLessThan(5 * ROUNDED)
        free()
      }),
    )
  })

  it('leaves out what closed hidden units would have done', () => {
    const network = networkOf(onlyWords, { seed: 3, hiddenUnits: 8, bias: -100 })
    const { evidence, free } = evidenceOf(onlyWords, network, 'pas faktura')
    const without = { ...network, outputHC: new Float32Array(network.outputHC.length) }
    const direct = evidenceOf(onlyWords, without, 'pas faktura')
    expect(evidence).toEqual(direct.evidence)
    expect(evidence).toHaveLength(2)
    free()
    direct.free()
  })

  it('is told strongest first: twelve words at most, four of them against', () => {
    const many = Array.from(
      { length: 40 },
      (_, at) => `ord${String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26))}`,
    )
    const vocabulary = buildVocabulary([partsOf(mailText(many.join(' ')))], { minMails: 1, pieceLengths: [] })
    for (const seed of [1, 2, 3, 4, 5]) {
      const network = networkOf(vocabulary, { seed, hiddenUnits: 2, bias: 0 })
      const { evidence, free } = evidenceOf(vocabulary, network, many.join(' '))
      const sizes = evidence.map(({ weight }) => Math.abs(weight))
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
      expect(evidence).toHaveLength(12)
      expect(evidence.filter(({ weight }) => weight < 0).length).toBeLessThanOrEqual(4)
      free()
    }
    const against = networkOf(vocabulary, { seed: 1, hiddenUnits: 1, bias: -100 })
    for (let column = 0; column < vocabulary.terms.length; column++) {
      against.inputVK.setRow(column, [0, -1 - column / 100, 0, 0])
    }
    const { evidence, free } = evidenceOf(vocabulary, against, many.join(' '))
    expect(evidence.map(({ weight }) => weight < 0)).toEqual([true, true, true, true])
    free()
  })
})
