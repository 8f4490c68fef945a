import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { movedKeyword } from '../../src/connections/imap-open-folder.js'
import { label, mailIdOf } from '../../src/ids.js'
import { createImapSource } from '../../src/ingest/sources/imap.js'
import type { Delivery, DeliveryOutcome, RawMail } from '../../src/journey.js'
import { createImapFolderDestination } from '../../src/route/destinations/imap-folder.js'
import { knowsNothing, mailBytes, readAll } from '../contracts/source.js'
import { asServed, freshMailbox, type TestMailbox } from './dovecot.js'
import { type DovecotOptions, startDovecot } from './start-dovecot.js'

const account = 'borgerservice'
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')

const destinationOf = (mailbox: TestMailbox, inbox = 'INBOX') =>
  createImapFolderDestination({
    imap: mailbox.imap,
    account,
    inbox,
    folderOf: (queue) => `Afdelinger/${queue}`,
  })

const fetchInbox = async (mailbox: TestMailbox, inbox = 'INBOX') =>
  (await readAll(createImapSource({ imap: mailbox.imap, account, inbox }), knowsNothing, 500)).flat()

type Move = Extract<Delivery, { destination: 'imap-folder' }>

function deliveryOf(raw: RawMail, queue: string, more: Partial<Move> = {}): Move {
  const messageId = /message-id: <(.*)>/i.exec(Buffer.from(raw.bytes).toString('latin1'))?.[1]
  return {
    key: `${raw.id}.1.move`,
    mailId: raw.id,
    decisionId: 1,
    destination: 'imap-folder',
    label: label(queue),
    move: { from: raw.location, toFolder: `Afdelinger/${queue}`, sizeBytes: raw.bytes.length, messageId },
    attempts: 0,
    ...more,
  }
}

const again = (delivery: Delivery): Delivery => ({ ...delivery, attempts: delivery.attempts + 1 })
const kindsOf = (outcomes: readonly DeliveryOutcome[]) => outcomes.map((outcome) => outcome.kind)
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
const idOf = (n: number) => mailIdOf(asServed(mailBytes(n)))

/** The ids of a folder's mails, as another client sees them. */
const idsIn = async (mailbox: TestMailbox, path: string) =>
  (await mailbox.contents(path)).map((mail) => mailIdOf(mail.bytes))

async function deleteAs(mailbox: TestMailbox, path: string, uid: number): Promise<void> {
  await mailbox.other.mailboxOpen(path)
  await mailbox.other.messageDelete(String(uid), { uid: true })
}

describe('preparing', () => {
  let mailbox: TestMailbox
  beforeEach(async () => {
    mailbox = await freshMailbox()
    await mailbox.createFolders('Afdelinger/pas', 'Afdelinger/skat')
  })
  afterEach(() => mailbox.close())

  it('accepts queues whose folders exist', async () => {
    await expect(destinationOf(mailbox).prepare([label('pas'), label('skat')])).resolves.toBeUndefined()
  })

  it('names every folder that is missing, those that exist, and a near miss', async () => {
    await expect(destinationOf(mailbox).prepare(['pass', 'skat', 'bolig'].map(label))).rejects.toMatchObject({
      code: 'IMAP_FOLDER_MISSING',
      message: expect.stringMatching(/"Afdelinger\/pass", "Afdelinger\/bolig".*"Afdelinger\/skat"/),
      hint: expect.stringContaining('Did you mean "Afdelinger/pas"?'),
    })
  })

  it('refuses a queue whose folder is the polled one', async () => {
    await expect(destinationOf(mailbox, 'Afdelinger/pas').prepare([label('pas')])).rejects.toMatchObject({
      code: 'IMAP_TARGET_IS_SOURCE',
    })
  })
})

