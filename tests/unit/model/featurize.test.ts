import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featurize } from '../../../src/model/featurize.js'
import { partsOf } from '../../../src/model/terms.js'
import { buildVocabulary, termsFromText, vocabularyText } from '../../../src/model/vocabulary.js'
import { mailText, tinyExamples } from './tiny.js'

const vocabulary = buildVocabulary(tinyExamples.map(({ text }) => partsOf(text)))

describe('the vocabulary', () => {
  it('holds no word of fewer mails than asked', () => {
    const mails = ['pas pas', 'pas bil'].map((own) => partsOf(mailText(own)))
    expect(buildVocabulary(mails, { minMails: 2 }).terms).toEqual(['c pas', 'cpas ', 'wpas'])
  })

  it('does not depend on the order of the mails', () => {
    const mails = tinyExamples.map(({ text }) => partsOf(text))
    expect(buildVocabulary([...mails].reverse()).terms).toEqual(buildVocabulary(mails).terms)
  })

  it('holds nothing of a CPR number, phone number or address, however many mails name it', () => {
    const own = 'cpr 251248-9996, ring 00001234, skriv bo.lindgaard@example.dk'
    const { terms } = buildVocabulary([partsOf(mailText(own)), partsOf(mailText(own))])
    expect(terms.filter((term) => /\d|lindgaard|example/.test(term))).toEqual([])
  })

  it('is cut to the terms of most mails', () => {
    const small = buildVocabulary(
      tinyExamples.map(({ text }) => partsOf(text)),
      { maxTerms: 3 },
    )
    expect(small.terms).toHaveLength(3)
  })

  it('reads back from its text', () => {
    expect(termsFromText(vocabularyText(vocabulary))).toEqual(vocabulary.terms)
  })
})

describe('featurize', () => {
  it('gives ascending columns and a row of length 1', () => {
    const { indices, values } = featurize(mailText('nyt pas til ferien'), vocabulary)
    expect([...indices]).toEqual([...indices].sort((a, b) => a - b))
    expect(Math.hypot(...values)).toBeCloseTo(1, 5)
  })

  it('a mail of unknown words is an empty row and wholly unknown', () => {
    const features = featurize(mailText('qqqq wwww'), vocabulary)
    expect(features.indices).toHaveLength(0)
    expect(features.unknownShare).toBe(1)
  })

  it('an empty mail is wholly unknown', () => {
    expect(featurize(mailText(''), vocabulary).unknownShare).toBe(1)
  })

  it('the answered mail counts less than own words', () => {
    const { indices, values } = featurize(
      { ...mailText('nyt pas til min søn'), quoted: 'parkering' },
      vocabulary,
    )
    const weightOf = (term: string) => values[indices.indexOf(vocabulary.terms.indexOf(term))] ?? 0
    const idfOf = (term: string) => vocabulary.idfV[vocabulary.terms.indexOf(term)] ?? 1
    expect(weightOf('wparkering') / idfOf('wparkering')).toBeGreaterThan(0)
    expect(weightOf('wparkering') / idfOf('wparkering')).toBeLessThan(weightOf('wpas') / idfOf('wpas'))
  })

  it('a mail that only passes something on is read by what it passes on', () => {
    const passedOn = { subject: 'VS', own: 'se nedenfor', quoted: '', forwarded: 'parkering ved hospitalet' }
    const { indices } = featurize(passedOn, vocabulary)
    expect([...indices]).toContain(vocabulary.terms.indexOf('wparkering'))
  })

  it('the order of words does not matter to single words and their pieces', () => {
    const words = fc.shuffledSubarray(['pas', 'parkering', 'bilen', 'ferien', 'bøde'], { minLength: 2 })
    const single = (own: string) => {
      const { indices } = featurize(mailText(own), vocabulary)
      return [...indices].filter((column) => !vocabulary.terms[column]?.startsWith('b'))
    }
    fc.assert(
      fc.property(words, (some) => {
        expect(single(some.join(' '))).toEqual(single([...some].reverse().join(' ')))
      }),
    )
  })

  it('the same text gives the same row whatever came before', () => {
    fc.assert(
      fc.property(fc.string(), (own) => {
        expect(featurize(mailText(own), vocabulary)).toEqual(featurize(mailText(own), vocabulary))
      }),
    )
  })
})
