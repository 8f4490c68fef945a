// The disk full at each n-th page until none fails, the database locked, the clock jumping: nothing is lost, no mail is taken in, the page is
// served, and work goes on by itself.
import { cpSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { Client } from 'pg'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { configSchema } from '../../src/config/schema.js'
import { label as labelOf } from '../../src/ids.js'
import { parseMail } from '../../src/ingest/parse.js'
import type { Delivery, RawMail } from '../../src/journey.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { withLease } from '../../src/pass/mailbox-lease.js'
import type { MailboxPolicy } from '../../src/pass/mailbox-policy.js'
import { runPass } from '../../src/pass/pass.js'
import type { PassReport } from '../../src/pass/pass-report.js'
import type { Pipeline } from '../../src/pass/pipeline.js'
import { createLedgerQueue } from '../../src/route/destinations/ledger-queue.js'
import { type Installation, install } from '../live/installation.js'
import { logIn } from '../live/log-in.js'
import { serverUser } from '../live/server-process.js'
import { createMemoryDestination } from '../memory-destination.js'
import { createMemorySource } from '../memory-source.js'
import { addCaseworker, birthe } from './caseworker.js'
import { checkWithin } from './checker.js'
import { tellFigure } from './figures.js'
import { collectGarbage } from './garbage.js'
import { type RuledMail, ruledFolders, ruledMail, rules } from './ruled-mail.js'
import { killServices, startService } from './running-service.js'
import { size } from './size.js'
import { mayMount, mountSmallDisk, type SmallDisk } from './small-disk.js'

const boundMs = 60_000
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  killServices()
  for (const close of closers.splice(0).reverse()) await close()
})
const closing = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
  closers.push(() => close(thing))
  return thing
}

/** A mailbox in memory before a real ledger with its own queues; the rules decide. */
function journeyOf(ledger: Ledger, mails: readonly RuledMail[], now: () => Date = () => new Date()) {
  const config = configSchema.parse({
    queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' } },
    limits: { attempts: 3 },
    sample: { perDay: 0 },
    rules,
  })
  const source = createMemorySource({ account: 'borgerservice', mails })
  const read = (raw: RawMail) => parseMail(raw, { maxBytes: 1_000_000 })
  const pipeline: Pipeline = { config, ledger, read, now, models: async () => ({ classifier: undefined }) }
  const policy: MailboxPolicy = {
    ...{
      account: 'borgerservice',
      folder: 'INBOX',
      mode: 'auto',
      queueKind: 'ledger-queue',
      folderKind: 'imap-folder',
      alsoLook: [],
    },
    folderOf: (key) => `Afdelinger/${key}`,
  }
  const folders = createMemoryDestination('imap-folder')
  const destinations = [folders, createLedgerQueue(ledger)]
  const pass = () =>
    withLease(ledger, 'borgerservice', () =>
      runPass(pipeline, policy, { kind: 'files', source, destinations }),
    )
  return { pass, folders }
}

/** Each mail has one decision, lies once in its queue and was moved once; nobody was asked. */
async function expectAllFiled(ledger: Ledger, mails: readonly RuledMail[], moved: readonly Delivery[]) {
  for (const { id } of mails) {
    expect((await ledger.decisions(id)).map(({ decision }) => decision.kind)).toEqual(['route'])
    expect((await ledger.deliveries(id)).map(({ state }) => state)).toEqual(['done', 'done'])
    expect(moved.filter(({ mailId }) => mailId === id)).toHaveLength(1)
  }
  for (const label of ['pas', 'parkering'] as const) {
    const items = await ledger.queueItems(labelOf(label), { limit: 1000 })
    const expected = mails.filter((mail) => mail.label === label).map(({ id }) => id)
    expect(items.map(({ mailId }) => mailId).sort()).toEqual([...expected].sort())
  }
}

/** What a pass was refused: it throws, or tells which destination it could not serve. */
const refusalOf = (work: Promise<PassReport>): Promise<unknown> =>
  work.then(
    ({ delivered }) => delivered.unreachable[0]?.error,
    (error: unknown) => error,
  )