describe('delivering', () => {
  let mailbox: TestMailbox
  beforeEach(async () => {
    mailbox = await freshMailbox()
    await mailbox.createFolders('Afdelinger/pas', 'Afdelinger/skat')
  })
  afterEach(() => mailbox.close())

  it('moves 260 mails into 26 folders in sets, and a second delivery of the same does nothing', async () => {
    await mailbox.createFolders(...letters.map((letter) => `Afdelinger/${letter}`))
    await mailbox.fill(numbers(260).map((n) => mailBytes(n)))
    const mails = await fetchInbox(mailbox)
    const deliveries = mails.map((raw, n) => deliveryOf(raw, letters[n % 26] ?? ''))
    const first = await destinationOf(mailbox).deliver(deliveries)
    const state = async () => {
      const paths = ['INBOX', 'Afdelinger/a', 'Afdelinger/z']
      const found = []
      for (const path of paths) found.push(await mailbox.contents(path))
      return found
    }
    const afterFirst = await state()
    const second = await destinationOf(mailbox).deliver(deliveries.map(again))
    expect(kindsOf(first)).toEqual(Array(260).fill('done'))
    expect(second.map(placeIn)).toEqual(first.map(placeIn))
    expect(afterFirst.map((mailsIn) => mailsIn.length)).toEqual([0, 10, 10])
    expect(await state()).toEqual(afterFirst)
  })

  it('tells where the mail lies now', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    const [raw] = await fetchInbox(mailbox)
    const [outcome] = await destinationOf(mailbox).deliver([deliveryOf(raw!, 'pas')])
    const [mail] = await mailbox.contents('Afdelinger/pas')
    expect(outcome).toMatchObject({
      kind: 'done',
      location: { account, folder: 'Afdelinger/pas', uid: mail?.uid },
    })
  })

  it('keeps the flags that a caseworker has set', async () => {
    await mailbox.append('INBOX', [mailBytes(1)], ['\\Seen', '\\Flagged'])
    const [raw] = await fetchInbox(mailbox)
    await destinationOf(mailbox).deliver([deliveryOf(raw!, 'pas')])
    expect((await mailbox.contents('Afdelinger/pas'))[0]?.flags).toEqual(['\\Flagged', '\\Seen'])
  })

  it('closes the delivery of a mail that somebody deleted meanwhile, and moves the others', async () => {
    await mailbox.append(
      'INBOX',
      numbers(3).map((n) => mailBytes(n)),
    )
    const mails = await fetchInbox(mailbox)
    await deleteAs(mailbox, 'INBOX', 2)
    const outcomes = await destinationOf(mailbox).deliver(mails.map((raw) => deliveryOf(raw, 'pas')))
    expect(kindsOf(outcomes)).toEqual(['done', 'gone', 'done'])
    expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([idOf(1), idOf(3)])
  })

  it('does not call a UID moved that does not exist', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    const [raw] = await fetchInbox(mailbox)
    const elsewhere = { ...raw!, location: { ...raw!.location, uid: 4711 }, id: idOf(99) }
    const [outcome] = await destinationOf(mailbox).deliver([deliveryOf(elsewhere, 'pas')])
    expect(outcome?.kind).toBe('gone')
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(1)])
  })

  it('never moves another mail that lies under the UID, but finds its own by content', async () => {
    await mailbox.append(
      'INBOX',
      numbers(3).map((n) => mailBytes(n)),
    )
    const mails = await fetchInbox(mailbox)
    const wrong = { ...mails[0]!, location: mails[1]!.location }
    const [outcome] = await destinationOf(mailbox).deliver([deliveryOf(wrong, 'pas')])
    expect(outcome?.kind).toBe('done')
    expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([idOf(1)])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(2), idOf(3)])
  })

  it('tells two mails without Message-ID apart that are said to lie under the same UID', async () => {
    const bare = numbers(2).map((n) => new TextEncoder().encode(`Subject: ${n}\n\nIngen kender mig.`))
    await mailbox.append('INBOX', bare)
    const [first, second] = await fetchInbox(mailbox)
    const misplaced = { ...first!, location: second!.location }
    const deliveries = [deliveryOf(misplaced, 'pas'), deliveryOf(second!, 'skat')]
    expect(kindsOf(await destinationOf(mailbox).deliver(deliveries))).toEqual(['done', 'done'])
    expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([first!.id])
    expect(await idsIn(mailbox, 'Afdelinger/skat')).toEqual([second!.id])
  })

  it('finds mails without Message-ID under other UIDs after the folder was made anew', async () => {
    const bare = numbers(3).map((n) => new TextEncoder().encode(`Subject: ${n}\n\nIngen kender mig.`))
    await mailbox.createFolders('Post')
    await mailbox.append('Post', bare)
    const mails = await fetchInbox(mailbox, 'Post')
    await mailbox.other.mailboxDelete('Post')
    await mailbox.createFolders('Post')
    await mailbox.append('Post', [bare[2]!, bare[0]!])
    const outcomes = await destinationOf(mailbox).deliver(mails.map((raw) => deliveryOf(raw, 'pas')))
    expect(kindsOf(outcomes)).toEqual(['done', 'gone', 'done'])
    expect(await idsIn(mailbox, 'Post')).toEqual([])
  })

  it('takes a mail that already lies in its target for done, and leaves the source alone', async () => {
    await mailbox.append('INBOX', [mailBytes(1), mailBytes(2)])
    const mails = await fetchInbox(mailbox)
    await mailbox.other.mailboxOpen('INBOX')
    await mailbox.other.messageMove('1', 'Afdelinger/pas', { uid: true })
    const fresh = await destinationOf(mailbox).deliver([deliveryOf(mails[0]!, 'pas')])
    const retried = await destinationOf(mailbox).deliver([again(deliveryOf(mails[0]!, 'pas'))])
    expect(kindsOf([...fresh, ...retried])).toEqual(['done', 'done'])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(2)])
    expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([idOf(1)])
  })

  it('moves a mail back to where it came from', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    const [raw] = await fetchInbox(mailbox)
    const there = deliveryOf(raw!, 'pas')
    const [outcome] = await destinationOf(mailbox).deliver([there])
    const from = outcome?.kind === 'done' ? outcome.location! : raw!.location
    const back = { ...there, key: 'back', move: { ...there.move!, from, toFolder: 'INBOX' } }
    expect(kindsOf(await destinationOf(mailbox).deliver([back]))).toEqual(['done'])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(1)])
    expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([])
  })

  it('spares what another client has marked as deleted', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    await mailbox.append('INBOX', [mailBytes(2)], ['\\Deleted'])
    const [raw] = await fetchInbox(mailbox)
    await destinationOf(mailbox).deliver([deliveryOf(raw!, 'pas')])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(2)])
  })

  it('fails a delivery whose folder does not exist without touching the others', async () => {
    await mailbox.append('INBOX', [mailBytes(1), mailBytes(2)])
    const [bad, good] = (await fetchInbox(mailbox)).map((raw) => deliveryOf(raw, 'pas'))
    const outcomes = await destinationOf(mailbox).deliver([
      { ...bad!, move: { ...bad!.move!, toFolder: 'Afdelinger/ukendt' } },
      good!,
    ])
    expect(kindsOf(outcomes)).toEqual(['failed', 'done'])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(1)])
  })

  it('takes a mail that is to go to the folder it lies in for done, and a deleted one for gone', async () => {
    await mailbox.append('INBOX', [mailBytes(1), mailBytes(2), mailBytes(3)])
    const [there, deleted, away] = (await fetchInbox(mailbox)).map((raw) => deliveryOf(raw, 'pas'))
    const back = (delivery: typeof there) => ({
      ...delivery!,
      move: { ...delivery!.move!, toFolder: 'INBOX' },
    })
    const imap = destinationOf(mailbox)
    await imap.deliver([{ ...deleted!, label: label('pas') }])
    const outcomes = await imap.deliver([back(there), back(deleted), away!])
    expect(kindsOf(outcomes)).toEqual(['done', 'gone', 'done'])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(1)])
  })

  it('refuses the delivery of another mailbox, whose UIDs mean other mails here', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    const [raw] = await fetchInbox(mailbox)
    const foreign = { ...raw!, location: { ...raw!.location, account: 'jobcenter' } }
    expect(kindsOf(await destinationOf(mailbox).deliver([deliveryOf(foreign, 'pas')]))).toEqual(['failed'])
    expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(1)])
  })

  it('throws when the mailbox cannot be reached', async () => {
    await mailbox.append('INBOX', [mailBytes(1)])
    const [raw] = await fetchInbox(mailbox)
    await mailbox.imap.close()
    await expect(destinationOf(mailbox).deliver([deliveryOf(raw!, 'pas')])).rejects.toMatchObject({
      code: 'IMAP_CLOSED',
    })
  })
})

