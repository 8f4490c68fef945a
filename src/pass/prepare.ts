// Before any mail is taken in: whether it could be delivered.
import { queueLabels } from '../config/queue-labels.js'
import type { Config } from '../config/schema.js'
import type { MailStore } from '../ledger/contract/mails.js'
import type { Destination } from '../route/destinations/destination.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { recordBadPoll } from './poll-record.js'

/**
 * Makes sure that mail can be delivered. When it cannot, the poll went badly.
 * @throws what a destination misses
 */
export async function prepare(
  { ledger, config }: { readonly ledger: MailStore; readonly config: Config },
  { account }: Pick<MailboxPolicy, 'account'>,
  destinations: readonly Destination[],
): Promise<void> {
  try {
    for (const destination of destinations) await destination.prepare(queueLabels(config))
  } catch (error) {
    await recordBadPoll(ledger, account, { fetched: 0, error })
    throw error
  }
}
