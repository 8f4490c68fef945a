// What a process on Redis looks after: that Redis holds the schedule, the jobs and nothing else than the ledger says. Redis may lose
// its memory without hanging up (FLUSHALL, an older copy put back), so its name is looked at every few seconds.

import { createFaultLog, type Log } from '../log.js'
import { pause } from '../pause.js'

/** A look is three small commands; what Redis has lost is back within some of these. */
const USUALLY_MS = 2_000

/** Something that is done when Redis has another memory than before, and again after `everyMs`. One that failed is tried at the next look. */
export interface Task {
  /** Infinity: only when the memory is new. */
  readonly everyMs: number
  readonly run: (isNewMemory: boolean) => Promise<void>
}

export interface Upkeep {
  readonly redis: { incarnation(): Promise<string> }
  readonly tasks: readonly Task[]
  readonly log: Log
  readonly signal: AbortSignal
  readonly checkEveryMs?: number
}

/** Looks after Redis until the signal. Never throws: a Redis that is away is told of once. */
export async function keepRedisUntilStopped({
  redis,
  tasks,
  log,
  signal,
  checkEveryMs = USUALLY_MS,
}: Upkeep): Promise<void> {
  const faults = createFaultLog(log, {})
  const states = tasks.map((task) => ({ task, memory: '', doneAtMs: 0 }))
  while (!signal.aborted) {
    try {
      const memory = await redis.incarnation()
      for (const state of states) {
        const isNew = state.memory !== memory
        if (!isNew && performance.now() - state.doneAtMs < state.task.everyMs) continue
        state.memory = '' // until it is done
        await state.task.run(isNew)
        Object.assign(state, { memory, doneAtMs: performance.now() })
      }
      faults.ended()
    } catch (error) {
      faults.began(error)
    }
    await pause(checkEveryMs, signal)
  }
}
