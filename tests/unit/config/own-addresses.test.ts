import { describe, expect, it } from 'vitest'
import { addressesFor, ownAddressesOf } from '../../../src/config/own-addresses.js'
import { configSchema } from '../../../src/config/schema.js'

const mailboxesOf = (...boxes: readonly object[]) =>
  configSchema.parse({
    queues: { pas: { name: 'Pas' } },
    mailboxes: boxes.map((box, nth) => ({ name: `box-${nth}`, ...box })),
  }).mailboxes
const imap = (user: string) => ({ imap: { host: 'mail.kk.example', user, passwordEnv: 'P' } })
const own = (box: object) => mailboxesOf(box).flatMap(ownAddressesOf)

describe("a mailbox's own addresses", () => {
  it.each([
    ['Borgerservice@KK.example', ['borgerservice@kk.example']],
    ['svc@kk.example\\borgerservice', []],
    ['svc@kk.example/borgerservice', []],
    ['KK\\svc', []],
    ['borgerservice', []],
  ])('are its login where that is an address: %s', (user, expected) => {
    expect(own(imap(user))).toEqual(expected)
  })

  it('are those that it names, and then its login is none of them', () => {
    const addresses = ['Borgerservice@kk.example', 'post@kk.example', 'post@kk.example']
    expect(own({ ...imap('svc-mail@kk.example'), addresses })).toEqual([
      'borgerservice@kk.example',
      'post@kk.example',
    ])
  })

  it('are none for mail in files that names none', () => {
    expect(own({ path: 'maildir:mail' })).toEqual([])
    expect(own({ path: 'maildir:mail', addresses: ['post@kk.example'] })).toEqual(['post@kk.example'])
  })

  it.each([['borgerservice'], ['svc@kk.example\\borgerservice'], ['Post <post@kk.example>'], ['']])(
    'may not be named as "%s"',
    (address) => {
      expect(() => own({ path: 'maildir:mail', addresses: [address] })).toThrow()
    },
  )

  it('are told apart from those of the other mailboxes', () => {
    const mailboxes = mailboxesOf(imap('a@kk.example'), imap('b@kk.example'))
    expect(addressesFor(mailboxes, 'box-1')).toEqual({
      own: ['b@kk.example'],
      ours: ['a@kk.example', 'b@kk.example'],
    })
    expect(addressesFor(mailboxes, 'maildir:/elsewhere').own).toEqual([])
  })
})
