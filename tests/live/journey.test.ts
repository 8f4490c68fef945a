// The whole journey on real servers, by the program as its users run it. What is asserted is told by connections of the test's own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { mailIdOf } from '../../src/ids.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import {
  bundledInbox,
  finish,
  type Installation,
  type InstallationOptions,
  install,
  spawnProgram,
} from './installation.js'

let workDir: string
let demo: Awaited<ReturnType<typeof finish>>
let inbox: readonly Uint8Array[]
const installations: Installation[] = []

/** The demo trains the model that the other tests work with. */
beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'postfordeler-demo-'))
  demo = await finish(spawnProgram(['demo', '--no-serve', '--json', '--dir', '.demo'], workDir))
  inbox = await bundledInbox()
}, 400_000) // training takes all processors, and other files may train beside it
afterEach(async () => {
  for (const one of installations.splice(0)) await one.remove()
})
afterAll(() => rm(workDir, { recursive: true, force: true }))

async function fresh(options: Omit<InstallationOptions, 'models'> = {}): Promise<Installation> {
  const installed = await install({ models: join(workDir, '.demo', 'models'), ...options })
  installations.push(installed)
  return installed
}

/** What must be true after any run: every mail in one folder, which is the one that the ledger has decided, and one effect per decision. */
async function checkAll(installed: Installation, ledger: Ledger, mails: readonly Uint8Array[]) {
  const lies = await installed.whereabouts()
  const state: Record<string, string> = {}
  for (const id of mails.map(mailIdOf)) {
    const record = await ledger.mail(id)
    const decisions = await ledger.decisions(id)
    const decision = record?.decision?.decision
    const expected = decision?.kind === 'route' ? folderOf(decision.parts[0].queue) : 'INBOX'
    expect({ id, decisions: decisions.length, lies: lies.get(id) }).toEqual({
      id,
      decisions: 1,
      lies: [expected],
    })
    const deliveries = await ledger.deliveries(id)
    expect(deliveries.map((delivery) => delivery.state)).toEqual(
      decision?.kind === 'route' ? ['done', 'done'] : [],
    )
    const trail = await ledger.audit({ mailId: id, limit: 100 })
    expect(trail.filter(({ action }) => action === 'decided')).toHaveLength(1)
    if (decision?.kind === 'review') expect((await ledger.reviewItem(id))?.state).toBe('open')
    state[id] = `${decision?.kind} ${expected}`
  }
  expect([...lies.values()].flat()).toHaveLength(mails.length)
  return state
}

let folders: Readonly<Record<string, string>> = {}
const folderOf = (label: string): string => folders[label] ?? `no folder for ${label}`

beforeAll(async () => {
  const { readFile } = await import('node:fs/promises')
  const { parse } = await import('yaml')
  const bundled = parse(
    await readFile(join(import.meta.dirname, '..', '..', 'data', 'postfordeler.yml'), 'utf8'),
  )
  folders = Object.fromEntries(
    Object.entries<{ folder: string }>(bundled.queues).map(([key, { folder }]) => [key, folder]),
  )
})

describe('the demo', () => {
  it('trains, routes every mail of the bundled inbox, and prints one document', () => {
    expect(demo.code, demo.stderr).toBe(0)
    const { total, heldOut, seconds } = JSON.parse(demo.stdout)
    expect(total.filed + total.review + total.left).toBe(260)
    expect(total.filed).toBeGreaterThan(130)
    expect((total.filed - total.filedRight) / total.filed).toBeLessThan(0.08)
    expect(heldOut.accuracy).toBeGreaterThan(0.8)
    expect(seconds.train).toBeGreaterThan(0)
  })
})

describe.each([
  { database: 'sqlite', hasRedis: false },
  { database: 'sqlite', hasRedis: true },
  { database: 'postgres', hasRedis: false },
  { database: 'postgres', hasRedis: true },
] as const)('route --once with the ledger in $database, Redis $hasRedis', (options) => {
  it('puts every mail where its decision says, and a second run moves nothing', async () => {
    const installed = await fresh(options)
    await installed.mailbox.fill(inbox)

    const first = await installed.run('route', '--once', '--json')
    expect(first.code, first.stderr).toBe(0)
    const report = JSON.parse(first.stdout)
    expect(report).toMatchObject({ received: 260, delivered: { gone: 0, waiting: 0, unreachable: [] } })
    expect(report.decided.route).toBeGreaterThan(130)

    const ledger = await installed.openLedger()
    const state = await checkAll(installed, ledger, inbox)
    if (options.hasRedis) await checkJobs(installed, ledger)
    else await checkQueues(ledger)

    const second = JSON.parse((await installed.run('route', '--once', '--json')).stdout)
    expect(second).toMatchObject({
      received: 0,
      decided: { route: 0, review: 0, leave: 0 },
      delivered: { done: 0 },
    })
    expect(await checkAll(installed, ledger, inbox)).toEqual(state)
    await ledger.close()
  })
})

