// Files at once what people have decided, instead of at the next poll. What was recorded is filed later in any case, so nothing here
// is ever an error for the person.
import { TriageError } from '../errors.js'
import type { Leases } from '../ledger/contract/leases.js'
import { pause } from '../pause.js'
import type { Destination } from '../route/destinations/destination.js'
import { fenced } from './fenced-destinations.js'
import { withLease } from './mailbox-lease.js'

export interface FilerDeps {
  readonly ledger: () => Promise<Leases>
  /** Where a mailbox's mail is delivered; undefined when the configuration has no such mailbox, and then only queues are served. */
  readonly destinationsOf: (account: string) => Promise<readonly Destination[] | undefined>
  readonly queue: () => Promise<Destination>
  readonly deliver: (account: string, destinations: readonly Destination[]) => Promise<void>
  /** Is told of what went wrong; the next poll tries again. */
  readonly onTrouble?: (error: unknown) => void
}

/** A poll holds its mailbox for about a second; a person waits no longer, and the poll files what they decided. */
const PATIENCE_MS = 2_000
const AGAIN_MS = 100

/**
 * A function that files what a mailbox's outbox holds. Of the calls that come while one is at work, one more attempt serves all:
 * it begins after the last of them. Never throws.
 */
export function createFiler(deps: FilerDeps): (account: string) => Promise<void> {
  const running = new Map<string, Promise<void>>()
  const waiting = new Map<string, Promise<void>>()
  const start = (account: string): Promise<void> => {
    const attempt = fileOnce(deps, account).finally(() => running.delete(account))
    running.set(account, attempt)
    return attempt
  }
  return (account) => {
    const current = running.get(account)
    if (current === undefined) return start(account)
    const next =
      waiting.get(account) ??
      current.then(() => {
        waiting.delete(account)
        return start(account)
      })
    waiting.set(account, next)
    return next
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function fileOnce(deps: FilerDeps, account: string): Promise<void> {
  try {
    const destinations = await deps.destinationsOf(account)
    if (destinations === undefined) return await deps.deliver(account, [await deps.queue()])
    const ledger = await deps.ledger()
    await whenFree(() =>
      withLease(ledger, account, (held) => deps.deliver(account, fenced(destinations, held))),
    )
  } catch (error) {
    deps.onTrouble?.(error)
  }
}

/** Tries again while somebody else works on the mailbox, for a while. */
async function whenFree(work: () => Promise<void>): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const isInUse = error instanceof TriageError && error.code === 'MAILBOX_IN_USE'
      if (!isInUse || performance.now() > endMs) throw error
    }
    await pause(AGAIN_MS, new AbortController().signal)
  }
}
