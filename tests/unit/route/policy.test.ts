import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import { type AutomaticKind, automaticKinds, type TroubleKind } from '../../../src/journey.js'
import type { ThreadPlacement } from '../../../src/ledger/contract/decisions.js'
import { decide, type PolicyFacts } from '../../../src/route/policy.js'
import { aMail, anId, aPrediction } from '../build.js'

const facts = (changes: Partial<PolicyFacts> = {}): PolicyFacts => ({
  mode: 'auto',
  folder: 'INBOX',
  outside: label('udenfor'),
  queues: new Set(['pas', 'parkering', 'vielser']),
  languages: ['da', 'en'],
  rules: [],
  model: { thresholds: { pas: 0.8, parkering: 0.9 }, noveltyLimit: 0.7 },
  thread: undefined,
  hourlyLimit: { limit: 2000, isReached: false },
  ...changes,
})

const rule = { name: 'Kirken', when: { from: '*@kirken.example' }, queue: 'vielser' }
const aPlacement = (changes: Partial<ThreadPlacement> = {}): ThreadPlacement => ({
  mailId: anId(1),
  queue: label('parkering'),
  idKey: 'first',
  matter: 'same',
  writer: 'of-thread',
  strangers: 0,
  ...changes,
})
const thread = (changes: Partial<ThreadPlacement> = {}) => ({
  placements: [aPlacement(changes)],
  isOff: false,
})
const unsure = aPrediction('pas', 0.5)
const sure = aPrediction('pas', 0.95)