/** On a server of its own; three mails, one of which another client has marked as deleted. */
async function withServer(
  options: DovecotOptions,
  test: (mailbox: TestMailbox) => Promise<void>,
): Promise<void> {
  const server = await startDovecot(options)
  try {
    const mailbox = await freshMailbox(server)
    await mailbox.createFolders('Afdelinger/pas', 'Afdelinger/skat')
    await mailbox.append('INBOX', [mailBytes(1), mailBytes(2)])
    await mailbox.append('INBOX', [mailBytes(3)], ['\\Deleted'])
    await test(mailbox)
    await mailbox.close()
  } finally {
    await server.stop()
  }
}

describe('a server without MOVE', () => {
  it('gets a copy, and loses exactly our UIDs', () =>
    withServer({ without: ['MOVE'] }, async (mailbox) => {
      const mails = (await fetchInbox(mailbox)).slice(0, 2)
      const deliveries = mails.map((raw, n) => deliveryOf(raw, n === 0 ? 'pas' : 'skat'))
      const outcomes = await destinationOf(mailbox).deliver(deliveries)
      expect(kindsOf(outcomes)).toEqual(['done', 'done'])
      expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(3)])
      expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([idOf(1)])
      expect(await idsIn(mailbox, 'Afdelinger/skat')).toEqual([idOf(2)])
    }))

  it('has a copy finished, not made twice, when the program was killed right after it', () =>
    withServer({ without: ['MOVE'] }, async (mailbox) => {
      const [raw] = await fetchInbox(mailbox)
      await mailbox.other.mailboxOpen('INBOX')
      await mailbox.other.messageCopy('1', 'Afdelinger/pas', { uid: true })
      const [outcome] = await destinationOf(mailbox).deliver([deliveryOf(raw!, 'pas')])
      expect(outcome?.kind).toBe('done')
      expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([idOf(1)])
      expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(2), idOf(3)])
    }))
})

