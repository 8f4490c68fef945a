// An answer as a field of a form, and the moments at which something put off comes back.
import { describe, expect, it } from 'vitest'
import { choiceOf, momentOf } from '../../../src/web/answer-choices.js'

const now = new Date('2026-03-02T09:00:00.000Z') // a Monday

describe('the field of an answer', () => {
  it.each([
    ['confirm', { kind: 'confirm' }],
    ['queue:pas', { kind: 'queue', label: 'pas' }],
    ['not-ours:spam', { kind: 'not-ours', what: 'spam' }],
    ['later:hours', { kind: 'later', until: '2026-03-02T12:00:00.000Z' }],
  ])('%s is read', (field, choice) => {
    expect(choiceOf(field, now)).toEqual(choice)
  })

  it.each(['', 'confirmed', 'not-ours:', 'not-ours:toString', 'later:', 'later:2030', ':'])(
    '"%s" is none',
    (field) => {
      expect(choiceOf(field, now)).toBeUndefined()
    },
  )
})

describe('what is put off comes back', () => {
  it.each([
    ['tomorrow', '2026-03-03T07:00:00.000Z'],
    ['monday', '2026-03-09T07:00:00.000Z'],
    ['week', '2026-03-09T07:00:00.000Z'],
    ['month', '2026-04-01T06:00:00.000Z'], // summer time has begun
  ] as const)("%s at eight o'clock here", (later, at) => {
    expect(momentOf(later, now)).toBe(at)
  })
})
