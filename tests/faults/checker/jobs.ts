// The jobs that lie in the departments' BullMQ queues, read key by key with a Redis client of the checker's own.
import { Redis } from 'ioredis'
import type { RedisFacts } from './facts.js'

export interface Job {
  readonly id: string
  /** The department's, from the queue's name. */
  readonly label: string
  /** Of the lists it stands in: exactly one for a job that is neither lost nor doubled. */
  readonly states: readonly string[]
  /** As it lies there: JSON of ids. */
  readonly data: string
}

/** Where BullMQ keeps the ids of jobs by their state. */
const lists = ['wait', 'paused', 'active'] as const
const sortedSets = ['prioritized', 'delayed', 'completed', 'failed'] as const

/** Every job of every department's queue. */
export async function readJobs({ url, prefix }: RedisFacts): Promise<readonly Job[]> {
  const client = new Redis(url, { lazyConnect: true })
  client.on('error', () => undefined) // the call that meets it tells
  try {
    await client.connect()
    const states = new Map<string, string[]>()
    const jobKeys: string[] = []
    for (const key of await keysLike(client, `${prefix}:department-*`)) {
      const name = key.slice(key.lastIndexOf(':') + 1)
      if (/^[0-9a-f]{64}\./.test(name)) jobKeys.push(key)
      for (const id of await idsIn(client, key, name)) {
        const job = `${key.slice(0, -name.length)}${id}`
        states.set(job, [...(states.get(job) ?? []), name])
      }
    }
    const known = new Set([...jobKeys, ...states.keys()])
    return await Promise.all([...known].map((key) => readJob(client, key, prefix, states.get(key) ?? [])))
  } finally {
    client.disconnect()
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function keysLike(client: Redis, pattern: string): Promise<readonly string[]> {
  const keys = new Set<string>()
  let cursor = '0'
  do {
    const [next, found] = await client.scan(cursor, 'MATCH', pattern, 'COUNT', 1000)
    for (const key of found) keys.add(key)
    cursor = next
  } while (cursor !== '0')
  return [...keys]
}

async function idsIn(client: Redis, key: string, name: string): Promise<readonly string[]> {
  if (lists.some((list) => list === name)) return client.lrange(key, 0, -1)
  if (sortedSets.some((set) => set === name)) return client.zrange(key, '0', '-1')
  return []
}

async function readJob(client: Redis, key: string, prefix: string, states: readonly string[]): Promise<Job> {
  const at = key.lastIndexOf(':')
  return {
    id: key.slice(at + 1),
    label: key.slice(`${prefix}:department-`.length, at),
    states,
    data: (await client.hget(key, 'data')) ?? '',
  }
}
