import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { featurize } from '../../../src/model/featurize.js'
import { emptyLexicon, lexiconOf } from '../../../src/model/lexicon.js'
import { partsOf } from '../../../src/model/terms.js'
import { buildVocabulary } from '../../../src/model/vocabulary.js'

const text = `# a comment: with a colon
parking-fine: p-bøde*, gul seddel*, *afgift, *parkering*
passport: pas, børnepas*, nyt pas
`
const lexicon = lexiconOf(text)
const mail = (own: string) => ({ subject: '', own, quoted: '', forwarded: '' })

describe('concepts of a word', () => {
  it.each([
    ['pas', ['passport']],
    ['passe', []],
    ['boernepasset', ['passport']],
    ['parkeringsafgift', ['parking-fine']],
    ['langtidsparkering', ['parking-fine']],
    ['afgiften', []],
    ['boede', []],
  ])('"%s" points to %j', (word, concepts) => {
    expect(lexicon.conceptsOf(word)).toEqual(concepts)
  })
})

describe('phrases', () => {
  const known = (own: string) => {
    const vocabulary = buildVocabulary([partsOf(mail('gul seddel')), partsOf(mail('gul seddel'))], {
      lexicon,
    })
    const { indices } = featurize(mail(own), vocabulary)
    return [...indices].map((column) => vocabulary.terms[column]).filter((term) => term?.startsWith('l'))
  }

  it.each([
    ['Der sad en gul seddel på ruden', ['lparking-fine']],
    ['Der sad to gul sedler', []],
    ['seddel, gul', []],
    ['gul', []],
    ['GUL SEDDELEN', ['lparking-fine']],
  ])('in "%s" give %j', (own, terms) => {
    expect(known(own)).toEqual(terms)
  })
})

describe('features', () => {
  it('have length 1 with a lexicon and without', () => {
    for (const each of [lexicon, emptyLexicon]) {
      const vocabulary = buildVocabulary([partsOf(mail('nyt pas')), partsOf(mail('nyt pas'))], {
        lexicon: each,
      })
      const { values } = featurize(mail('nyt pas til Rom'), vocabulary)
      expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5)
    }
  })
})

describe('the bundled lexicon', () => {
  const bundled = readFileSync(join(import.meta.dirname, '../../../data/lexicon/da.txt'), 'utf8')
  const lines = bundled.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

  it('has one line a concept, each with its terms', () => {
    const keys = lines.map((line) => /^([a-z0-9-]+): \S/.exec(line)?.[1])
    expect(keys).not.toContain(undefined)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('names no concept twice for one term', () => {
    const repeated = lines.filter((line) => {
      const terms = line
        .slice(line.indexOf(':') + 1)
        .split(',')
        .map((term) => term.trim())
      return new Set(terms).size < terms.length
    })
    expect(repeated).toEqual([])
  })
})
