// A copy of what this mailbox itself sent out. The sender's address alone proves little: forms, scanners and colleagues write as the
// mailbox too, and a sister mailbox's question is a question.
import type { Address, Automatic } from '../../journey.js'
import { addressesIn, type Clues } from './clues.js'
import { isForm } from './persons-words.js'

export function ownCopyOf(clues: Clues): Automatic | undefined {
  const { own } = clues.addresses
  if (!own.includes(clues.from?.address ?? '') || !wentOutside(clues)) return undefined
  const repliesToUs = addressesIn(clues.header('reply-to')).every((address) => own.includes(address))
  if (!repliesToUs || isForged(clues) || isForm(clues.text)) return undefined
  return { kind: 'own-copy', sign: 'own-address' }
}

// ---------------------------------------------------------------------------------------------------------------

/** Somebody outside is among those that it is written to. One who only gets a copy is not enough: forms send a receipt to the sender. */
function wentOutside({ to, cc, isReply, addresses }: Clues): boolean {
  const isOutside = ({ address }: Address) => address !== '' && !addresses.ours.includes(address)
  return to.some(isOutside) || (isReply && cc.some(isOutside))
}

/** A server of ours found that the sender is not who it says. */
const isForged = ({ header }: Clues): boolean =>
  /\bdmarc=fail\b/i.test((header('authentication-results') ?? '').slice(0, 4_000))