/** Leaves room for ever more pages until a pass goes well; after each that did not, room is made and the next must finish the work. */
async function fillAtEachPage(
  disk: SmallDisk,
  openLedger: () => Promise<Ledger>,
  { step, mails }: { readonly step: number; readonly mails: readonly RuledMail[] },
): Promise<number> {
  let failures = 0
  for (let pages = 0; ; pages += step) {
    const ledger = await openLedger()
    try {
      const { pass, folders } = journeyOf(ledger, mails)
      disk.leave(pages)
      const refused = await refusalOf(pass())
      disk.free()
      if (refused) {
        expect(refused).toMatchObject({ code: expect.stringMatching(/^DATABASE_(FULL|UNREACHABLE)$/) })
        failures += 1
        await pass()
      }
      await expectAllFiled(ledger, mails, folders.delivered())
      if (!refused) return failures
    } finally {
      await ledger.close()
    }
  }
}

const fewMails = Array.from({ length: 8 }, (_, nth) => ruledMail(nth))

/**
 * What a disk says that is full, only a disk can say: without the right to mount a small one (not root, or a container without it) these
 * tests are left out, and verify names them.
 */
const hasDisks = mayMount()

describe.skipIf(!hasDisks)('a full disk', () => {
  it('under SQLite, at each page until none fails, loses nothing', async () => {
    const disk = closing(await mountSmallDisk(), (one) => one.remove())
    const [template, file] = [join(disk.dir, 'template.db'), join(disk.dir, 'ledger.db')]
    await (await createLedger(`sqlite:${template}`)).close()
    let began = 0
    const failures = await fillAtEachPage(
      disk,
      async () => {
        collectGarbage() // SQLite keeps a closed file, and its room on this disk, as long as statements on it are
        for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true })
        cpSync(template, file)
        began += 1
        return createLedger(`sqlite:${file}`)
      },
      { step: size(16, 1), mails: fewMails },
    )
    expect(failures).toBeGreaterThan(2)
    expect(began).toBe(failures + 1)
    tellFigure('Disk full', {
      'SQLite: passes refused at a page': { sum: failures },
      'mails lost or doubled': { sum: 0 },
    })
  })

  it('under PostgreSQL loses nothing', async () => {
    const url = inject('postgresUrl')
    const disk = closing(await mountSmallDisk(serverUser('postgres')), (one) => one.remove())
    const name = `small_${process.pid}`
    const admin = closing(new Client(url), (one) => one.end())
    await admin.connect()
    await admin.query(`create tablespace ${name} location '${disk.dir}'`)
    const drop = () => admin.query(`drop schema if exists ${name} cascade`)
    closers.push(async () => {
      await drop()
      await admin.query(`drop tablespace ${name}`)
    })
    const failures = await fillAtEachPage(
      disk,
      async () => {
        await drop() // the disk is small
        await admin.query(`create schema ${name}`)
        const options = `-c search_path=${name} -c default_tablespace=${name}`
        return createLedger(`${url}?options=${encodeURIComponent(options)}`)
      },
      { step: size(16, 2), mails: fewMails },
    )
    expect(failures).toBeGreaterThan(0)
    tellFigure('Disk full', {
      'PostgreSQL: passes refused at a page': { sum: failures },
      'mails lost or doubled': { sum: 0 },
    })
  })
})

describe('a clock that jumps', () => {
  it('a day ahead and back leaves nothing lying', async () => {
    let aheadMs = 0
    const now = () => new Date(Date.now() + aheadMs)
    const ledger = closing(await createLedger('sqlite::memory:', { now }), (one) => one.close())
    const mails = Array.from({ length: 6 }, (_, nth) => ruledMail(nth))
    const { pass, folders } = journeyOf(ledger, mails, now)
    const deliver = folders.deliver.bind(folders)
    const refuse = async (deliveries: readonly Delivery[]) =>
      deliveries.map(() => ({ kind: 'failed', note: 'no' }) as const)
    aheadMs = 24 * 3_600_000
    folders.deliver = refuse
    await pass()
    folders.deliver = deliver
    expect(folders.delivered()).toEqual([])
    aheadMs = 0
    await pass()
    await expectAllFiled(ledger, mails, folders.delivered())
  })
})

// -- the service as a process --------------------------------------------------------------------------------------

