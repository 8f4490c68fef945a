// What the policy must know of the configuration, the ledger and the clock: gathered once a batch.
import type { Config } from '../config/schema.js'
import { closedQueues } from '../guarantee/queue-guarantee.js'
import { label } from '../ids.js'
import type { PolicyFacts, PolicyModel } from '../route/policy.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import type { Pipeline } from './pipeline.js'

const HOUR_MS = 3_600_000

interface BatchFacts {
  readonly policy: Omit<PolicyFacts, 'thread' | 'hourlyLimit' | 'lookedIn'>
  /** Mails that the program may file by itself in an hour, and how many of them are left. */
  readonly limit: number
  readonly movesLeft: number
  readonly isThreadFilingOff: boolean
}

/** What the configuration and the model say, without ledger and clock. */
export const configuredFacts = (
  config: Config,
  { mode, folder }: Pick<MailboxPolicy, 'mode' | 'folder'>,
  model: PolicyModel | undefined,
): BatchFacts['policy'] => ({
  mode,
  folder,
  outside: label(config.outside),
  queues: new Set(Object.keys(config.queues)),
  languages: config.languages,
  rules: config.rules,
  model,
})

export async function gatherFacts(
  { config, ledger, now }: Pipeline,
  policy: Pick<MailboxPolicy, 'mode' | 'folder'>,
  model: PolicyModel | undefined,
): Promise<BatchFacts> {
  const anHourAgo = new Date(now().getTime() - HOUR_MS).toISOString()
  const limit = config.limits.automaticMovesPerHour
  return {
    policy: { ...configuredFacts(config, policy, model), closedQueues: await closedQueues(ledger) },
    isThreadFilingOff: (await ledger.threadFiling()).isClosed,
    limit,
    movesLeft: limit - (await ledger.automaticMovesSince(anHourAgo)),
  }
}
