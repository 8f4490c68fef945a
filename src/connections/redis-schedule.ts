// The polls' schedule as it is kept in Redis: one BullMQ job scheduler for each mailbox.
import type { JobSchedulerJson, JobsOptions, Queue } from 'bullmq'

export type PollSchedule = readonly { readonly account: string; readonly everyMs: number }[]

/** Creates the schedulers that are missing or stuck, and removes those that are not wanted. */
export async function schedulePolls(
  queue: Queue,
  mailboxes: PollSchedule,
  jobOf: (account: string) => { readonly name: string; readonly data: object; readonly opts: JobsOptions },
): Promise<void> {
  const wanted = new Set(mailboxes.map(({ account }) => account))
  const moving = new Map<string, number | undefined>()
  for (const scheduler of await queue.getJobSchedulers()) {
    const { key, every } = scheduler
    if (wanted.has(key) && isMoving(scheduler)) moving.set(key, every)
    else await queue.removeJobScheduler(key)
  }
  for (const { account, everyMs } of mailboxes) {
    if (moving.get(account) === everyMs) continue // creating it again would delay the poll that is due next
    await queue.upsertJobScheduler(account, { every: everyMs }, jobOf(account))
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Longer than any pass goes without scheduling the next poll, which happens when a poll begins. */
const LATE_MS = 30_000

/**
 * Whether a schedule keeps going by itself: its next poll is neither long overdue (its job was lost) nor further away than one
 * interval (it was created while a clock was ahead).
 * @units next: milliseconds since 1970.
 */
function isMoving({ every = 0, next = 0 }: Pick<JobSchedulerJson, 'every' | 'next'>): boolean {
  const inMs = next - Date.now()
  return inMs > -Math.max(LATE_MS, 2 * every) && inMs < every + LATE_MS
}
