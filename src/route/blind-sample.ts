// Which routed mails a caseworker decides too, without seeing where they went. Pure. Chosen by the mail's own hash under a secret of this
// installation: the same mail is always chosen or never, and no sender can work out which.
import { createHmac } from 'node:crypto'
import type { MailId } from '../ids.js'

/** Six bytes of the hash make a number below 2^48, which a double holds exactly. */
const BYTES = 6

/** @units share: [0, 1) of all routed mail */
export function isBlindSample(mailId: MailId, share: number, secret: string): boolean {
  if (share === 0) return false
  const hash = createHmac('sha256', secret).update(mailId).digest()
  return hash.readUIntBE(0, BYTES) < share * 256 ** BYTES
}
