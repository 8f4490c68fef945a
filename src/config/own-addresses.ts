// Which addresses are whose: a mail is a copy of our own only in the mailbox that sent it.
import { assertNever } from '../errors.js'
import type { Mailbox } from './mailbox-schema.js'

/** The addresses that a mailbox sends from, lower case: those it names, else its login where that is an address. May be empty. */
export function ownAddressesOf(mailbox: Mailbox): readonly string[] {
  const named = mailbox.addresses.length > 0 ? mailbox.addresses : loginsOf(mailbox).filter(isAddress)
  return [...new Set(named.map((address) => address.toLowerCase()))]
}

/** Those of the mailbox of this name, none where it has no such name, and those of all mailboxes together. */
export function addressesFor(
  mailboxes: readonly Mailbox[],
  account: string,
): { readonly own: readonly string[]; readonly ours: readonly string[] } {
  const mailbox = mailboxes.find(({ name }) => name === account)
  return { own: mailbox ? ownAddressesOf(mailbox) : [], ours: mailboxes.flatMap(ownAddressesOf) }
}

// ---------------------------------------------------------------------------------------------------------------

function loginsOf(mailbox: Mailbox): readonly string[] {
  switch (mailbox.kind) {
    case 'imap':
      return [mailbox.imap.user]
    case 'files':
      return []
    default:
      return assertNever(mailbox)
  }
}

/** Exchange lets a service account log in for a shared mailbox as `svc@kk.example\borgerservice`: that is no address. */
const isAddress = (login: string): boolean => /^[^\s@\\/"<>]{1,64}@[^\s@\\/"<>]{1,255}$/.test(login)
