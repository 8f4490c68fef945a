import { describe, expect, it } from 'vitest'
import { fold, stem, tokenize } from '../../../src/model/tokenize.js'

const words = (text: string) => tokenize(text).map(({ folded }) => folded)

describe('tokenize', () => {
  it('keeps Danish words whole and lower-cases them', () => {
    expect(words('Ansøgning om ÅBNINGSTIDER!')).toEqual(['ansoegning', 'om', 'aabningstider'])
  })

  it.each([
    ['koebenhavn', 'København'],
    ['aeble', 'æble'],
    ['aaben', 'åben'],
    ['aaben', 'a\u030aben'],
    ['foerskola', 'förskola'],
    ['cafe', 'café'],
  ])('%s is what %s folds to', (folded, written) => {
    expect(fold(written.normalize('NFC'))).toBe(folded)
  })

  it('reads a decomposed text as the composed one', () => {
    expect(words('Å'.normalize('NFD'))).toEqual(words('Å'))
  })

  it('keeps the words as written for people to read', () => {
    expect(tokenize('Ny Børnehave').map(({ surface }) => surface)).toEqual(['Ny', 'Børnehave'])
  })

  it('drops runs that are no words', () => {
    expect(words(`hej ${'a'.repeat(61)} du`)).toEqual(['hej', 'du'])
  })

  it('stems Danish endings away', () => {
    expect(stem('parkeringen')).toBe(stem('parkeringer'))
  })
})
