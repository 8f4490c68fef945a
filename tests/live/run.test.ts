// The service and the commands around it, as processes against a real Dovecot and a real Redis. The model is small: what is shown
// is where mail goes once it is decided, not how well it is decided.
import type { ChildProcess } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { runTrain } from '../../src/cli/commands/train.js'
import { labelledReaders } from '../../src/cli/model-deps.js'
import { mailIdOf } from '../../src/ids.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { promote } from '../../src/model/current.js'
import { asServed } from './dovecot.js'
import { bundledInbox, finish, type Installation, type InstallationOptions, install } from './installation.js'
import { refusedLogins } from './start-dovecot.js'

const data = resolve(import.meta.dirname, '..', '..', 'data')
const folderOf = {
  pas: 'Afdelinger/Pas',
  parkering: 'Afdelinger/Parkering',
  bibliotek: 'Afdelinger/Biblioteker',
}
const learnt = [...Object.keys(folderOf), 'udenfor']

let workDir: string
let inbox: readonly Uint8Array[]
const installations: Installation[] = []
const ledgers: Ledger[] = []
const running = new Set<ChildProcess>()

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'postfordeler-run-'))
  inbox = await mailsFor(learnt)
  const models = join(workDir, 'models')
  const { modelId } = await runTrain(
    {
      ...{
        modelsDir: models,
        data: [await examplesOf(learnt)],
        seed: 1,
        outside: 'udenfor',
        descriptions: [],
      },
      guarantee: { error: 0.3, confidence: 0.6 }, // few mails prove little; here they must only be filed
    },
    { readers: labelledReaders, progress: () => {}, now: () => new Date(), programVersion: '0.0.0-test' },
  )
  await promote(models, modelId)
})

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  for (const ledger of ledgers.splice(0)) await ledger.close()
  for (const one of installations.splice(0)) await one.remove()
})
afterAll(() => rm(workDir, { recursive: true, force: true }))

/** Historical mail of a few labels: enough to learn them, few enough to learn within seconds. */
async function examplesOf(labels: readonly string[]): Promise<string> {
  const weeks = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7']
  const texts = await Promise.all(
    weeks.map((week) => readFile(join(data, 'historical', `${week}.jsonl`), 'utf8')),
  )
  const lines = texts.flatMap((text) => text.trim().split('\n'))
  const file = join(workDir, 'examples.jsonl')
  await writeFile(file, lines.filter((line) => labels.includes(JSON.parse(line).label)).join('\n'))
  return file
}

async function mailsFor(labels: readonly string[]): Promise<readonly Uint8Array[]> {
  const lines = (await readFile(join(data, 'inbox-answers.jsonl'), 'utf8')).trim().split('\n')
  const answers = new Map(lines.map((line) => JSON.parse(line)).map(({ mailId, label }) => [mailId, label]))
  return (await bundledInbox()).filter((bytes) => labels.includes(answers.get(mailIdOf(bytes))))
}

async function fresh(options: Partial<InstallationOptions> = {}) {
  const installed = await install({ models: join(workDir, 'models'), ...options })
  installations.push(installed)
  const openLedger = async () => {
    const ledger = await installed.openLedger()
    ledgers.push(ledger)
    return ledger
  }
  return { ...installed, openLedger }
}

/** A service that runs until it is stopped, and what it has logged. */
async function startService(installed: Installation, ...args: readonly string[]) {
  const child = installed.start('run', ...args)
  running.add(child)
  const ended = finish(child).finally(() => running.delete(child))
  const lines: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)))
  const logged = () => lines.map((line): Record<string, unknown> => JSON.parse(line))
  const { port } = await soon(() => {
    if (child.exitCode !== null) return { port: 0 }
    return logged().find(({ msg }) => msg === 'started') ?? Promise.reject(new Error('not started'))
  })
  return {
    logged,
    url: `http://127.0.0.1:${port}`,
    /** As an operator's system does it; the time it takes is part of the answer. */
    async stop() {
      const asked = performance.now()
      child.kill('SIGTERM')
      const { code, stdout, stderr } = await ended
      return { code, stdout, stderr, tookMs: performance.now() - asked }
    },
  }
}