describe('a server without MOVE and UIDPLUS', () => {
  it('gets a checked copy and keeps the original, marked, once', () =>
    withServer({ without: ['MOVE', 'UIDPLUS'] }, async (mailbox) => {
      const [raw] = await fetchInbox(mailbox)
      const delivery = deliveryOf(raw!, 'pas')
      const outcomes = [
        ...(await destinationOf(mailbox).deliver([delivery])),
        ...(await destinationOf(mailbox).deliver([again(delivery)])),
      ]
      expect(kindsOf(outcomes)).toEqual(['done', 'done'])
      expect(outcomes[0]).toMatchObject({ note: expect.stringContaining('stays, marked') })
      expect(await idsIn(mailbox, 'Afdelinger/pas')).toEqual([idOf(1)])
      expect((await mailbox.contents('INBOX')).map((mail) => mail.flags)).toEqual([
        [movedKeyword],
        [],
        ['\\Deleted'],
      ])
    }))
})

describe('a server with MOVE that does not say where mail went', () => {
  it('has the moved mail looked up', () =>
    withServer({ without: ['UIDPLUS'] }, async (mailbox) => {
      const [raw] = await fetchInbox(mailbox)
      const [outcome] = await destinationOf(mailbox).deliver([deliveryOf(raw!, 'pas')])
      expect(outcome).toMatchObject({ kind: 'done', location: { folder: 'Afdelinger/pas', uid: 1 } })
      expect(await idsIn(mailbox, 'INBOX')).toEqual([idOf(2), idOf(3)])
    }))
})

function placeIn(outcome: DeliveryOutcome): unknown {
  return outcome.kind === 'done' ? outcome.location : outcome
}
