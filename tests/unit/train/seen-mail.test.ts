import { describe, expect, it } from 'vitest'
import type { Part } from '../../../src/model/terms.js'
import { tokenize } from '../../../src/model/tokenize.js'
import { createRandom } from '../../../src/train/random.js'
import { rememberMails, resemblesLearnt } from '../../../src/train/seen-mail.js'

const random = createRandom(11)
const invented = (words: number): Part[] => [
  {
    words: tokenize(Array.from({ length: words }, () => `ord${Math.floor(random() * 9000)}`).join(' ')),
    weight: 1,
  },
]
const learnt = Array.from({ length: 2000 }, () => invented(60))
const partsAt = (at: number): readonly Part[] => learnt[at] ?? []

/** The mail with every tenth word another. */
const edited = (parts: readonly Part[]): Part[] =>
  parts.map(({ words, weight }) => ({
    words: words.map((word, at) => (at % 10 === 0 ? { folded: 'andet', surface: 'andet' } : word)),
    weight,
  }))

describe('what is remembered of learnt mail', () => {
  const filter = rememberMails(learnt.length, partsAt)

  it('knows every learnt mail again, also when a tenth of its words are others', () => {
    expect(learnt.filter((parts) => resemblesLearnt(filter, parts)).length).toBe(2000)
    expect(learnt.filter((parts) => resemblesLearnt(filter, edited(parts))).length).toBeGreaterThan(1900)
  })

  it('takes none of a thousand strangers for learnt', () => {
    const strangers = Array.from({ length: 1000 }, () => invented(60))
    expect(strangers.filter((parts) => resemblesLearnt(filter, parts))).toEqual([])
  })

  it('takes one byte for a run of words, and no more than its bound', () => {
    expect(filter.length).toBe(4 + 2000 * 56)
    const small = rememberMails(learnt.length, partsAt, 16_384)
    expect(small.length).toBe(4 + 16_384)
    const judged = learnt.map((parts) => resemblesLearnt(small, parts)).filter((one) => one !== undefined)
    expect(judged.length).toBeGreaterThan(1900)
    expect(judged.every(Boolean)).toBe(true)
  })

  it('does not judge a mail without words', () => {
    expect(resemblesLearnt(filter, [])).toBeUndefined()
  })
})
