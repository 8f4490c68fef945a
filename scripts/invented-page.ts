// The page over a quarter of a year of invented work, in memory: what the pictures of the figures are taken of.
import { randomBytes } from 'node:crypto'
import { loadConfig } from '../src/config/load.js'
import { label } from '../src/ids.js'
import { createLedger } from '../src/ledger/create-ledger.js'
import { personRoles } from '../src/roles.js'
import { createApp } from '../src/web/app.js'
import { oneTimePath } from '../src/web/login/one-time.js'
import { hashPassword } from '../src/web/passwords.js'
import { deskOver } from '../tests/contracts/desk-harness.js'
import { inventWeeks } from '../tests/contracts/invented-weeks.js'
import { handClock } from '../tests/contracts/ledger-samples.js'

export interface InventedPage {
  /** Logs in once. */
  readonly loginUrl: string
  readonly close: () => Promise<void>
}

/** A Saturday, so that the last week is nearly whole; always the same, so that the pictures are. */
const now = '2026-11-21T09:00:00.000Z'
const weeks = 12
const queuesShown = 8
const mails = 44

/** @param file of the configuration whose queues are shown */
export async function openInventedPage(file: string): Promise<InventedPage> {
  const config = loadConfig({ file, env: {} })
  const clock = handClock(now)
  const ledger = await createLedger('sqlite::memory:', { now: clock.now })
  const desk = deskOver({ config, ledger, now: clock.now })
  const queues = Object.keys(config.queues).slice(0, queuesShown).map(label)
  await inventWeeks({ ledger, desk, clock, queues, weeks, mails })
  const [name, token] = ['demo', randomBytes(18).toString('base64url')]
  const passwordHash = await hashPassword(token)
  const account = { name, displayName: 'Demo', roles: personRoles, departments: undefined, passwordHash }
  await ledger.accounts.add(account, 'pictures')
  const log = { debug() {}, info() {}, warn() {}, error: console.error }
  const app = await createApp({
    ...{ config, ledger, desk, now: clock.now, log, env: {} },
    oneTimeLogin: { token, name },
  })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    loginUrl: `${origin}${oneTimePath(token)}`,
    async close() {
      await app.close()
      await ledger.close()
    },
  }
}