/** One BullMQ job for each routed mail in its department's queue, with ids and nothing else. */
async function checkJobs(installed: Installation, ledger: Ledger): Promise<void> {
  const jobsOf: string[] = []
  for (const label of Object.keys(folders)) {
    const queue = new Queue(`department-${label}`, {
      connection: { url: inject('redisUrl') },
      prefix: installed.redisPrefix,
    })
    for (const job of await queue.getJobs(['waiting', 'prioritized', 'delayed'])) {
      const decision = (await ledger.mail(job.data.mailId))?.decision
      expect(job.data).toEqual({ mailId: decision?.mailId, decisionId: decision?.id, label })
      expect(decision?.decision).toMatchObject({ kind: 'route', parts: [{ queue: label }] })
      jobsOf.push(job.data.mailId)
    }
    await queue.close()
  }
  const { byKind } = await ledger.stats({})
  expect(new Set(jobsOf).size).toBe(jobsOf.length)
  expect(jobsOf).toHaveLength(byKind.route)
}

async function checkQueues(ledger: Ledger): Promise<void> {
  const counts = await ledger.queueCounts()
  const { byKind } = await ledger.stats({})
  expect(counts.reduce((sum, { ready }) => sum + ready, 0)).toBe(byKind.route)
}

describe('route --once, killed', () => {
  /** Enough for two batches, few enough for 20 rounds. */
  const some = 110

  it('at 20 random moments and started again ends as if it had not been', async () => {
    const mails = inbox.slice(0, some)
    const [undisturbed] = await Promise.all(Array.from({ length: atOnce }, () => wholePass(mails)))
    const lane = async (rounds: readonly number[]) => {
      for (const round of rounds) await killedAndAgain(mails, round, undisturbed as WholePass)
    }
    const rounds = Array.from({ length: 20 }, (_, round) => round)
    await Promise.all(
      Array.from({ length: atOnce }, (_, nth) => lane(rounds.filter((round) => round % atOnce === nth))),
    )
  }, 600_000)
})

/** Programs that run beside each other, also while it is measured how long a pass takes: it takes as long then as in the rounds. */
const atOnce = 2

interface WholePass {
  readonly tookMs: number
  readonly state: Readonly<Record<string, string>>
}

/** A pass that nothing disturbs. */
async function wholePass(mails: readonly Uint8Array[]): Promise<WholePass> {
  const installed = await fresh()
  await installed.mailbox.fill(mails)
  const began = performance.now()
  await installed.run('route', '--once')
  const tookMs = performance.now() - began
  return { tookMs, state: await stateOf(installed, mails) }
}

/** The n-th of 20 rounds: each is killed somewhere in a part of its own of the pass. */
async function killedAndAgain(mails: readonly Uint8Array[], round: number, whole: WholePass): Promise<void> {
  const installed = await fresh()
  await installed.mailbox.fill(mails)
  // The first third is starting up, where there is nothing to lose.
  const moment = whole.tookMs * (0.35 + (0.65 * (round + Math.random())) / 20)
  const child = installed.start('route', '--once')
  const killed = finish(child)
  setTimeout(() => child.kill('SIGKILL'), moment)
  await killed
  const again = await installed.run('route', '--once')
  expect(again.code, `killed after ${moment} ms: ${again.stderr}`).toBe(0)
  expect(await stateOf(installed, mails), `killed after ${moment} ms`).toEqual(whole.state)
  installations.splice(installations.indexOf(installed), 1)
  await installed.remove()
}

async function stateOf(installed: Installation, mails: readonly Uint8Array[]) {
  const ledger = await installed.openLedger()
  try {
    return await checkAll(installed, ledger, mails)
  } finally {
    await ledger.close()
  }
}