async function fresh(url: string | undefined) {
  const installed = closing(
    await install({
      models: join(inject('faultModels'), 'none'), // the rules decide
      changes: { rules, ...(url === undefined ? {} : { database: { url } }) },
    }),
    (one) => one.remove(),
  )
  await addCaseworker(installed)
  const service = await startService(installed)
  return { installed, service, cookie: await logIn(service.url, birthe) }
}

/** How long the list of mail takes to be shown to somebody who is logged in. */
async function listTakesMs(origin: string, cookie: string): Promise<number> {
  const asked = performance.now()
  const answer = await fetch(`${origin}/list`, { headers: { cookie }, redirect: 'manual' })
  expect({ status: answer.status, isPage: (await answer.text()).includes('</html>') }).toEqual({
    status: 200,
    isPage: true,
  })
  return performance.now() - asked
}

/** Watches the page for so long. @returns the slowest answer */
async function watchPage(origin: string, cookie: string, forMs: number): Promise<number> {
  let slowestMs = 0
  for (const endMs = performance.now() + forMs; performance.now() < endMs; await sleep(200))
    slowestMs = Math.max(slowestMs, await listTakesMs(origin, cookie))
  return slowestMs
}

async function untilFiled(installed: Installation, mails: readonly RuledMail[]): Promise<number> {
  const { host, port, user } = installed.mailbox.account
  const imap = { host, port, user, password: installed.mailbox.password }
  const { wrong, tookMs } = await checkWithin(
    {
      mailboxes: [{ account: 'borgerservice', imap, delivered: mails.map(({ id }) => id) }],
      folders: ruledFolders,
      database: installed.databaseUrl,
    },
    boundMs,
  )
  expect(wrong).toEqual([])
  return tookMs
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10

describe('a running service', () => {
  // Left out for the same reason as "a full disk".
  it.skipIf(!hasDisks)(
    'on a full disk takes no mail, serves the page, and goes on when there is room',
    async () => {
      const disk = closing(await mountSmallDisk(), (one) => one.remove())
      const { installed, service, cookie } = await fresh(`sqlite:${join(disk.dir, 'ledger.db')}`)
      const mails = Array.from({ length: 6 }, (_, nth) => ruledMail(nth, { padding: 200_000 }))
      await installed.mailbox.fill(mails.slice(0, 1).map(({ bytes }) => bytes))
      await untilFiled(installed, mails.slice(0, 1))
      disk.leave(0)
      await installed.mailbox.fill(mails.slice(1).map(({ bytes }) => bytes))
      const slowestMs = await watchPage(service.url, cookie, size(4_000, 30_000))
      expect(await installed.mailbox.contents('INBOX')).toHaveLength(5)
      expect(service.logged().map(({ code }) => code)).toContain('DATABASE_FULL')
      disk.free()
      const tookMs = await untilFiled(installed, mails)
      tellFigure('Disk full', {
        'service: back at work after, s': { most: seconds(tookMs) },
        'service: slowest page meanwhile, s': { most: seconds(slowestMs) },
        'mails lost or doubled': { sum: 0 },
      })
    },
  )

  it('with its database locked serves the page, and goes on when it is let go', async () => {
    const { installed, service, cookie } = await fresh(undefined)
    const other = closing(new DatabaseSync(installed.databaseUrl.slice('sqlite:'.length)), async (one) =>
      one.close(),
    )
    const mails = Array.from({ length: 6 }, (_, nth) => ruledMail(nth))
    other.exec('begin immediate')
    await installed.mailbox.fill(mails.map(({ bytes }) => bytes))
    const lockedMs = size(3_000, 30_000)
    const slowestMs = await watchPage(service.url, cookie, lockedMs)
    expect(await installed.mailbox.contents('INBOX')).toHaveLength(6)
    other.exec('commit')
    const tookMs = await untilFiled(installed, mails)
    expect(slowestMs).toBeLessThan(5_000)
    tellFigure('Database locked', {
      'locked for, s': seconds(lockedMs),
      'back at work after, s': { most: seconds(tookMs) },
      'slowest page meanwhile, s': { most: seconds(slowestMs) },
      'mails lost or doubled': { sum: 0 },
    })
  })
})
