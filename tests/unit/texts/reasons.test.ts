// Every reason has its words in both languages, and the page and the terminal say the same.
import { describe, expect, it } from 'vitest'
import { reasonInWords as atTheTerminal } from '../../../src/cli/words.js'
import { label, mailIdOf } from '../../../src/ids.js'
import type { Reason } from '../../../src/journey.js'
import { reasonsDa } from '../../../src/texts/reasons/da.js'
import { reasonsEn } from '../../../src/texts/reasons/en.js'
import { type ReasonTexts, sentenceFor } from '../../../src/texts/reasons/reason-texts.js'
import { reasonInWords as onThePage } from '../../../src/web/page/reason.js'
import { texts } from '../../../src/web/texts/texts.js'

/** One of each: the compiler misses the kind that is not here. */
const reasons: { readonly [Kind in Reason['kind']]: Extract<Reason, { readonly kind: Kind }> } = {
  'automatic-mail': { kind: 'automatic-mail', what: 'bounce', sign: 'report-type' },
  'also-looked': { kind: 'also-looked', folder: 'Junk' },
  'taken-up': { kind: 'taken-up', by: 'birthe' },
  'placed-by-person': { kind: 'placed-by-person', by: 'birthe' },
  thread: { kind: 'thread', mailId: mailIdOf(new Uint8Array()) },
  'thread-in-doubt': {
    ...{ kind: 'thread-in-doubt', mailId: mailIdOf(new Uint8Array()) },
    ...{ queue: label('pas'), why: 'other-writer' },
  },
  rule: { kind: 'rule', name: 'pas' },
  unreadable: { kind: 'unreadable', troubles: ['encrypted', 'no-text'] },
  'unknown-language': { kind: 'unknown-language', language: 'fr' },
  outside: { kind: 'outside' },
  novel: { kind: 'novel', novelty: 0.9, limit: 0.5 },
  confident: { kind: 'confident', probability: 0.97, threshold: 0.9 },
  unsure: { kind: 'unsure', probability: 0.5, threshold: 0.9 },
  'no-promise': { kind: 'no-promise' },
  'queue-closed': { kind: 'queue-closed' },
  'suggest-mode': { kind: 'suggest-mode' },
  'rate-limited': { kind: 'rate-limited', limit: 50 },
  'no-model': { kind: 'no-model' },
  failed: { kind: 'failed', attempts: 5 },
  answered: { kind: 'answered', by: 'birthe' },
  undone: { kind: 'undone', by: 'birthe', decisionId: 7 },
}
const formats = { percent: (share: number) => `${share}`, language: (code: string) => code }
const spoken = (because: Reason, language: ReasonTexts) => sentenceFor(because, language, formats)

describe.each(Object.values(reasons))('$kind', (because) => {
  it('is a sentence and a name in Danish and in English', () => {
    const said = [spoken(because, reasonsDa), spoken(because, reasonsEn)]
    for (const sentence of said) expect(sentence).toMatch(/^\S.{8,}\.$/)
    expect(said[0]).not.toBe(said[1])
    for (const { names } of [reasonsDa, reasonsEn]) expect(names[because.kind]).toMatch(/^\p{Lu}.{3,}/u)
  })

  it('is said alike at the terminal and on the English page', () => {
    const digitsAside = (sentence: string) => sentence.replaceAll(/[\d.]+\s?%/g, '%').replace(/\(\w+\)/, '()')
    expect(digitsAside(atTheTerminal(because))).toBe(digitsAside(onThePage(because, texts.en)))
    expect(onThePage(because, texts.da)).not.toBe(onThePage(because, texts.en))
  })
})

it('values stand in the sentence', () => {
  expect(spoken(reasons.unreadable, reasonsEn)).toBe(
    'The program cannot read it: it is encrypted, it has no text.',
  )
  expect(spoken(reasons.failed, reasonsEn)).toContain('5')
  expect(atTheTerminal(reasons.confident)).toContain('97.0 %')
  expect(onThePage(reasons['unknown-language'], texts.da)).toContain('fransk')
})
