// Whether a Redis keeps what it acknowledged: an identity for its data, and the settings that put it at risk.
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

/**
 * The process's own id and a random word that is set once: a restart changes the first (what was written in the last second
 * may be gone), an emptied database the second.
 */
export async function incarnationOf(client: Redis, prefix: string): Promise<string> {
  const key = `${prefix}:epoch`
  await client.set(key, randomUUID(), 'NX')
  return `${infoValue(await client.info('server'), 'run_id')}/${await client.get(key)}`
}

/** Says in plain words which settings put acknowledged jobs at risk. @param info the answer to INFO. */
export function warningsFrom(info: string): readonly string[] {
  const warnings: string[] = []
  if (infoValue(info, 'aof_enabled') !== '1') {
    warnings.push(
      'Redis keeps no append-only file: after a crash it forgets jobs that it had confirmed. Set "appendonly yes".',
    )
  }
  const policy = infoValue(info, 'maxmemory_policy')
  if (policy !== 'noeviction') {
    warnings.push(
      `Redis may throw jobs away when its memory is full (maxmemory-policy is "${policy}"). Set "maxmemory-policy noeviction".`,
    )
  }
  return warnings
}

const infoValue = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
