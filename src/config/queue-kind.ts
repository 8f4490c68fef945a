// Where the departments' queues are kept.
import type { QueueKind } from '../destination-kinds.js'
import type { Config } from './schema.js'

/** One kind for all queues: BullMQ where Redis is configured, the ledger where it is not. */
export const queueKindOf = ({ redis }: Pick<Config, 'redis'>): QueueKind =>
  redis ? 'bullmq-queue' : 'ledger-queue'
