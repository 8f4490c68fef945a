// Marking the words that counted changes no letter of the text.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pieces } from '../../../src/web/mail/marked.js'

const evidence = [
  { term: 'pas', weight: 1 },
  { term: 'nyt pas', weight: 0.5 },
  { term: 'bil', weight: -1 },
  { term: 'e-boks', weight: 0.1 },
]

const marked = (text: string) =>
  pieces(text, evidence).flatMap(({ words, weight }) => (weight === undefined ? [] : [[words, weight]]))

describe('marked words', () => {
  it.each([
    ['Mit PAS er væk', [['PAS', 1]]],
    ['passet og børnepas', []],
    ['på e-boks', [['e-boks', 0.1]]],
    [
      'et nyt pas til min bil.',
      [
        ['nyt pas', 0.5],
        ['bil', -1],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(marked(text)).toEqual(expected)
  })

  it('are the text again when they are put together, whatever text and terms hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 5 }), (text, terms) => {
        const all = pieces(
          text,
          terms.map((term) => ({ term, weight: 1 })),
        )
        expect(all.map(({ words }) => words).join('')).toBe(text)
      }),
    )
  })
})
