// Starts one Dovecot, one Redis and one PostgreSQL for the whole run of the live tests, and ends them whatever became of it.
// Each test makes its own user, key prefix or schema. `inject('dovecot')` gives a test the address.
import 'vitest'
import type { TestProject } from 'vitest/node'
import { type DovecotAddress, startDovecot } from './start-dovecot.js'
import { startPostgres } from './start-postgres.js'
import { startRedis } from './start-redis.js'

declare module 'vitest' {
  interface ProvidedContext {
    dovecot: DovecotAddress
    redisUrl: string
    postgresUrl: string
  }
}

const started: { stop: () => Promise<void> }[] = []

export async function setup(project: TestProject): Promise<void> {
  try {
    const { stop: _, ...dovecot } = await noted(startDovecot())
    project.provide('dovecot', dovecot)
    project.provide('redisUrl', (await noted(startRedis())).url)
    project.provide('postgresUrl', (await noted(startPostgres())).url)
  } catch (error) {
    await teardown()
    throw error
  }
}

export async function teardown(): Promise<void> {
  await Promise.all(started.splice(0).map((server) => server.stop()))
}

// ---------------------------------------------------------------------------------------------------------------

async function noted<Server extends { stop: () => Promise<void> }>(
  starting: Promise<Server>,
): Promise<Server> {
  const server = await starting
  started.push(server)
  return server
}
