import { describe, expect, it } from 'vitest'
import { decided, type Letter, noSender, parts, type Row, readLetter } from './machine-mail.js'
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

describe('the mail that a report returns', () => {
  const child = 'Min nabos søn på fire bliver slået hver aften'

  it.each([
    [
      'as a part',
      {
        ...{ from: 'mailer-daemon@mx.example', subject: 'Undelivered Mail', header: [noSender] },
        type: 'multipart/report; report-type=delivery-status; boundary="=_b"',
        text: parts(
          ['text/plain; charset=utf-8', 'It could not be delivered.'],
          ['message/delivery-status', 'Action: failed\nStatus: 5.1.1'],
          [
            'message/rfc822\nContent-Disposition: inline',
            `Subject: Barn\nContent-Type: text/plain; charset=utf-8\n\n${child}`,
          ],
        ),
      },
    ],
    [
      'as text',
      {
        ...{ from: 'mailer-daemon@mx.example', subject: 'failure notice', header: [noSender] },
        text: `<kaj@udbyder.example>: could not be delivered (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n${child}`,
      },
    ],
  ])('%s is quoted: nothing in it is said to us', async (_, letter) => {
    const { body } = await readLetter(letter)
    expect(body.own).toContain('could not be delivered')
    expect(body.own).not.toContain('slået')
    expect(body.quoted).toContain(child)
    expect((await decided(letter)).kind).toBe('leave')
  })

  it('and what a report itself says is seen', async () => {
    const letter = { from: 'mailer-daemon@mx.example', subject: 'failure notice', header: [noSender] }
    const text = `<kaj@udbyder.example>: could not be delivered (#5.1.1)\n\n${child}`
    expect(await decided({ ...letter, text })).toMatchObject({
      ...{
        kind: 'review',
        because: { kind: 'automatic-mail', what: 'bounce' },
        mustSee: ['child-in-danger'],
      },
    })
  })
})
