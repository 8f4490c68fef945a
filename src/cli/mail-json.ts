// A mail and its decisions as --json prints them. The names are what other programs read: they stay when names in the code change.
import type { MailView } from '../desk/mail-shapes.js'
import { filedIn } from '../journey.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'

export const mailJson = ({ mailbox, hasBytes: _, isForgotten: __, isInMailbox: ___, ...mail }: MailView) => ({
  ...mail,
  account: mailbox,
})

/** With the queue beside the parts: that of the first. */
export const decisionJson = ({ decision, ...record }: DecisionRecord) => ({
  ...record,
  decision: { ...decision, queue: filedIn(decision) },
})
