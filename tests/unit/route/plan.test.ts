import { describe, expect, it } from 'vitest'
import { label, mailIdOf } from '../../../src/ids.js'
import type { Decision } from '../../../src/journey.js'
import { type PlanFacts, plan } from '../../../src/route/plan.js'
import { aLocation } from '../build.js'

const facts = (changes: Partial<PlanFacts> = {}): PlanFacts => ({
  mode: 'auto',
  locations: [aLocation()],
  sizeBytes: 100,
  messageId: 'one@example.dk',
  folderOf: (key) => `Afdelinger/${key}`,
  queueKind: 'ledger-queue',
  folderKind: 'imap-folder',
  ...changes,
})
const because = { kind: 'confident', probability: 0.9, threshold: 0.8 } as const
const route: Decision = { kind: 'route', parts: [{ queue: label('pas') }], because, mustSee: [] }
const review: Decision = { kind: 'review', guess: label('pas'), because: { kind: 'no-model' }, mustSee: [] }
const leave: Decision = {
  ...{ kind: 'leave', mustSee: [] },
  because: { kind: 'automatic-mail', what: 'bounce', sign: 'report-type' },
}
const question = { kind: 'filed', unit: mailIdOf(Buffer.from('one')), chance: 0.1, isDrawn: true } as const

describe('what a decision asks for', () => {
  it('is a move and an entry in the department queue', () => {
    expect(plan(route, facts())).toEqual({
      review: false,
      deliveries: [
        {
          destination: 'imap-folder',
          label: 'pas',
          move: {
            from: aLocation(),
            toFolder: 'Afdelinger/pas',
            sizeBytes: 100,
            messageId: 'one@example.dk',
          },
        },
        { destination: 'ledger-queue', label: 'pas', move: undefined },
      ],
    })
  })

  it('is a move for each copy but one entry in the queue', () => {
    const { deliveries } = plan(route, facts({ locations: [aLocation({ uid: 1 }), aLocation({ uid: 2 })] }))
    expect(deliveries.map(({ destination }) => destination)).toEqual([
      'imap-folder',
      'imap-folder',
      'ledger-queue',
    ])
  })

  it('is only the queue entry where the queue has no folder', () => {
    const { deliveries } = plan(
      route,
      facts({ folderOf: () => undefined, queueKind: 'bullmq-queue', folderKind: 'imap-folder' }),
    )
    expect(deliveries).toEqual([{ destination: 'bullmq-queue', label: 'pas', move: undefined }])
  })

  it('is a delivery and a blind place on the review list for a filed mail that is asked about', () => {
    expect(plan(route, facts({ question }))).toMatchObject({ review: true, isBlind: true, question })
    expect(plan(route, facts({ question })).deliveries).toHaveLength(2)
    for (const mode of ['shadow', 'suggest'] as const)
      expect(plan(review, facts({ mode, question }))).not.toHaveProperty('isBlind')
  })

  it('is a blind place on the review list for a left mail that is asked about, and nothing else', () => {
    const asked = { ...question, kind: 'left' } as const
    expect(plan(leave, facts({ question: asked }))).toEqual({
      ...{ deliveries: [], review: true, isBlind: true, question: asked },
    })
    expect(plan(leave, facts())).toEqual({ deliveries: [], review: false })
  })

  it('keeps what was not drawn, to be counted', () => {
    const passedOver = { ...question, isDrawn: false }
    expect(plan(route, facts({ question: passedOver }))).toMatchObject({
      review: false,
      question: passedOver,
    })
  })

  it('is nothing in shadow mode', () => {
    expect(plan(route, facts({ mode: 'shadow' }))).toEqual({ deliveries: [], review: false })
    expect(plan(review, facts({ mode: 'shadow' }))).toEqual({ deliveries: [], review: false })
  })

  it('is a place on the review list for a mail that a person decides', () => {
    expect(plan(review, facts())).toEqual({ deliveries: [], review: true })
  })

  it('is both for a filed mail that tells of danger', () => {
    const asked = plan({ ...route, mustSee: ['suicide'] }, facts())
    expect(asked.review).toBe(true)
    expect(asked.deliveries).toHaveLength(2)
  })
})
