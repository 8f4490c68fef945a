// Step 6 of 8: carries out what the outbox holds.
import type { Config } from '../config/schema.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import { type DeliveryReport, deliverPending } from '../route/deliver.js'
import type { Destination } from '../route/destinations/destination.js'
import type { MailboxPolicy } from './mailbox-policy.js'

/** For one mailbox, or without an account for all. */
export const deliver = (
  { ledger, config }: { readonly ledger: Outbox; readonly config: Pick<Config, 'limits'> },
  { account }: Partial<Pick<MailboxPolicy, 'account'>>,
  destinations: readonly Destination[],
): Promise<DeliveryReport> => {
  const maxAttempts = config.limits.attempts
  return deliverPending({ ledger, destinations, maxAttempts, ...(account === undefined ? {} : { account }) })
}
