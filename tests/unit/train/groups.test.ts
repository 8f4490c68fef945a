import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ThreadSigns } from '../../../src/journey.js'
import type { Part } from '../../../src/model/terms.js'
import { tokenize } from '../../../src/model/tokenize.js'
import { SHINGLE_WORDS, shinglesOf } from '../../../src/shingles.js'
import { groupsOf } from '../../../src/train/groups.js'
import { collectShingles, foldedOf } from '../../../src/train/mail-shingles.js'
import { resemblance } from '../../../src/train/near-duplicates.js'
import { createRandom } from '../../../src/train/random.js'
import { foldTurns, newestTurn } from '../../../src/train/split.js'

interface Mail {
  readonly text: string
  readonly label?: string
  readonly thread?: ThreadSigns
  readonly id?: string
}

const partsOfText = (text: string): readonly Part[] => [{ words: tokenize(text), weight: 1 }]

const group = (mails: readonly Mail[]) =>
  groupsOf({
    shingles: collectShingles(mails.length, (at) => partsOfText(mails[at]?.text ?? ''), SHINGLE_WORDS),
    labelAt: (at) => mails[at]?.label ?? `label ${at % 2}`,
    idAt: (at) => mails[at]?.id ?? `mail ${at}`,
    threadAt: (at) => mails[at]?.thread,
  })

/** Words that no two mails share by chance, other than by the seed. */
function invented(words: number, random: () => number): string[] {
  return Array.from({ length: words }, () => `ord${Math.floor(random() * 5000).toString(26)}`)
}

const thread = (subjectCore: string, isReply: boolean, ids: readonly string[] = []): ThreadSigns => ({
  ids,
  subjectCore,
  isReply,
})

describe('groups', () => {
  it('hold planted near-duplicates together among strangers, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 20, max: 80 }), (seed, words) => {
        const random = createRandom(seed)
        const strangers = Array.from({ length: 60 }, () => invented(words, random))
        const original = strangers[7] ?? []
        // One word in twenty is another: of all shingles of three words some three quarters are left.
        const copy = original.map((word, at) => (at % 20 === 10 ? 'andet' : word))
        const mails = [...strangers, copy].map((each) => ({ text: each.join(' ') }))
        const { of, count } = group(mails)
        expect(
          resemblance(
            shinglesOf(foldedOf(partsOfText(mails[7]?.text ?? '')), SHINGLE_WORDS),
            shinglesOf(foldedOf(partsOfText(mails[60]?.text ?? '')), SHINGLE_WORDS),
          ),
        ).toBeGreaterThan(0.5)
        expect(of[60]).toBe(of[7])
        expect(count).toBe(60)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    [
      'an id in common',
      thread('', false, ['a@x.example']),
      thread('', false, ['b@x.example', 'a@x.example']),
      true,
    ],
    ['a telling subject and a reply', thread('Sag 2024-0123', false), thread('sag  2024-0123', true), true],
    [
      'a telling subject and no reply',
      thread('Lukket vej ved skolen', false),
      thread('Lukket vej ved skolen', false),
      false,
    ],
    ['a subject that strangers share', thread('Spørgsmål', false), thread('Spørgsmål', true), false],
  ])('%s', (_, first, second, isOne) => {
    const { of } = group([
      { text: 'hvornår åbner svømmehallen', thread: first },
      { text: 'tak men min kanariefugl er stadig væk', thread: second },
    ])
    expect(of[0] === of[1]).toBe(isOne)
  })

  it('holds parts of one document together, and takes no sign at the front of an id for one', () => {
    const apart = [
      'en bil holder her',
      'vandet er brunt i hanen',
      'katten sidder i træet',
      'hvor er mødet henne',
    ]
    const ids = ['bog#1', 'bog#2', '#1', '#2']
    const { of } = group(apart.map((text, at) => ({ text, id: ids[at] ?? '' })))
    expect([of[0] === of[1], of[2] === of[3]]).toEqual([true, false])
  })

  it("does not take a form's fixed wording for likeness", () => {
    const form =
      'henvendelse via kommunens formular med navn adresse telefon og emne samt besked til forvaltningen nedenfor'
    const random = createRandom(3)
    const mails = Array.from({ length: 60 }, () => ({ text: `${form} ${invented(8, random).join(' ')}` }))
    expect(group(mails).count).toBe(60)
  })

  it('keeps only equal mails together where a whole label is alike, and says so', () => {
    const alike = Array.from({ length: 10 }, (_, at) => ({
      text: `jeg vil gerne have fornyet mit pas i en fart nummer ${at < 2 ? 'nul' : `tal${at}`}`,
      label: 'pas',
    }))
    const { of, tooAlike } = group([...alike, { text: 'noget helt andet om affald', label: 'affald' }])
    expect(tooAlike).toEqual(['pas'])
    expect(of[0]).toBe(of[1])
    expect(new Set(of).size).toBe(10)
  })

  it('are found among 20,000 short mails in seconds', () => {
    const random = createRandom(5)
    const mails = Array.from({ length: 20_000 }, () => ({ text: invented(12, random).join(' ') }))
    const startedAt = performance.now()
    expect(group(mails).count).toBe(20_000)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})

describe('turns', () => {
  const items = fc.array(
    fc.record({ label: fc.constantFrom('a', 'b'), group: fc.nat(20), date: fc.integer({ min: 0, max: 50 }) }),
    { minLength: 5, maxLength: 80 },
  )

  it('in folds: everything is held out once, and no group is on both sides', () => {
    fc.assert(
      fc.property(items, fc.integer(), (some, seed) => {
        const turns = foldTurns(some, { folds: 4, turns: 4, seed })
        const held = turns.flatMap((turn) => turn.held).sort((a, b) => a - b)
        expect(held).toEqual([...some.keys()])
        for (const turn of turns) expectApart(some, turn)
      }),
    )
  })

  it('by time: nothing learnt is newer than anything held out, and no group is on both sides', () => {
    fc.assert(
      fc.property(items, (some) => {
        const turn = newestTurn(
          some,
          some.map(({ date }) => date),
          0.2,
        )
        const newestLearnt = Math.max(...turn.learnt.map((at) => some[at]?.date ?? 0))
        for (const at of turn.held) expect(some[at]?.date).toBeGreaterThan(newestLearnt)
        expect(turn.held.length).toBeLessThanOrEqual(Math.floor(some.length * 0.2 + 1e-9))
        expectApart(some, turn)
      }),
    )
  })
})

function expectApart(
  items: readonly { readonly group: number }[],
  { learnt, held }: { readonly learnt: readonly number[]; readonly held: readonly number[] },
): void {
  const known = new Set(learnt.map((at) => items[at]?.group))
  expect(held.filter((at) => known.has(items[at]?.group))).toEqual([])
}
