// One BullMQ queue for each department, for the systems downstream. Redis is only ever caught up with the ledger: when it is
// away `deliver` throws and the outbox keeps the rows, and `refill` puts back what it lost.
import type { RedisGateway } from '../../connections/redis.js'
import type { DepartmentJob } from '../../connections/redis-departments.js'
import type { Label } from '../../ids.js'
import type { Delivery, DeliveryOutcome } from '../../journey.js'
import type { Outbox } from '../../ledger/contract/outbox.js'
import type { Destination } from './destination.js'

type Queues = Pick<RedisGateway, 'departmentQueue' | 'incarnation'>

/** The door is the caller's: it is shared with the work queues, so closing the destination leaves it open. */
export const createBullmqQueue = (redis: Queues): Destination => ({
  kind: 'bullmq-queue',
  async prepare() {
    await redis.incarnation() // a queue is there as soon as a job is; Redis must answer
  },
  async deliver(deliveries) {
    const incarnation = await redis.incarnation() // before the jobs: a restart in between must look like a loss
    await addJobs(
      redis,
      deliveries.filter(({ withdraws }) => withdraws === undefined),
    )
    const outcomes: DeliveryOutcome[] = []
    for (const { label, withdraws } of deliveries) {
      if (withdraws === undefined) outcomes.push({ kind: 'done', note: incarnation })
      else outcomes.push(withdrawnAs[await redis.departmentQueue(label).remove(withdraws)])
    }
    return outcomes
  },
  close: async () => undefined,
})

/** What is said of a job that was asked back. */
const withdrawnAs = {
  removed: { kind: 'done', note: 'withdrawn' },
  absent: { kind: 'gone', note: 'the department had taken it already' },
  taken: { kind: 'gone', note: 'the department has it in hand' },
} as const satisfies Record<string, DeliveryOutcome>

/** Deliveries looked at in one step: as many questions as Redis answers in some milliseconds. */
const LOOKED_AT_ONCE = 500

/**
 * Puts jobs back that Redis has lost, and notes which ones their departments have taken.
 *
 * A department's job is removed when its consumer has finished it, so a job that is missing was either consumed or lost. The
 * outcome's note tells them apart: it names the incarnation of Redis that took the job. While that one lives, nothing is lost,
 * and a missing job was consumed. In another one (restarted, emptied, restored, failed over) a missing job may be lost and is
 * put back under the same id. So jobs that were consumed after the last call before Redis went down come a second time:
 * consumers must be ready for that, as BullMQ itself asks of them. Called every few minutes that is a handful at most.
 */
export async function refill(
  redis: Queues,
  ledger: Pick<Outbox, 'deliveredTo' | 'recordConsumed' | 'recordRefilled'>,
): Promise<{ readonly refilled: number; readonly consumed: number }> {
  const total = { refilled: 0, consumed: 0 }
  let afterId = 0
  for (;;) {
    const before = await redis.incarnation()
    const deliveries = await ledger.deliveredTo('bullmq-queue', { afterId, limit: LOOKED_AT_ONCE })
    const last = deliveries.at(-1)
    if (last === undefined) return total
    const present = await presentKeys(redis, deliveries)
    if ((await redis.incarnation()) !== before) continue // a job may have gone missing while we looked
    const missing = deliveries.filter(({ key }) => !present.has(key))
    const consumed = missing.filter(({ note }) => note === before)
    const lost = missing.filter(({ note }) => note !== before)
    const survived = deliveries.filter(({ key, note }) => present.has(key) && note !== before)
    await addJobs(redis, lost)
    await ledger.recordRefilled(
      [...lost, ...survived].map(({ id }) => id),
      before,
    )
    await ledger.recordConsumed(consumed.map(({ id }) => id))
    total.refilled += lost.length
    total.consumed += consumed.length
    afterId = last.id
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Never an integer and free of ":", both of which BullMQ refuses: a delivery's key starts with a hash and has dots. */
const jobOf = ({ key, mailId, decisionId }: Delivery): DepartmentJob => ({ jobId: key, mailId, decisionId })

async function addJobs(redis: Queues, deliveries: readonly Delivery[]): Promise<void> {
  for (const [label, ofLabel] of byLabel(deliveries))
    await redis.departmentQueue(label).addMany(ofLabel.map(jobOf))
}

async function presentKeys(redis: Queues, deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
  const present = new Set<string>()
  for (const [label, ofLabel] of byLabel(deliveries)) {
    const keys = await redis.departmentQueue(label).present(ofLabel.map(({ key }) => key))
    for (const key of keys) present.add(key)
  }
  return present
}

function byLabel<D extends Delivery>(deliveries: readonly D[]): ReadonlyMap<Label, readonly D[]> {
  const groups = new Map<Label, D[]>()
  for (const delivery of deliveries)
    groups.set(delivery.label, [...(groups.get(delivery.label) ?? []), delivery])
  return groups
}