/** What a condition gives as soon as it holds; its last error when that takes too long. */
const soon = <T>(condition: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(condition, { timeout: 30_000, interval: 100 })

const settled = (ledger: Ledger, mails: number) =>
  soon(async () => expect(await ledger.stats({})).toMatchObject({ mails, undecided: 0, undelivered: 0 }))

/** Every mail was decided once, and lies once, in the folder that its decision says. */
async function expectFiled(installed: Installation, ledger: Ledger, mails: readonly Uint8Array[]) {
  const lies = await installed.whereabouts()
  let filed = 0
  for (const id of mails.map(mailIdOf)) {
    const decisions = await ledger.decisions(id)
    const decision = decisions[0]?.decision
    const isFiled = decision?.kind === 'route'
    const folder = isFiled ? folderOf[decision.parts[0].queue as keyof typeof folderOf] : 'INBOX'
    expect({ id, decisions: decisions.length, lies: lies.get(id) }).toEqual({
      id,
      decisions: 1,
      lies: [folder],
    })
    if (isFiled) filed += 1
  }
  expect(filed).toBeGreaterThan(mails.length / 3)
}

const secretMail = asServed(
  Buffer.from(
    'Message-ID: <hemmelig@borger.example>\nFrom: Ane Prøve <ane@borger.example>\nSubject: Nyt pas 010190-1234\n' +
      'Content-Type: text/plain; charset=utf-8\n\nMit pas er udløbet, cpr 010190-1234. Hvordan bestiller jeg tid til nyt pas?\n',
  ),
)

describe('postfordeler run', () => {
  it('files mail that comes while it runs, answers who watches it, and ends at SIGTERM', async () => {
    const installed = await fresh()
    const service = await startService(installed)
    const mails = [...inbox.slice(0, 8), secretMail]
    await installed.mailbox.append('INBOX', mails)
    const ledger = await installed.openLedger()
    await settled(ledger, mails.length)
    await expectFiled(installed, ledger, mails)

    expect(await (await fetch(`${service.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${service.url}/readyz`)).json()).toEqual({ ready: true, reasons: [] })
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toContain('postfordeler_undelivered 0')

    const { code, stdout, stderr, tookMs } = await service.stop()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(tookMs).toBeLessThan(10_000)
    expect(service.logged().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['polled', 'ended']))
    expect(`${stdout}${metrics}`).not.toMatch(/@|010190-?1234|Nyt pas|hemmelig/)
  })

  it('with Redis shares the work between processes, and each mail is filed once', async () => {
    const installed = await fresh({ hasRedis: true })
    const mails = inbox.slice(0, 30)
    await installed.mailbox.fill(mails)
    const services = await Promise.all(
      ['poll', 'work', 'work'].map((role) => startService(installed, '--roles', role)),
    )
    const ledger = await installed.openLedger()
    await settled(ledger, mails.length)
    await expectFiled(installed, ledger, mails)
    for (const { code, stderr, tookMs } of await Promise.all(services.map((service) => service.stop()))) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(tookMs).toBeLessThan(10_000)
    }
  })

  it('takes up a model that is promoted while it runs', async () => {
    const models = join(workDir, 'not promoted')
    await cp(join(workDir, 'models'), models, { recursive: true })
    const id = (await readFile(join(models, 'current'), 'utf8')).trim()
    await rm(join(models, 'current'))
    const installed = await fresh({ models })
    const service = await startService(installed)
    const ledger = await installed.openLedger()
    const [before, after] = [inbox.slice(0, 1), inbox.slice(1, 2)] as const
    await installed.mailbox.append('INBOX', before)
    await settled(ledger, 1)
    expect((await ledger.decisions(mailIdOf(before[0]!)))[0]?.decision.because).toEqual({ kind: 'no-model' })
    expect(await (await fetch(`${service.url}/readyz`)).json()).toMatchObject({ ready: false })

    const promoted = await installed.run('promote', id)
    expect(promoted.code, promoted.stderr).toBe(0)
    await new Promise((resume) => setTimeout(resume, 5_000)) // the pointer is looked at this often
    await installed.mailbox.append('INBOX', after)
    await settled(ledger, 2)
    expect((await ledger.decisions(mailIdOf(after[0]!)))[0]?.modelId).toBe(id)
    expect(await (await fetch(`${service.url}/readyz`)).json()).toEqual({ ready: true, reasons: [] })
    const { code, stderr } = await service.stop()
    expect(code).toBe(0)
    expect(stderr).toContain(`Model "${id}" decides from now on.`)
  })

  it('stays up with a wrong password, says so once, and does not lock the account', async () => {
    const installed = await fresh({ password: 'forkert' })
    const service = await startService(installed)
    const ledger = await installed.openLedger()
    const [first] = await soon(async () => {
      const polls = await ledger.lastPolls()
      return polls.length > 0 ? polls : Promise.reject(new Error('not polled'))
    })
    expect(first).toMatchObject({ okAt: undefined, note: 'IMAP_LOGIN_REFUSED' })
    await soon(async () => expect((await ledger.lastPolls())[0]?.at).not.toBe(first?.at)) // it was polled again
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503)
    const errors = service.logged().filter(({ code }) => code === 'IMAP_LOGIN_REFUSED')
    expect(errors).toHaveLength(1)
    expect(await refusedLogins(inject('dovecot').logFile, installed.mailbox.account.user)).toBe(1)
    expect(await service.stop()).toMatchObject({ code: 0 })
  })
})

