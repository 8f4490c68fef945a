// The line breaks after every so many bytes of a delivery and of a poll. Whatever the byte: every mail ends in one folder, once.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createImapConnection, type ImapConnection } from '../../src/connections/imap.js'
import { TriageError } from '../../src/errors.js'
import { label, type MailId, mailIdOf } from '../../src/ids.js'
import { createImapSource } from '../../src/ingest/sources/imap.js'
import type { Delivery, RawMail } from '../../src/journey.js'
import { createImapFolderDestination } from '../../src/route/destinations/imap-folder.js'
import { knows, mailBytes, readAll } from '../contracts/source.js'
import { type CuttingProxy, type Direction, startCuttingProxy } from './cutting-proxy.js'
import { freshMailbox, type TestMailbox } from './dovecot.js'
import { type DovecotAddress, startDovecot } from './start-dovecot.js'

const account = 'borgerservice'
const folders = ['INBOX', 'Pas', 'Skat']
/** Places at which each direction is cut, spread over the whole session. POSTFORDELER_CUTS=10000 cuts at every byte. */
const cuts = Number(process.env['POSTFORDELER_CUTS'] ?? 8)

interface Bench {
  readonly mailbox: TestMailbox
  readonly proxy: CuttingProxy
  nextMail: number
}

const openLine = ({ mailbox, proxy }: Bench): ImapConnection =>
  createImapConnection({ ...mailbox.account, port: proxy.port }, { password: mailbox.password })

const destinationOver = (imap: ImapConnection) =>
  createImapFolderDestination({ imap, account, inbox: 'INBOX', folderOf: (queue) => queue })

function deliveryOf(raw: RawMail, n: number): Delivery {
  const toFolder = n % 2 === 0 ? 'Pas' : 'Skat'
  const messageId = /message-id: <(.*)>/i.exec(Buffer.from(raw.bytes).toString('latin1'))?.[1]
  return {
    key: `${raw.id}.1.move`,
    mailId: raw.id,
    decisionId: 1,
    destination: 'imap-folder',
    label: label(toFolder),
    move: { from: raw.location, toFolder, sizeBytes: raw.bytes.length, messageId },
    attempts: 0,
  }
}

/** Three new mails in INBOX, with the deliveries that they are to have. */
async function arrive(bench: Bench): Promise<readonly Delivery[]> {
  const mails = [0, 1, 2].map((n) => mailBytes(bench.nextMail + n))
  bench.nextMail += 3
  await bench.mailbox.fill(mails)
  const source = createImapSource({ imap: bench.mailbox.imap, account, inbox: 'INBOX' })
  return (await readAll(source)).flat().map(deliveryOf)
}

/** Delivers over the line as the ledger would: what is not closed is tried again, counted as an attempt unless all failed. */
async function deliverAll(imap: ImapConnection, deliveries: readonly Delivery[]): Promise<readonly string[]> {
  const closed = new Map<string, string>()
  for (let round = 0; round < 4 && closed.size < deliveries.length; round += 1) {
    const open = deliveries.filter((delivery) => !closed.has(delivery.key))
    const tried = open.map((delivery) => ({ ...delivery, attempts: round }))
    const outcomes = await destinationOver(imap).deliver(tried).catch(ifTriageError)
    for (const [n, outcome] of outcomes.entries()) {
      if (outcome.kind === 'done' || outcome.kind === 'gone') closed.set(open[n]!.key, outcome.kind)
    }
  }
  return deliveries.map((delivery) => closed.get(delivery.key) ?? 'open')
}

function ifTriageError(error: unknown): readonly [] {
  if (error instanceof TriageError) return []
  throw error
}

