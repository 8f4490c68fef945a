import { describe, expect, it } from 'vitest'
import { decided, type Letter, type Row, readLetter } from './machine-mail.js'
import { absences, ownCopies } from './machine-mail-answers.js'
import { persons } from './machine-mail-persons.js'
import { calendars, receipts, reports } from './machine-mail-reports.js'

const kinds: readonly (readonly [kind: string, rows: readonly Row[]])[] = [
  ['bounce', reports],
  ['receipt', receipts],
  ['calendar', calendars],
  ['auto-reply', absences],
  ['own-copy', ownCopies],
]
const machines = kinds.flatMap(([kind, rows]) =>
  rows.map(([name, letter]): [string, string, Letter] => [kind, name, letter]),
)
const letters = Object.entries(persons).flatMap(([group, rows]) =>
  rows.map(([name, letter]): [string, string, Letter] => [group, name, letter]),
)

describe('mail that a machine wrote is left', () => {
  it.each(machines)('%s: %s', async (kind, _, letter) => {
    const { because, ...decision } = await decided(letter)
    expect(decision).toEqual({ kind: 'leave', mustSee: [] })
    // Exchange and sms gateways tell of delivery in a delivery report, which is a receipt to its reader.
    expect(because).toMatchObject({ kind: 'automatic-mail' })
    expect([kind, 'bounce']).toContain((because as { what: string }).what)
  })
})

describe('mail with the same words and fields that a person wrote goes on', () => {
  it.each(letters)('%s: %s', async (_, __, letter) => {
    expect((await readLetter(letter)).automatic).toBeUndefined()
  })
})
