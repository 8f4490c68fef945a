// One poller per mailbox: whoever fetches from a mailbox or moves its mail holds the mailbox's lease in the ledger.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { TriageError } from '../errors.js'
import type { Lease, Ledger } from '../ledger/ledger.js'

/** Long enough to outlast a slow server's longest command, short enough that a killed poller holds nobody up for long. */
export const leaseMs = 90_000

/** Names this process among all that share a ledger. */
export const holderName = (): string => `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`

/** Runs work while holding a mailbox's lease, renewing it meanwhile; undefined work result is impossible: it throws when the lease is taken. */
export async function withLease<T>(
  { ledger }: { readonly ledger: () => Promise<Ledger> },
  account: string,
  work: () => Promise<T>,
): Promise<T> {
  const opened = await ledger()
  const holder = holderName()
  const name = leaseName(account)
  const lease = await opened.acquireLease(name, holder, leaseMs)
  if (!lease) throw leaseTaken(account)
  const renewing = setInterval(() => void renew(opened, lease), leaseMs / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await opened.releaseLease(lease)
  }
}

export const leaseName = (account: string): string => `mailbox.${account}`

// ---------------------------------------------------------------------------------------------------------------

/** A renewal that fails is tried again a third of the lease later; a lost lease shows itself at the next write. */
const renew = (ledger: Ledger, { name, holder }: Lease): Promise<unknown> =>
  ledger.acquireLease(name, holder, leaseMs).catch(() => undefined)

const leaseTaken = (account: string): TriageError =>
  new TriageError('MAILBOX_IN_USE', `Another process is working on mailbox "${account}".`, {
    hint: 'Wait until it is done, or stop the running service. A process that was killed lets go of the mailbox after 90 seconds.',
  })
