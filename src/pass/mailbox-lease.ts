// One poller per mailbox: whoever fetches from a mailbox or moves its mail holds the mailbox's lease in the ledger, and makes sure
// of it right before every set of moves.

import { TriageError } from '../errors.js'
import type { Lease, Leases } from '../ledger/contract/leases.js'
import { isProcessGone, nameOfThisProcess } from './process-identity.js'

/** Long enough for a renewal to fail and be tried again, short enough that a machine that died holds nobody up for long. */
const LEASE_MS = 30_000

/** What whoever holds a mailbox may ask. */
export interface Held {
  /**
   * Renews the lease, and makes sure that nobody else has held it meanwhile: a process that was stopped for a minute, or cut
   * off from the database, must not go on where it was.
   * @throws MAILBOX_IN_USE
   */
  readonly confirm: () => Promise<void>
}

/**
 * Runs work while holding a mailbox's lease, renewing it meanwhile.
 * @throws MAILBOX_IN_USE when another living process holds it.
 */
export async function withLease<T>(
  ledger: Leases,
  account: string,
  work: (held: Held) => Promise<T>,
): Promise<T> {
  const { holder, busy } = holderFor(ledger)
  if (busy.has(account)) throw mailboxInUse(account)
  busy.add(account)
  try {
    const lease = await acquire(ledger, { name: `mailbox.${account}`, holder, ttlMs: LEASE_MS })
    if (!lease) throw mailboxInUse(account)
    return await holding(ledger, lease, () => work({ confirm: () => confirm(ledger, account, lease) }))
  } finally {
    busy.delete(account)
  }
}

/**
 * Whether it is this process's turn at work that any may do and one should: it keeps its turn by asking again before `turnMs` are
 * over. Two at once do no harm, so nothing is fenced; of a process that was killed the turn passes on at once, or when it is over.
 */
export async function hasTurn(ledger: Leases, name: string, turnMs: number): Promise<boolean> {
  const { holder } = holderFor(ledger)
  return (await acquire(ledger, { name: `turn.${name}`, holder, ttlMs: turnMs })) !== undefined
}

// ---------------------------------------------------------------------------------------------------------------

interface Holder {
  readonly holder: string
  /** Mailboxes that this process works on: it never takes one from itself. */
  readonly busy: Set<string>
}

/** One name as long as the ledger is open: a lease that could not be let go, as the database was away, is still ours. */
const holders = new WeakMap<Leases, Holder>()

function holderFor(ledger: Leases): Holder {
  const known = holders.get(ledger) ?? { holder: nameOfThisProcess(), busy: new Set<string>() }
  holders.set(ledger, known)
  return known
}

/** Takes the lease, if need be from a process of this machine that was killed: nobody waits for the dead. */
async function acquire(
  ledger: Leases,
  { name, holder, ttlMs }: { readonly name: string; readonly holder: string; readonly ttlMs: number },
): Promise<Lease | undefined> {
  const lease = await ledger.acquireLease(name, holder, ttlMs)
  if (lease) return lease
  const current = await ledger.currentLease(name)
  if (!current || !isProcessGone(current.holder)) return undefined
  await ledger.releaseLease(current)
  return ledger.acquireLease(name, holder, ttlMs)
}

async function holding<T>(ledger: Leases, lease: Lease, work: () => Promise<T>): Promise<T> {
  let renewal: Promise<unknown> = Promise.resolve()
  const renewing = setInterval(() => {
    renewal = renew(ledger, lease)
  }, LEASE_MS / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await renewal // one that came after the release would hold the mailbox for nobody
    await ledger.releaseLease(lease).catch(() => undefined) // it ends by itself, and is ours until then
  }
}

/** A renewal that fails is tried again a third of the lease later. */
const renew = (ledger: Leases, { name, holder }: Lease): Promise<unknown> =>
  ledger.acquireLease(name, holder, LEASE_MS).catch(() => undefined)

async function confirm(ledger: Leases, account: string, { name, holder, fence }: Lease): Promise<void> {
  const now = await ledger.acquireLease(name, holder, LEASE_MS)
  if (now?.fence !== fence) throw mailboxInUse(account)
}

const mailboxInUse = (account: string): TriageError =>
  new TriageError('MAILBOX_IN_USE', `Another process is working on mailbox "${account}".`, {
    hint: 'Wait until it is done, or stop the running service. A machine that died lets go of the mailbox after 30 seconds.',
  })
