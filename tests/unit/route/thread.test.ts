import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { ThreadPlacement } from '../../../src/ledger/contract/decisions.js'
import { threadVerdict } from '../../../src/route/thread.js'
import { claimOf, likenessOf, marksOf } from '../../../src/thread-marks.js'
import { aMail, anId } from '../build.js'

const queues = new Set(['pas', 'parkering'])
const placement = (changes: Partial<ThreadPlacement> = {}): ThreadPlacement => ({
  mailId: anId(1),
  queue: label('pas'),
  idKey: 'first',
  matter: 'same',
  writer: 'of-thread',
  strangers: 0,
  ...changes,
})
const verdict = (
  placements: readonly ThreadPlacement[],
  { sure, isOff = false }: { readonly sure?: string; readonly isOff?: boolean } = {},
) => threadVerdict({ placements, isOff }, { queues, sure: sure === undefined ? undefined : label(sure) })

describe('whether an answer follows', () => {
  it('it does where nothing speaks against it, also when the model is sure of the same', () => {
    const follow = { kind: 'follow', queue: 'pas', mailId: anId(1) }
    expect(verdict([placement()])).toEqual(follow)
    expect(verdict([placement()], { sure: 'pas' })).toEqual(follow)
  })

  it.each([
    ['shared-id', [placement(), placement({ queue: label('parkering') })], {}],
    ['shared-id', [placement(), placement({ queue: undefined })], {}],
    ['many-writers', [placement({ strangers: 3 })], {}],
    ['other-writer', [placement({ writer: 'other' })], {}],
    ['other-matter', [placement({ matter: 'other' })], {}],
    ['forgotten', [placement({ matter: 'forgotten', writer: 'forgotten' })], {}],
    ['model-disagrees', [placement()], { sure: 'parkering' }],
    ['switched-off', [placement()], { isOff: true }],
  ] as const)('%s is for a person', (why, placements, facts) => {
    expect(verdict(placements, facts)).toMatchObject({ kind: 'doubt', queue: 'pas', why })
  })

  it('two strangers may know of a mail: a lawyer and a clinic', () => {
    expect(verdict([placement({ strangers: 2 })])).toMatchObject({ kind: 'follow' })
  })

  it('it follows none that stands nowhere, or in a queue that is no more', () => {
    expect(verdict([])).toEqual({ kind: 'none' })
    expect(
      verdict([placement({ queue: undefined }), placement({ idKey: 'x', queue: label('gammel') })]),
    ).toEqual({
      kind: 'none',
    })
  })

  it('of several the newest that fits is followed', () => {
    const newest = placement({ mailId: anId(2), idKey: 'second', queue: label('parkering') })
    expect(verdict([newest, placement()])).toMatchObject({ kind: 'follow', queue: 'parkering' })
    expect(verdict([{ ...newest, matter: 'other' }, placement()])).toMatchObject({
      kind: 'follow',
      queue: 'pas',
    })
  })
})

const anyPlacement = fc.record<ThreadPlacement>({
  mailId: fc.integer({ min: 1, max: 4 }).map(anId),
  queue: fc.constantFrom(label('pas'), label('parkering'), label('gammel'), undefined),
  idKey: fc.constantFrom('a', 'b', 'c'),
  matter: fc.constantFrom('same', 'other', 'forgotten'),
  writer: fc.constantFrom('of-thread', 'other', 'forgotten'),
  strangers: fc.integer({ min: 0, max: 5 }),
})
const placements = fc.array(anyPlacement, { maxLength: 6 })
const sure = fc.constantFrom(undefined, 'pas', 'parkering')

describe('laws of threads', () => {
  it('only a mail of the same matter, with this writer, is ever followed, and never against a sure model', () => {
    fc.assert(
      fc.property(placements, sure, (known, model) => {
        const one = verdict(known, model === undefined ? {} : { sure: model })
        if (one.kind !== 'follow') return true
        const fits = known.filter(({ mailId, queue }) => mailId === one.mailId && queue === one.queue)
        const isMeant = fits.some(({ matter, writer }) => matter === 'same' && writer === 'of-thread')
        return isMeant && (model === undefined || model === one.queue)
      }),
    )
  })

  it('naming more mails of others never makes an answer follow them', () => {
    const theirs = anyPlacement.map((one): ThreadPlacement => ({ ...one, idKey: 'theirs', writer: 'other' }))
    fc.assert(
      fc.property(placements, fc.array(theirs, { maxLength: 4 }), (known, others) => {
        const [before, after] = [verdict(known), verdict([...others, ...known])]
        return after.kind !== 'follow' || (before.kind === 'follow' && before.queue === after.queue)
      }),
    )
  })

  it('whatever references a stranger writes, their mail is of no thread', () => {
    const marks = marksOf(aMail(), (text) => text)
    const id = fc.constantFrom('one@example.dk', 'two@example.dk', 'three@example.dk')
    fc.assert(
      fc.property(
        fc.array(id, { minLength: 1 }),
        fc.string(),
        fc.boolean(),
        (references, subject, isDirect) => {
          const from = { name: 'Ane Prøve', address: 'mallory@example.dk' }
          const claim = claimOf(
            aMail({ ...{ messageId: 'm@x.example', references, subject }, from, isReply: true }),
            (text) => text,
          )
          return claim === undefined || likenessOf(claim, marks, { isDirect }).writer === 'other'
        },
      ),
    )
  })
})
