// One poller per mailbox: whoever fetches from a mailbox or moves its mail holds the mailbox's lease in the ledger.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { TriageError } from '../errors.js'
import type { Lease, Ledger } from '../ledger/ledger.js'

/** Long enough to outlast a slow server's longest command, short enough that a machine that died holds nobody up for long. */
const leaseMs = 90_000

/**
 * Runs work while holding a mailbox's lease, renewing it meanwhile.
 * @throws MAILBOX_IN_USE when another living process holds it.
 */
export async function withLease<T>(ledger: Ledger, account: string, work: () => Promise<T>): Promise<T> {
  const name = `mailbox.${account}`
  const lease = await acquire(ledger, name)
  if (!lease) throw mailboxInUse(account)
  const renewing = setInterval(() => void renew(ledger, lease), leaseMs / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await ledger.releaseLease(lease)
    owned.delete(lease.holder)
  }
}

/** Whether the process that a holder's name tells of cannot be alive: it was one of this machine's and is gone. */
export function isDead(
  holder: string,
  here: { host: string; pid: number; isAlive: (pid: number) => boolean },
): boolean {
  const { host, pid } = /^(?<host>.+)\.(?<pid>\d+)\.[0-9a-f]+$/.exec(holder)?.groups ?? {}
  if (host !== here.host) return false
  // A process of our own number that is not us came before us: in a container every process is number 1.
  return Number(pid) === here.pid || !here.isAlive(Number(pid))
}

// ---------------------------------------------------------------------------------------------------------------

/** Takes the lease, if need be from a process of this machine that was killed: nobody waits 90 seconds for the dead. */
async function acquire(ledger: Ledger, name: string): Promise<Lease | undefined> {
  const holder = `${hostname()}.${process.pid}.${randomUUID().slice(0, 8)}`
  const lease = await ledger.acquireLease(name, holder, leaseMs)
  if (lease) return own(lease)
  const current = await ledger.currentLease(name)
  if (!current || owned.has(current.holder)) return undefined
  if (!isDead(current.holder, { host: hostname(), pid: process.pid, isAlive })) return undefined
  await ledger.releaseLease(current)
  const taken = await ledger.acquireLease(name, holder, leaseMs)
  return taken && own(taken)
}

/** The holders that this very process has been, so that it never takes a lease from itself. */
const owned = new Set<string>()

function own(lease: Lease): Lease {
  owned.add(lease.holder)
  return lease
}

/** A renewal that fails is tried again a third of the lease later. */
const renew = (ledger: Ledger, { name, holder }: Lease): Promise<unknown> =>
  ledger.acquireLease(name, holder, leaseMs).catch(() => undefined)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const mailboxInUse = (account: string): TriageError =>
  new TriageError('MAILBOX_IN_USE', `Another process is working on mailbox "${account}".`, {
    hint: 'Wait until it is done, or stop the running service. A machine that died lets go of the mailbox after 90 seconds.',
  })
