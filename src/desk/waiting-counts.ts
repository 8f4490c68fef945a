// How much waits, as the ledger counts it, summed up for the filters.
import type { ReviewCount } from '../ledger/contract/reviews.js'
import { ages, type Waiting } from './list-shapes.js'

export function waitingOf(counts: readonly ReviewCount[]): Waiting {
  const now = counts.filter(({ isLater }) => !isLater)
  const shown = now.filter(({ isBlind }) => !isBlind)
  const oldest = now.map((count) => count.oldest).sort()[0]
  return {
    count: sum(now),
    mustSee: sum(now.filter(({ isMustSee }) => isMustSee)),
    oldest,
    mine: sum(now.filter(({ isMine }) => isMine)),
    later: sum(counts.filter(({ isLater }) => isLater)),
    byQueue: tally(shown, ({ guess }) => guess ?? ('none' as const)).map(([queue, count]) => ({
      queue,
      count,
    })),
    byReason: tally(shown, ({ reason }) => reason).map(([reason, count]) => ({ reason, count })),
    byMailbox: tally(now, ({ account }) => account).map(([mailbox, count]) => ({ mailbox, count })),
    byAge: ages.map((age, nth) => ({ age, count: sum(now.filter((count) => count.age === nth)) })),
  }
}

// ---------------------------------------------------------------------------------------------------------------

const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0)

/** Largest first. */
function tally<Key extends string>(
  counts: readonly ReviewCount[],
  keyOf: (count: ReviewCount) => Key,
): readonly (readonly [Key, number])[] {
  const totals = new Map<Key, number>()
  for (const one of counts) totals.set(keyOf(one), (totals.get(keyOf(one)) ?? 0) + one.count)
  return [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}
