// The desk on a real mailbox: what a person answers, takes back and moves is told by another mail program and another Redis client.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import pg from 'pg'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { configSchema } from '../../src/config/schema.js'
import { label, type MailId, mailIdOf } from '../../src/ids.js'
import { runPass } from '../../src/pass/pass.js'
import { createServices, type Services } from '../../src/wiring.js'
import { birthe, carl, personNamed } from '../contracts/desk-harness.js'
import { asServed, freshMailbox, type TestMailbox } from './dovecot.js'

const pas = label('pas')
const skat = label('skat')
const folders = ['INBOX', 'Afdelinger/Pas', 'Afdelinger/Skat']

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const mailBytes = (subject: string): Uint8Array =>
  asServed(
    Buffer.from(
      `From: Anna <anna@x.example>\nTo: borger@x.example\nSubject: ${subject}\nMessage-ID: <${subject.replaceAll(' ', '-')}@x.example>\nContent-Type: text/plain; charset=utf-8\n\nHvordan gør jeg? ${subject}\n`,
    ),
  )

interface Office {
  readonly mailbox: TestMailbox
  readonly services: Services
  /** Another machine's view of the same configuration. */
  again(): Services
  /** Lets the program do a pass over the mailbox. */
  pass(): Promise<void>
  whereabouts(): Promise<ReadonlyMap<MailId, readonly string[]>>
}

async function openOffice(
  options: {
    readonly mode?: 'suggest' | 'auto'
    readonly hasRedis?: boolean
    readonly hasPostgres?: boolean
  } = {},
): Promise<Office> {
  const { mode = 'suggest', hasRedis = false, hasPostgres = false } = options
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-desk-'))
  const mailbox = await freshMailbox()
  closers.push(
    () => rm(dir, { recursive: true, force: true }),
    () => mailbox.close(),
  )
  await mailbox.createFolders('Afdelinger', 'Afdelinger/Pas', 'Afdelinger/Skat')
  const prefix = `test-${randomBytes(6).toString('hex')}`
  const config = configSchema.parse({
    mailboxes: [{ name: 'borgerservice', imap: { ...mailbox.account, passwordEnv: 'IMAP' }, mode }],
    queues: {
      pas: { name: 'Pas', folder: 'Afdelinger/Pas' },
      skat: { name: 'Skat', folder: 'Afdelinger/Skat' },
    },
    sample: { perDay: 0 }, // which mails are asked about is secret, and a test of one mail must not depend on it
    rules: [{ name: 'pas', when: { subject: 'pas*' }, queue: 'pas' }],
    database: { url: hasPostgres ? await freshPostgres() : `sqlite:${join(dir, 'ledger.db')}` },
    models: join(dir, 'models'),
    ...(hasRedis ? { redis: { url: inject('redisUrl'), prefix } } : {}),
  })
  const again = () => {
    const services = createServices({
      ...{ config, env: { IMAP: mailbox.password }, now: () => new Date(), warn: () => undefined },
    })
    closers.push(services.close)
    return services
  }
  const services = again()
  return {
    ...{ mailbox, services, again },
    async pass() {
      const [first] = config.mailboxes
      if (!first) throw new Error('no mailbox')
      const open = await services.openMailbox(first)
      await runPass(await services.pipeline(), open.policy, open)
    },
    async whereabouts() {
      const found = new Map<MailId, string[]>()
      for (const folder of folders)
        for (const { bytes } of await mailbox.contents(folder)) {
          const id = mailIdOf(bytes)
          found.set(id, [...(found.get(id) ?? []), folder])
        }
      return found
    },
  }
}

