// What the team lead should know before reading the figures: queues that closed themselves, and mail that is unlike the weeks before.

import { durationMs } from '../config/duration.js'
import type { GuaranteeStore } from '../ledger/contract/guarantee.js'
import type { DeskDeps } from './deps.js'
import type { Desk } from './desk.js'

/** Thirteen whole weeks and the current one, the span that `stats` covers. */
const DRIFT_MS = durationMs('98d')

export const createWarnings = ({
  ledger,
  now,
  driftOf,
}: Pick<DeskDeps, 'now' | 'driftOf'> & { readonly ledger: GuaranteeStore }): Pick<Desk, 'warnings'> => ({
  async warnings(queue) {
    const at = now()
    const [days, closures, threads] = await Promise.all([
      ledger.dayFigures(new Date(at.getTime() - DRIFT_MS).toISOString()),
      ledger.queueClosures(),
      ledger.threadFiling(),
    ])
    const drift = driftOf(days, at)
    return {
      closed: closures.filter(({ isClosed, label }) => isClosed && (queue === undefined || label === queue)),
      threads: threads.isClosed && queue === undefined ? threads : undefined,
      drift: queue === undefined ? drift : drift.filter(({ what }) => what === queue),
    }
  },
})