/** Takes everything away and tells in which folders it lay: "<mail id>" -> folders. */
async function emptyInto(mailbox: TestMailbox): Promise<ReadonlyMap<MailId, readonly string[]>> {
  const places = new Map<MailId, string[]>()
  for (const folder of folders) {
    for (const { bytes } of await mailbox.contents(folder)) {
      places.set(mailIdOf(bytes), [...(places.get(mailIdOf(bytes)) ?? []), folder])
    }
    await mailbox.other.mailboxOpen(folder)
    await mailbox.other.messageDelete('1:*', { uid: true })
  }
  return places
}

async function openBench(server: DovecotAddress): Promise<Bench> {
  const mailbox = await freshMailbox(server)
  await mailbox.createFolders('Pas', 'Skat')
  return { mailbox, proxy: await startCuttingProxy(server.port), nextMail: 1 }
}

/** One delivery of three mails with the line cut once; the outcomes and the places in which the mails then are. */
async function deliverWithCut(bench: Bench, direction: Direction, afterBytes: number) {
  const deliveries = await arrive(bench)
  const imap = openLine(bench)
  bench.proxy.cutNext(direction, afterBytes)
  const kinds = await deliverAll(imap, deliveries)
  const length = bench.proxy.passed()[direction]
  await imap.close()
  await bench.proxy.settled()
  const places = await emptyInto(bench.mailbox)
  const expected = new Map(deliveries.map(({ mailId, label: queue }) => [mailId, [String(queue)]]))
  return { kinds, places, expected, length }
}

const servers: readonly [string, readonly string[]][] = [
  ['a server with MOVE', []],
  ['a server without MOVE', ['MOVE']],
]

describe.each(servers)('deliveries to %s', (_, without) => {
  let bench: Bench
  let stop: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const own = without.length > 0 ? await startDovecot({ without }) : undefined
    stop = own?.stop
    bench = await openBench(own ?? inject('dovecot'))
  })
  afterAll(async () => {
    await bench.proxy.close()
    await bench.mailbox.close()
    await stop?.()
  })

  it.each<Direction>(['fromServer', 'fromClient'])(
    'end in the right folder once, wherever the line is cut %s',
    async (direction) => {
      const whole = await deliverWithCut(bench, direction, Infinity)
      expect(whole.kinds).toEqual(['done', 'done', 'done'])
      const step = Math.max(1, whole.length / cuts)
      for (let at = 1; at <= whole.length; at += step) {
        const { kinds, places, expected } = await deliverWithCut(bench, direction, Math.floor(at))
        expect({ at, kinds, places }).toEqual({ at, kinds: ['done', 'done', 'done'], places: expected })
      }
    },
  )
})

describe('a poll', () => {
  it('brings every mail or ends with an error wherever the line is cut, and the next one brings the rest', async () => {
    const bench = await openBench(inject('dovecot'))
    await bench.mailbox.fill([1, 2, 3, 4].map((n) => mailBytes(n)))
    const sourceOver = (imap: ImapConnection) => createImapSource({ imap, account, inbox: 'INBOX' })
    const line = openLine(bench)
    const all = (await readAll(sourceOver(line), knows([]), 2)).flat()
    const length = bench.proxy.passed().fromServer
    await line.close()
    for (let at = 1; at < length; at += Math.max(1, length / cuts)) {
      const imap = openLine(bench)
      bench.proxy.cutNext('fromServer', Math.floor(at))
      const mails: RawMail[] = []
      const cutPoll = async () => {
        for await (const batch of sourceOver(imap).fetchNew(knows([]), { batchMails: 2 }))
          mails.push(...batch)
        return 'whole'
      }
      const end = await cutPoll().catch((error: unknown) =>
        error instanceof TriageError ? error.code : error,
      )
      expect({ at, end }).toEqual({ at, end: mails.length === all.length ? 'whole' : 'IMAP_UNREACHABLE' })
      mails.push(...(await readAll(sourceOver(imap), knows(mails), 2)).flat())
      expect({ at, ids: mails.map((mail) => mail.id) }).toEqual({ at, ids: all.map((mail) => mail.id) })
      await imap.close()
    }
    await bench.proxy.close()
    await bench.mailbox.close()
  })
})