async function freshPostgres(): Promise<string> {
  const schema = `desk_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  await admin.query(`create schema ${schema}`)
  await admin.end()
  return `${inject('postgresUrl')}?options=${encodeURIComponent(`-c search_path=${schema}`)}`
}

const choose = (key: typeof pas) => ({ kind: 'queue', label: key }) as const

describe('the desk on a mailbox', () => {
  it('an answer files the mail, taking it back restores folder, queue and list, and the next poll changes nothing', async () => {
    const office = await openOffice()
    const bytes = mailBytes('spørgsmål')
    const mailId = mailIdOf(bytes)
    await office.mailbox.fill([bytes])
    await office.pass()
    const desk = await office.services.desk()
    const ledger = await office.services.ledger()

    const form = { mailId, version: 1, choice: choose(skat), note: '', token: desk.newToken() }
    const answered = await desk.answer(form, birthe)
    expect(answered).toMatchObject({ kind: 'recorded', filing: 'filed' })
    expect(await office.whereabouts()).toEqual(new Map([[mailId, ['Afdelinger/Skat']]]))
    expect(await ledger.queueItems(skat, { limit: 9 })).toMatchObject([{ mailId, state: 'ready' }])

    const undo = answered.kind === 'recorded' ? answered.undo : ''
    const undone = await desk.undo({ mailId, undo, token: desk.newToken() }, birthe)
    expect(undone).toMatchObject({
      kind: 'undone',
      back: 'review',
      filing: 'filed',
      queue: { kind: 'withdrawn' },
    })
    expect(await office.whereabouts()).toEqual(new Map([[mailId, ['INBOX']]]))
    expect(await ledger.queueItems(skat, { limit: 9 })).toEqual([])
    expect(await ledger.reviewItem(mailId)).toMatchObject({ state: 'open' })

    await office.pass()
    expect(await office.whereabouts()).toEqual(new Map([[mailId, ['INBOX']]]))
    expect(await ledger.decisions(mailId)).toHaveLength(3)

    const version = (await ledger.reviewItem(mailId))?.version ?? 0
    const once = { mailId, version, choice: choose(pas), note: '', token: desk.newToken() }
    expect(await desk.answer(once, carl)).toMatchObject({ kind: 'recorded', filing: 'filed' })
    const decisionId = (await ledger.mail(mailId))?.decision?.id ?? 0
    const move = { mailId, decisionId, choice: choose(skat), note: '', token: desk.newToken() }
    expect(await desk.move(move, birthe)).toMatchObject({ kind: 'recorded', filing: 'filed' })
    expect(await office.whereabouts()).toEqual(new Map([[mailId, ['Afdelinger/Skat']]]))
  })

  it('of two machines that race for an item exactly one wins, 50 times, and every mail lies where the winner put it', async () => {
    const office = await openOffice({ hasPostgres: true })
    const mails = Array.from({ length: 50 }, (_, nth) => mailBytes(`kapløb ${nth}`))
    await office.mailbox.fill(mails)
    await office.pass()
    const ledger = await office.services.ledger()
    const racers = [
      { desk: await office.services.desk(), person: birthe, queue: pas, folder: 'Afdelinger/Pas' },
      { desk: await office.again().desk(), person: carl, queue: skat, folder: 'Afdelinger/Skat' },
    ] as const
    const expected = new Map<MailId, readonly string[]>()
    for (const [nth, mailId] of mails.map(mailIdOf).entries()) {
      const inTurn = nth % 2 === 0 ? racers : [racers[1], racers[0]]
      const outcomes = await Promise.all(
        inTurn.map(({ desk, person, queue }) =>
          desk.answer(
            { mailId, version: 1, choice: choose(queue), note: '', token: desk.newToken() },
            person,
          ),
        ),
      )
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'recorded'])
      const won = inTurn[outcomes.findIndex(({ kind }) => kind === 'recorded')]
      expected.set(mailId, [won?.folder ?? ''])
      expect(outcomes.find(({ kind }) => kind === 'conflict')).toMatchObject({ by: won?.person.name })
    }
    await office.pass() // files what was still to be filed
    expect(await office.whereabouts()).toEqual(expected)
    const queued = [
      ...(await ledger.queueItems(pas, { limit: 99 })),
      ...(await ledger.queueItems(skat, { limit: 99 })),
    ]
    expect(queued.map(({ mailId }) => mailId).sort()).toEqual([...expected.keys()].sort())
  })

  it('mail that somebody deleted meanwhile is said to be gone, and the item is closed', async () => {
    const office = await openOffice()
    const bytes = mailBytes('slettet')
    const mailId = mailIdOf(bytes)
    await office.mailbox.fill([bytes])
    await office.pass()
    const { other } = office.mailbox
    await other.mailboxOpen('INBOX')
    await other.messageDelete('1:*', { uid: true })
    const desk = await office.services.desk()
    const form = { mailId, version: 1, choice: choose(skat), note: '', token: desk.newToken() }
    expect(await desk.answer(form, birthe)).toMatchObject({ kind: 'recorded', filing: 'gone' })
    expect(await desk.open(mailId, carl)).toMatchObject({ kind: 'answered', by: 'birthe' })
    expect((await desk.view(mailId, carl))?.mail.isInMailbox).toBe(false)
  })

  it("takes a job back out of the department's queue in Redis, and says when somebody has it", async () => {
    const office = await openOffice({ hasRedis: true })
    const [waiting, taken] = [mailBytes('venter'), mailBytes('taget')]
    await office.mailbox.fill([waiting, taken])
    await office.pass()
    const desk = await office.services.desk()
    const ledger = await office.services.ledger()
    const prefix = office.services.config.redis?.prefix ?? ''
    const queue = new Queue('department-skat', { connection: { url: inject('redisUrl') }, prefix })
    closers.push(() => queue.close())
    const answerOf = async (mailId: MailId) => {
      const outcome = await desk.answer(
        { mailId, version: 1, choice: choose(skat), note: '', token: desk.newToken() },
        birthe,
      )
      return outcome.kind === 'recorded' ? outcome.undo : ''
    }
    const undoTaken = await answerOf(mailIdOf(taken))
    const [job] = await queue.getJobs(['waiting', 'prioritized'])
    await job?.remove() // a consumer that is through removes its job
    const undoWaiting = await answerOf(mailIdOf(waiting))
    expect(await queue.getJobs(['waiting', 'prioritized'])).toHaveLength(1)
    for (const [bytes, undo] of [
      [waiting, undoWaiting],
      [taken, undoTaken],
    ] as const) {
      const outcome = await desk.undo({ mailId: mailIdOf(bytes), undo, token: desk.newToken() }, birthe)
      expect(outcome).toMatchObject({ kind: 'undone', filing: 'filed', queue: { kind: 'asked' } })
    }
    expect(await queue.getJobs(['waiting', 'prioritized'])).toEqual([])
    const backOf = async (bytes: Uint8Array) =>
      (await ledger.deliveries(mailIdOf(bytes))).find(({ withdraws }) => withdraws !== undefined)
    expect(await backOf(waiting)).toMatchObject({ state: 'done', note: 'withdrawn' })
    expect(await backOf(taken)).toMatchObject({ state: 'gone', note: 'the department had taken it already' })
  })
})

describe('taking filings of the program back', () => {
  it('leads every mail of a run to where it lay, and says beforehand what it would do', async () => {
    const office = await openOffice({ mode: 'auto' })
    const mails = ['pas et', 'pas to', 'andet'].map(mailBytes)
    await office.mailbox.fill(mails)
    const began = new Date().toISOString()
    await office.pass()
    const before = await office.whereabouts()
    expect([...before.values()].flat().sort()).toEqual(['Afdelinger/Pas', 'Afdelinger/Pas', 'INBOX'])
    const desk = await office.services.desk()
    const drift = personNamed('drift')
    const dry = await desk.undoSince({ since: began, isDryRun: true }, drift)
    expect(dry).toHaveLength(2)
    expect(await office.whereabouts()).toEqual(before)
    const done = await desk.undoSince({ since: began, isDryRun: false }, drift)
    expect(done).toMatchObject([
      { outcome: { kind: 'undone', back: 'review', filing: 'filed' } },
      { outcome: { kind: 'undone', back: 'review', filing: 'filed' } },
    ])
    expect([...(await office.whereabouts()).values()].flat()).toEqual(['INBOX', 'INBOX', 'INBOX'])
    const ledger = await office.services.ledger()
    expect(await ledger.queueItems(pas, { limit: 9 })).toEqual([])
    expect(await ledger.reviewItems({ limit: 9 })).toHaveLength(3)
    expect(await desk.undoSince({ since: began, isDryRun: false }, drift)).toEqual([])
  })
})
