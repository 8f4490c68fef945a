// People move mail between the departments' folders in their mail client. The program learns of it at its next poll, and follows.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Label, label, mailIdOf } from '../../src/ids.js'
import { createImapSource } from '../../src/ingest/sources/imap.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import type { MailboxPolicy } from '../../src/pass/mailbox-policy.js'
import { followMovedMail } from '../../src/pass/moved-mail.js'
import { receive } from '../../src/pass/receive.js'
import { deliverPending } from '../../src/route/deliver.js'
import { createImapFolderDestination } from '../../src/route/destinations/imap-folder.js'
import { createLedgerQueue } from '../../src/route/destinations/ledger-queue.js'
import { intentsFor } from '../../src/route/plan.js'
import { entryFor, parsedMail, routeTo } from '../contracts/ledger-samples.js'
import { mailBytes } from '../contracts/source.js'
import { freshMailbox, type TestMailbox } from './dovecot.js'
import { type Installation, install } from './installation.js'

const account = 'borgerservice'
const [pas, skat] = [label('pas'), label('skat')]
const labels = [pas, skat]
const folderOf = (queue: Label) => `Afdelinger/${queue}`
type Policy = Pick<MailboxPolicy, 'account' | 'mode' | 'folderOf' | 'folderKind' | 'queueKind'>
const policy: Policy = {
  account,
  mode: 'auto',
  folderOf,
  queueKind: 'ledger-queue',
  folderKind: 'imap-folder',
}

let mailbox: TestMailbox
let ledger: Ledger

/** Moves mails as a caseworker would: by a client of their own. */
async function moveByHand(path: string, uids: readonly number[], target: string, box = mailbox) {
  await box.other.mailboxOpen(path)
  await box.other.messageMove(uids.join(','), target, { uid: true })
}

const follow = (how: Policy = policy) => followMovedMail({ ledger, imap: mailbox.imap, policy: how, labels })
const idsIn = async (path: string) => (await mailbox.contents(path)).map(({ bytes }) => mailIdOf(bytes))

describe('mail that people move', () => {
  beforeEach(async () => {
    mailbox = await freshMailbox()
    await mailbox.createFolders('Afdelinger/pas', 'Afdelinger/skat', 'Arkiv')
    ledger = await createLedger('sqlite::memory:')
    await mailbox.append('Afdelinger/skat', [mailBytes(900)]) // from before the program came
    await follow()
    await mailbox.fill(Array.from({ length: 6 }, (_, n) => mailBytes(n + 1)))
    const source = createImapSource({ imap: mailbox.imap, account, inbox: 'INBOX' })
    const ends = { kind: 'imap', beside: [], imap: mailbox.imap, source, destinations: [] } as const
    for await (const mails of receive({ ledger }, policy, ends)) {
      const facts = {
        locations: [],
        folderOf,
        queueKind: 'ledger-queue',
        folderKind: 'imap-folder',
        messageId: undefined,
      } as const
      const entries = mails.map(({ raw }, at) => ({
        ...entryFor(raw, { parsed: parsedMail(raw, { messageId: undefined }) }),
        ...(at < 4
          ? {
              decision: routeTo(pas),
              deliveries: intentsFor(pas, {
                ...{ ...facts, locations: [raw.location], sizeBytes: raw.bytes.length },
              }),
            }
          : {
              decision: {
                ...{ kind: 'review' as const, guess: pas, mustSee: [] },
                because: { kind: 'unsure' as const, probability: 0.5, threshold: 0.8 },
              },
              ...{ deliveries: [], review: true },
            }),
      }))
      await ledger.recordDecisions(entries)
    }
    const folders = createImapFolderDestination({ imap: mailbox.imap, account, inbox: 'INBOX', folderOf })
    await deliverPending({ ledger, destinations: [folders, createLedgerQueue(ledger)], maxAttempts: 3 })
  })
  afterEach(async () => {
    await ledger.close()
    await mailbox.close()
  })

  it('what the program moved itself is no correction', async () => {
    expect(await idsIn('Afdelinger/pas')).toHaveLength(4)
    expect(await follow()).toEqual([])
    expect(await ledger.corrections({ limit: 10 })).toEqual([])
  })

  it('moved to another department: the ledger and the queues follow, and nothing is moved back', async () => {
    await follow()
    const [first] = await mailbox.contents('Afdelinger/pas')
    const id = mailIdOf(first?.bytes as Uint8Array)
    await moveByHand('Afdelinger/pas', [first?.uid as number], 'Afdelinger/skat')
    expect(await follow()).toEqual([id])
    expect(await follow()).toEqual([])
    expect(await ledger.corrections({ limit: 10 })).toMatchObject([
      { mailId: id, label: skat, was: pas, source: 'moved', state: 'quarantined' },
    ])
    const record = await ledger.mail(id)
    expect(record?.decision).toMatchObject({
      decision: { kind: 'route', parts: [{ queue: skat }], because: { kind: 'placed-by-person' } },
      actor: { kind: 'person', name: 'mail-client' },
    })
    expect(record?.locations.map(({ folder }) => folder)).toEqual(['Afdelinger/skat'])
    const queues = [createLedgerQueue(ledger)]
    await deliverPending({ ledger, destinations: queues, maxAttempts: 3 })
    expect(await ledger.queueItems(skat, { limit: 10 })).toMatchObject([{ mailId: id }])
    expect((await ledger.queueItems(pas, { limit: 10 })).map(({ mailId }) => mailId)).not.toContain(id)
    expect(await idsIn('Afdelinger/skat')).toContain(id)
  })

  it('taken out of the inbox by hand: it leaves the review list', async () => {
    const [waiting] = await mailbox.contents('INBOX')
    const id = mailIdOf(waiting?.bytes as Uint8Array)
    await moveByHand('INBOX', [waiting?.uid as number], 'Afdelinger/skat')
    expect(await follow()).toEqual([id])
    expect((await ledger.reviewItem(id))?.state).toBe('closed')
    expect((await ledger.mail(id))?.locations.map(({ folder }) => folder)).toEqual(['Afdelinger/skat'])
  })

  it('a copy is no correction, and neither is a move to a folder that is no department', async () => {
    await follow()
    const [first, second] = await mailbox.contents('Afdelinger/pas')
    await mailbox.other.mailboxOpen('Afdelinger/pas')
    await mailbox.other.messageCopy(String(first?.uid), 'Afdelinger/skat', { uid: true })
    await moveByHand('Afdelinger/pas', [second?.uid as number], 'Arkiv')
    expect(await follow()).toEqual([])
    expect(await ledger.corrections({ limit: 10 })).toEqual([])
  })

  it('mail that never was in the inbox is none of ours', async () => {
    await mailbox.append('Afdelinger/skat', [mailBytes(901)])
    expect(await follow()).toEqual([])
    expect(await ledger.undecided({ limit: 10 })).toEqual([])
  })

  it('a folder that was made anew is taken as it is', async () => {
    await follow()
    const [first] = await mailbox.contents('Afdelinger/pas')
    await mailbox.other.mailboxDelete('Afdelinger/skat')
    await mailbox.other.mailboxCreate('Afdelinger/skat')
    await moveByHand('Afdelinger/pas', [first?.uid as number], 'Afdelinger/skat')
    expect(await follow()).toEqual([])
  })

  it('there and back again leaves what was decided last', async () => {
    await follow()
    const [first] = await mailbox.contents('Afdelinger/pas')
    const id = mailIdOf(first?.bytes as Uint8Array)
    await moveByHand('Afdelinger/pas', [first?.uid as number], 'Afdelinger/skat')
    await follow()
    const there = (await mailbox.contents('Afdelinger/skat')).find(({ bytes }) => mailIdOf(bytes) === id)
    await moveByHand('Afdelinger/skat', [there?.uid as number], 'Afdelinger/pas')
    expect(await follow()).toEqual([id])
    expect(await ledger.corrections({ limit: 10 })).toMatchObject([{ label: pas, was: skat }])
  })
})