describe('a folder that is missing', () => {
  it('is named with those there are, before any mail moves; check says the same', async () => {
    const installed = await fresh()
    await installed.mailbox.fill(inbox.slice(0, 3))
    const well = await installed.run('check', '--json')
    expect(well.code, well.stderr).toBe(0)
    expect(JSON.parse(well.stdout)).toMatchObject({ ok: true })

    await installed.mailbox.other.mailboxDelete(folderOf.pas)
    for (const command of [['route', '--once'], ['check']]) {
      const { code, stdout, stderr } = await installed.run(...command)
      expect(code).toBe(1)
      expect(`${stdout}${stderr}`).toMatch(/do(es)? not exist in the mailbox: "Afdelinger\/Pas"/)
      expect(`${stdout}${stderr}`).toContain('"Afdelinger/Parkering"')
    }
    expect(await installed.mailbox.contents('INBOX')).toHaveLength(3)
  })
})

describe('a mail that lies in the inbox twice', () => {
  it('is one mail: both copies are filed, it is queued once, and one that comes later goes where it went', async () => {
    const installed = await fresh()
    const mails = inbox.slice(0, 6)
    await installed.mailbox.fill([...mails, ...mails])
    expect((await installed.run('route', '--once')).code).toBe(0)
    const ledger = await installed.openLedger()
    const lies = await installed.whereabouts()
    const filed: Uint8Array[] = []
    for (const mail of mails) {
      const decision = (await ledger.mail(mailIdOf(mail)))?.decision?.decision
      const folder =
        decision?.kind === 'route' ? folderOf[decision.parts[0].queue as keyof typeof folderOf] : 'INBOX'
      expect(lies.get(mailIdOf(mail))).toEqual([folder, folder])
      if (folder !== 'INBOX') filed.push(mail)
    }
    const counts = await ledger.queueCounts()
    expect(counts.reduce((sum, { ready }) => sum + ready, 0)).toBe(filed.length)

    const [back] = filed
    await installed.mailbox.fill([back!])
    const again = await installed.run('route', '--once', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ received: 0, delivered: { done: 1 } })
    const folders = (await installed.whereabouts()).get(mailIdOf(back!)) ?? []
    expect(folders).toHaveLength(3)
    expect(new Set(folders)).toEqual(new Set([lies.get(mailIdOf(back!))?.[0]]))
    expect(await ledger.queueCounts()).toEqual(counts)
  })
})

describe('import imap:borgerservice', () => {
  it("gives each folder's mail the label of its queue, and leaves the inbox out", async () => {
    const installed = await fresh()
    await installed.mailbox.append(folderOf.pas, inbox.slice(0, 2))
    await installed.mailbox.append(folderOf.bibliotek, inbox.slice(2, 3))
    await installed.mailbox.append('INBOX', inbox.slice(3, 4))
    const { code, stdout, stderr } = await installed.run('import', 'imap:borgerservice')
    expect(code, stderr).toBe(0)
    const labels = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).label)
    expect(labels.sort()).toEqual(['bibliotek', 'pas', 'pas'])
  })
})

describe('review answer', () => {
  it("moves the mail and queues it under the person's name; a second person is told who was first", async () => {
    const installed = await fresh({ mode: 'suggest' })
    await installed.mailbox.fill([secretMail])
    expect((await installed.run('route', '--once')).code).toBe(0)
    const id = mailIdOf(secretMail)
    expect((await installed.whereabouts()).get(id)).toEqual(['INBOX'])

    const answered = await installed.run('review', 'answer', id, 'bibliotek', '--by', 'birthe', '--json')
    expect(answered.code, answered.stderr).toBe(0)
    expect(JSON.parse(answered.stdout)).toEqual({ mailId: id, queue: 'bibliotek', by: 'birthe', filed: true })
    expect((await installed.whereabouts()).get(id)).toEqual([folderOf.bibliotek])

    const again = await installed.run('review', 'answer', id, 'pas', '--by', 'ane')
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('birthe')

    const ledger = await installed.openLedger()
    expect((await ledger.mail(id))?.decision).toMatchObject({ actor: { kind: 'person', name: 'birthe' } })
    const [count] = await ledger.queueCounts()
    expect(count).toMatchObject({ label: 'bibliotek', ready: 1 })
  })
})
