// One BullMQ queue for each department, for the systems downstream.
import type { JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { passing } from '../fault-points.js'
import type { Label, MailId } from '../ids.js'

/** What a department's consumer gets: `mail.v1`. The mail itself is in the mailbox, its decision in the ledger. */
export interface DepartmentJob {
  readonly jobId: string
  readonly mailId: MailId
  readonly decisionId: number
}

export interface DepartmentQueue {
  /** Adds jobs that are not there yet; a job id that is there already is left as it is. */
  addMany(jobs: readonly DepartmentJob[]): Promise<void>
  /** Those of the job ids that Redis has and that are not finished. */
  present(jobIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Removes a job that nobody is working on; `absent`: consumed, or never there; `taken`: somebody is working on it. */
  remove(jobId: string): Promise<'removed' | 'absent' | 'taken'>
}

/** Carries out a Redis call in bounded time. */
type Reached = <T>(work: () => Promise<T>) => Promise<T>

export const departmentQueue = (
  queue: Queue,
  label: Label,
  client: Redis,
  reached: Reached,
): DepartmentQueue => ({
  addMany: (jobs) =>
    passing('redis-add', () =>
      reached(async () => {
        await queue.addBulk(
          jobs.map(({ jobId, mailId, decisionId }) => ({
            name: 'mail.v1',
            data: { mailId, decisionId, label },
            opts: { ...DEPARTMENT_JOB, jobId },
          })),
        )
      }),
    ),
  present: (jobIds) =>
    reached(async () => {
      const asked = client.pipeline()
      for (const jobId of jobIds) asked.exists(queue.toKey(jobId)).zscore(queue.toKey('completed'), jobId)
      const answers = (await asked.exec()) ?? []
      const failed = answers.find(([error]) => error !== null)
      if (failed?.[0]) throw failed[0]
      return new Set(
        jobIds.filter((_, nth) => answers[2 * nth]?.[1] === 1 && answers[2 * nth + 1]?.[1] === null),
      )
    }),
  remove: (jobId) =>
    passing('redis-remove', () =>
      reached(async () => {
        const job = await queue.getJob(jobId)
        if (job === undefined || (await job.isCompleted())) return 'absent'
        if (await job.isActive()) return 'taken'
        return (await queue.remove(jobId)) === 1 ? 'removed' : 'taken'
      }),
    ),
})

// ---------------------------------------------------------------------------------------------------------------

/**
 * A job that its department has finished is kept for an hour, as a sign that it existed: a delivery whose answer was lost is
 * repeated, and must not bring the mail a second time.
 */
const DEPARTMENT_JOB: JobsOptions = { removeOnComplete: { age: 3600, count: 20_000 }, removeOnFail: false }
