// Closes to automatic filing whatever is proven not to keep its promise: queues, and the filing by threads.
import type { Config } from '../config/schema.js'
import type { GuaranteeStore } from '../ledger/contract/guarantee.js'
import { closeBrokenQueues } from './queue-guarantee.js'
import { closeBrokenThreads } from './thread-guarantee.js'

/** Done before mail is decided, and after an answer to a mail of the sample. */
export async function closeBroken(
  ledger: GuaranteeStore,
  config: Pick<Config, 'promise' | 'queues'>,
): Promise<void> {
  await closeBrokenQueues(ledger, config)
  await closeBrokenThreads(ledger, config)
}
