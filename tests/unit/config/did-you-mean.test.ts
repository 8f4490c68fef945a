import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, editDistance } from '../../../src/config/did-you-mean.js'

describe('did you mean', () => {
  it.each([
    ['mailbxes', 'mailboxes'],
    ['queus', 'queues'],
    ['qeueus', 'queues'],
    ['passwordfile', 'passwordFile'],
  ])('%s is a slip for %s', (word, meant) => {
    expect(didYouMean(word, ['mailboxes', 'queues', 'passwordFile'])).toBe(meant)
  })

  it.each(['xyz', '', 'postboxes on every corner'])('"%s" is a slip for nothing', (word) => {
    expect(didYouMean(word, ['mailboxes', 'queues'])).toBeUndefined()
  })

  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['kitten', 'sitting', 3],
  ])('from "%s" to "%s" is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  it('is as far there as back', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => editDistance(a, b) === editDistance(b, a)))
  })

  it('is at most one away after one letter is left out', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (word, place) => {
        const at = place % word.length
        expect(editDistance(word, word.slice(0, at) + word.slice(at + 1))).toBe(1)
      }),
    )
  })
})
