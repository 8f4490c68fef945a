import { describe, expect, it } from 'vitest'
import { keepRedisUntilStopped, type Task } from '../../../src/daemon/redis-upkeep.js'
import { TriageError } from '../../../src/errors.js'
import { createFakeLog } from '../fake-log.js'

/** Looks at a Redis that answers with these names in turn, and ends after the last; an empty one is a Redis that is away. */
async function lookAt(memories: readonly string[], tasks: readonly Task[]) {
  const log = createFakeLog()
  const stop = new AbortController()
  const left = [...memories]
  const redis = {
    async incarnation() {
      const memory = left.shift() ?? ''
      if (left.length === 0) stop.abort()
      if (memory === '') throw new TriageError('REDIS_UNREACHABLE', 'Nobody.')
      return memory
    },
  }
  await keepRedisUntilStopped({ redis, tasks, log, signal: stop.signal, checkEveryMs: 1 })
  return log.told.map(({ level }) => level)
}

function noting(everyMs: number, failures = 0) {
  const runs: boolean[] = []
  let left = failures
  const task: Task = {
    everyMs,
    run: async (isNewMemory) => {
      runs.push(isNewMemory)
      if (left-- > 0) throw new TriageError('REDIS_UNREACHABLE', 'Nobody.')
    },
  }
  return { runs, task }
}

describe('looking after Redis', () => {
  it('does everything once for each memory', async () => {
    const { runs, task } = noting(Number.POSITIVE_INFINITY)
    await lookAt(['one', 'one', 'two', 'two'], [task])
    expect(runs).toEqual([true, true])
  })

  it('does again in between what is to be done again', async () => {
    const { runs, task } = noting(0)
    await lookAt(['one', 'one', 'one'], [task])
    expect(runs).toEqual([true, false, false])
  })

  it('does again at the next look what failed, as new', async () => {
    const { runs, task } = noting(Number.POSITIVE_INFINITY, 1)
    const told = await lookAt(['one', 'one', 'one'], [task])
    expect(runs).toEqual([true, true])
    expect(told).toEqual(['error', 'info'])
  })

  it('tells once of a Redis that is away, and goes on when it is back', async () => {
    const { runs, task } = noting(Number.POSITIVE_INFINITY)
    expect(await lookAt(['', '', 'one'], [task])).toEqual(['error', 'debug', 'info'])
    expect(runs).toEqual([true])
  })
})