describe('30 mails moved by hand between the folders of a running installation', () => {
  const sender = (nth: number) => `borger${nth}@example.dk`
  const mailFor = (queue: string, nth: number): Uint8Array =>
    Buffer.from(
      [
        `From: ${sender(nth)}`,
        'To: borgerservice@kk.example',
        `Subject: Sag om ${queue} nummer ${nth}`,
        `Message-ID: <${queue}-${nth}@example.dk>`,
        'Date: Tue, 04 Mar 2025 09:00:00 +0100',
        'Content-Type: text/plain; charset=utf-8',
        '',
        `Hej, jeg har et spørgsmål om sag nummer ${nth}.`,
        '',
      ].join('\r\n'),
    )
  let workDir: string
  let installed: Installation
  beforeAll(async () => {
    workDir = await mkdtemp(join(tmpdir(), 'postfordeler-moved-'))
    installed = await install({ models: workDir })
  })
  afterAll(async () => {
    await installed.remove()
    await rm(workDir, { recursive: true, force: true })
  })

  it('are exactly those 30 corrections after the next poll, and none is moved back', async () => {
    // Rules file the mail: what is shown is what happens after it was filed, so no model has to be trained for it.
    const config = parse(await readFile(installed.configFile, 'utf8'))
    const queues = Object.keys(config.queues).slice(0, 10)
    const rules = queues.map((queue) => ({ name: queue, when: { subject: `Sag om ${queue} *` }, queue }))
    await writeFile(installed.configFile, stringify({ ...config, rules }))
    const mails = queues.flatMap((queue) => [1, 2, 3, 4, 5, 6].map((nth) => mailFor(queue, nth)))
    await installed.mailbox.fill(mails)
    const first = await installed.run('route', '--once')
    expect(first.code, first.stderr).toBe(0)
    const before = await installed.whereabouts()
    const folders = [...new Set([...before.values()].map(([folder]) => folder as string))]
    expect(folders).toHaveLength(10)

    const moved = new Map<string, string>()
    for (const [at, folder] of folders.entries()) {
      const target = folders[(at + 3) % folders.length] as string
      const contents = await installed.mailbox.contents(folder)
      const chosen = contents.filter(({ bytes }) => !moved.has(mailIdOf(bytes))).slice(0, 3)
      for (const { bytes } of chosen) moved.set(mailIdOf(bytes), target)
      const uids = chosen.map(({ uid }) => uid)
      await moveByHand(folder, uids, target, installed.mailbox)
    }
    expect(moved.size).toBe(30)

    for (let poll = 0; poll < 2; poll++) {
      const ran = await installed.run('route', '--once', '--json')
      expect(ran.code, ran.stderr).toBe(0)
      expect(JSON.parse(ran.stdout)).toMatchObject({ received: 0 })
    }
    const listing = await installed.run('corrections', 'list', '--limit', '1000', '--json')
    const listed: { mailId: string; source: string }[] = JSON.parse(listing.stdout)
    expect(listed).toHaveLength(30)
    expect(new Set(listed.map(({ mailId }) => mailId))).toEqual(new Set(moved.keys()))
    expect(listed.every(({ source }) => source === 'moved')).toBe(true)
    const after = await installed.whereabouts()
    for (const [id, lay] of before) expect(after.get(id)).toEqual(moved.has(id) ? [moved.get(id)] : lay)
  })
})