describe('the policy, in its order', () => {
  it.each(automaticKinds.map((kind) => [kind]))(
    'leaves %s mail alone, whatever the model says',
    (kind: AutomaticKind) => {
      expect(decide(aMail({ automatic: { kind, sign: 'report-type' } }), sure, facts())).toEqual({
        kind: 'leave',
        because: { kind: 'automatic-mail', what: kind, sign: 'report-type' },
        mustSee: [],
      })
    },
  )

  it.each(automaticKinds.map((kind) => [kind]))(
    'shows %s mail to a person when something in it must be seen',
    (kind: AutomaticKind) => {
      const body = { ...aMail().body, own: 'Min nabos søn på fire år bliver slået hver aften' }
      expect(decide(aMail({ automatic: { kind, sign: 'own-address' }, body }), sure, facts())).toEqual({
        kind: 'review',
        guess: 'pas',
        because: { kind: 'automatic-mail', what: kind, sign: 'own-address' },
        mustSee: ['child-in-danger'],
      })
    },
  )

  it('gives a person automatic mail with a deadline in it, and leaves the mail that a report returns', () => {
    const automatic = { kind: 'bounce', sign: 'report-type' } as const
    const own = { ...aMail().body, own: 'Jeg søger aktindsigt i min sag' }
    const quoted = { ...aMail().body, own: 'Could not be delivered.', quoted: own.own }
    expect(decide(aMail({ automatic, body: own }), undefined, facts())).toMatchObject({
      ...{ kind: 'review', guess: undefined, because: { kind: 'automatic-mail' } },
    })
    expect(decide(aMail({ automatic, body: quoted }), undefined, facts())).toMatchObject({ kind: 'leave' })
  })

  it('lets an answer follow its thread before any rule', () => {
    const mail = aMail({ from: { name: '', address: 'sogn@kirken.example' } })
    const decision = decide(mail, unsure, facts({ thread: thread(), rules: [rule] }))
    expect(decision).toMatchObject({
      kind: 'route',
      parts: [{ queue: 'parkering' }],
      because: { kind: 'thread', mailId: anId(1) },
    })
  })

  it('does not follow a thread into a queue that is no more', () => {
    const gone = thread({ queue: label('gammel') })
    expect(decide(aMail(), sure, facts({ thread: gone }))).toMatchObject({ because: { kind: 'confident' } })
  })

  it('gives a person the answer that the model is sure of another queue for, with both', () => {
    expect(decide(aMail(), sure, facts({ thread: thread() }))).toMatchObject({
      ...{ kind: 'review', guess: 'pas' },
      because: { kind: 'thread-in-doubt', queue: 'parkering', why: 'model-disagrees' },
    })
  })

  it.each([
    ['is unlike all it has learnt', { ...sure, novelty: 0.71 }],
    ['means mail from outside', aPrediction('udenfor', 0.99)],
    ['has no threshold and less than the strictest asks', aPrediction('vielser', 0.89)],
  ])('follows a thread when what the model says %s', (_, prediction) => {
    expect(decide(aMail(), prediction, facts({ thread: thread() }))).toMatchObject({ kind: 'route' })
  })

  it('holds a queue without a promise to the strictest threshold of the others', () => {
    expect(decide(aMail(), aPrediction('vielser', 0.9), facts({ thread: thread() }))).toMatchObject({
      ...{ kind: 'review', guess: 'vielser', because: { why: 'model-disagrees' } },
    })
  })

  it.each([
    ['other-writer', { writer: 'other' }, 'pas'],
    ['other-matter', { matter: 'other' }, 'pas'],
    ['many-writers', { strangers: 9 }, 'pas'],
    ['forgotten', { writer: 'forgotten', matter: 'forgotten' }, 'parkering'],
  ] as const)('of %s suggests first what cannot have been written into a header', (why, changes, guess) => {
    expect(decide(aMail(), unsure, facts({ thread: thread(changes) }))).toMatchObject({
      ...{ kind: 'review', guess, because: { why, queue: 'parkering' } },
    })
  })

  it('suggests the queue of the thread where there is no model', () => {
    const decision = decide(aMail(), undefined, facts({ thread: thread({ writer: 'other' }) }))
    expect(decision).toMatchObject({ kind: 'review', guess: 'parkering' })
  })

  it('files an answer in doubt where model or rule agree', () => {
    const doubtful = thread({ writer: 'other' })
    expect(decide(aMail(), aPrediction('parkering', 0.95), facts({ thread: doubtful }))).toMatchObject({
      ...{ kind: 'route', because: { kind: 'confident' } },
    })
    const mail = aMail({ from: { name: '', address: 'sogn@kirken.example' } })
    expect(decide(mail, unsure, facts({ thread: doubtful, rules: [rule] }))).toMatchObject({
      because: { kind: 'rule' },
    })
  })

  it("lets the operator's rule win over the model and says which", () => {
    const mail = aMail({ from: { name: '', address: 'sogn@kirken.example' } })
    const decision = decide(mail, sure, facts({ rules: [rule] }))
    expect(decision).toMatchObject({
      kind: 'route',
      parts: [{ queue: 'vielser' }],
      because: { kind: 'rule', name: 'Kirken' },
    })
  })

  it('lets a rule decide a mail that the model could not read', () => {
    const mail = aMail({
      from: { name: '', address: 'sogn@kirken.example' },
      troubles: [{ kind: 'encrypted', detail: '' }],
    })
    expect(decide(mail, sure, facts({ rules: [rule] }))).toMatchObject({
      kind: 'route',
      parts: [{ queue: 'vielser' }],
    })
  })

  it.each<[TroubleKind]>([
    ['no-text'],
    ['encrypted'],
    ['opaque-attachment'],
    ['undecodable'],
    ['too-large'],
    ['malformed'],
  ])('sends a mail with trouble %s to a person', (kind) => {
    const decision = decide(aMail({ troubles: [{ kind, detail: '' }] }), sure, facts())
    expect(decision).toMatchObject({
      kind: 'review',
      guess: 'pas',
      because: { kind: 'unreadable', troubles: [kind] },
    })
  })

  it.each<[TroubleKind]>([['charset-guessed'], ['html-cut'], ['text-cut'], ['no-message-id'], ['bad-date']])(
    'still lets the model judge a mail with trouble %s',
    (kind) => {
      expect(decide(aMail({ troubles: [{ kind, detail: '' }] }), sure, facts())).toMatchObject({
        kind: 'route',
      })
    },
  )

  it('sends a mail that is only a signature to a person', () => {
    const mail = aMail({ body: { own: ' \n', signature: 'Vh Bo', quoted: 'gammelt', forwarded: '' } })
    expect(decide(mail, sure, facts())).toMatchObject({
      kind: 'review',
      because: { kind: 'unreadable', troubles: ['no-text'] },
    })
  })

  it('judges a bare forward by the forwarded text', () => {
    const mail = aMail({ body: { own: '', signature: '', quoted: '', forwarded: 'Dit pas udløber' } })
    expect(decide(mail, sure, facts())).toMatchObject({ kind: 'route' })
  })

  it('sends a mail in an unknown language to a person', () => {
    const decision = decide(aMail({ language: 'pl' }), sure, facts())
    expect(decision).toMatchObject({ kind: 'review', because: { kind: 'unknown-language', language: 'pl' } })
  })

  it('lets the model judge a mail too short to tell the language of', () => {
    expect(decide(aMail({ language: 'und' }), sure, facts())).toMatchObject({ kind: 'route' })
  })

  it('sends everything to people while there is no model', () => {
    const decision = decide(aMail(), undefined, facts({ model: undefined }))
    expect(decision).toMatchObject({ kind: 'review', guess: undefined, because: { kind: 'no-model' } })
  })

  it('never files mail from outside, however sure the model is', () => {
    const decision = decide(aMail(), aPrediction('udenfor', 0.999), facts())
    expect(decision).toMatchObject({ kind: 'review', guess: 'udenfor', because: { kind: 'outside' } })
  })

  it('gives a person the mail that an operator rule sends outside', () => {
    const out = { name: 'Skat', when: { subject: '*' }, queue: 'udenfor' }
    expect(decide(aMail(), sure, facts({ rules: [out] }))).toMatchObject({
      kind: 'review',
      because: { kind: 'outside' },
    })
  })

  it('gives a person the mail that is unlike all others', () => {
    const decision = decide(aMail(), { ...sure, novelty: 0.71 }, facts())
    expect(decision).toMatchObject({ kind: 'review', because: { kind: 'novel', novelty: 0.71, limit: 0.7 } })
  })

  it('gives a person the mail of a queue without evidence', () => {
    const decision = decide(aMail(), aPrediction('vielser', 0.99), facts())
    expect(decision).toMatchObject({ kind: 'review', guess: 'vielser', because: { kind: 'no-promise' } })
  })

  it('gives a person the mail of a queue that is closed, and lets threads and rules file there', () => {
    const closedQueues = new Set(['pas', 'vielser'])
    expect(decide(aMail(), sure, facts({ closedQueues }))).toMatchObject({
      ...{ kind: 'review', guess: 'pas', because: { kind: 'queue-closed' } },
    })
    expect(decide(aMail(), aPrediction('parkering', 0.95), facts({ closedQueues }))).toMatchObject({
      kind: 'route',
    })
    const mail = aMail({ from: { name: '', address: 'sogn@kirken.example' } })
    expect(decide(mail, sure, facts({ closedQueues, rules: [rule] }))).toMatchObject({
      parts: [{ queue: 'vielser' }],
    })
  })

  it('files at exactly the threshold of the queue', () => {
    expect(decide(aMail(), aPrediction('pas', 0.8), facts())).toMatchObject({
      kind: 'route',
      because: { kind: 'confident', probability: 0.8, threshold: 0.8 },
    })
  })

  it('does not file just below the threshold of the queue', () => {
    expect(decide(aMail(), aPrediction('parkering', 0.89), facts())).toMatchObject({
      kind: 'review',
      guess: 'parkering',
      because: { kind: 'unsure', threshold: 0.9 },
    })
  })

  it('turns what it would have filed into a suggestion in suggest mode', () => {
    const decision = decide(aMail(), sure, facts({ mode: 'suggest' }))
    expect(decision).toMatchObject({ kind: 'review', guess: 'pas', because: { kind: 'suggest-mode' } })
  })

  it('sends mail to people when the hourly limit is reached, and keeps the guess', () => {
    const decision = decide(aMail(), sure, facts({ hourlyLimit: { limit: 3, isReached: true } }))
    expect(decision).toMatchObject({
      kind: 'review',
      guess: 'pas',
      because: { kind: 'rate-limited', limit: 3 },
    })
  })

  it('keeps deciding in shadow mode when the hourly limit is reached, since nothing is moved', () => {
    const decision = decide(
      aMail(),
      sure,
      facts({ mode: 'shadow', hourlyLimit: { limit: 3, isReached: true } }),
    )
    expect(decision.kind).toBe('route')
  })

  it('marks what a person must see without changing where it goes', () => {
    const mail = aMail({ body: { ...aMail().body, own: 'Jeg søger aktindsigt i min pas-sag' } })
    expect(decide(mail, sure, facts())).toMatchObject({
      kind: 'route',
      parts: [{ queue: 'pas' }],
      mustSee: ['access-to-documents'],
    })
  })
})

describe('laws of the policy', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true })

  it('a surer prediction never turns filing into review', () => {
    fc.assert(
      fc.property(probability, probability, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        const kindAt = (p: number) => decide(aMail(), aPrediction('pas', p), facts()).kind
        return !(kindAt(low) === 'route' && kindAt(high) !== 'route')
      }),
    )
  })

  it('never files outside the configured queues, and nothing at all in suggest mode', () => {
    const labels = fc.constantFrom('pas', 'parkering', 'vielser', 'udenfor', 'ukendt')
    const modes = fc.constantFrom('shadow', 'suggest', 'auto' as const)
    fc.assert(
      fc.property(labels, probability, probability, modes, (best, p, novelty, mode) => {
        const decision = decide(
          aMail(),
          aPrediction(best, p, { novelty }),
          facts({ mode } as Partial<PolicyFacts>),
        )
        if (decision.kind !== 'route') return true
        return mode !== 'suggest' && ['pas', 'parkering'].includes(decision.parts[0].queue)
      }),
    )
  })
})
