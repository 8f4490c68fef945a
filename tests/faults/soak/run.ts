// node --expose-gc --import tsx tests/faults/soak/run.ts MODELS COUNT: takes so many mails through the whole pipeline in one process and
// prints, every few thousand, what it holds after a full collection, as JSON lines. No test framework that keeps things is in the way.
import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configSchema } from '../../../src/config/schema.js'
import { mailIdOf } from '../../../src/ids.js'
import { parseMail } from '../../../src/ingest/parse.js'
import type { MailSource } from '../../../src/ingest/sources/source.js'
import type { RawMail } from '../../../src/journey.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { loadClassifier } from '../../../src/model/load.js'
import type { MailboxPolicy } from '../../../src/pass/mailbox-policy.js'
import { runPass } from '../../../src/pass/pass.js'
import type { Pipeline } from '../../../src/pass/pipeline.js'
import { createLedgerQueue } from '../../../src/route/destinations/ledger-queue.js'
import { knownMails, nthMail } from '../small-model.js'

/** One look at the process. */
export interface Sample {
  readonly mails: number
  readonly seconds: number
  readonly heapMb: number
  readonly externalMb: number
  readonly rssMb: number
  readonly files: number
  readonly handles: number
}

/** A pass of a busy mailbox. */
const mailsPerPass = 500
const looks = 40

const [models = '', count = '4000'] = process.argv.slice(2)
await soak(models, Number(count))

async function soak(modelsDir: string, mails: number): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-soak-'))
  const ledger = await createLedger(`sqlite:${join(dir, 'ledger.db')}`)
  const config = configSchema.parse({
    queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' }, bibliotek: { name: 'Bibliotek' } },
    limits: { automaticMovesPerHour: 10_000_000 },
    sample: { perDay: 0 },
  })
  const classifier = await loadClassifier('current', { modelsDir })
  const read = (raw: RawMail) => parseMail(raw, { maxBytes: 1_000_000 })
  const models = async () => ({ classifier })
  const pipeline: Pipeline = { config, ledger, read, models, now: () => new Date() }
  const policy: MailboxPolicy = {
    ...{
      account: 'borgerservice',
      folder: 'INBOX',
      mode: 'auto',
      queueKind: 'ledger-queue',
      folderKind: 'imap-folder',
      alsoLook: [],
    },
    folderOf: () => undefined,
  }
  const source = await endlessSource()
  const ends = { kind: 'files' as const, source, destinations: [createLedgerQueue(ledger)] }
  const began = performance.now()
  const every = Math.max(mailsPerPass, Math.ceil(mails / looks / mailsPerPass) * mailsPerPass)
  for (let done = mailsPerPass; done <= mails; done += mailsPerPass) {
    const { received, failed } = await runPass(pipeline, policy, ends)
    if (received !== mailsPerPass || failed.length > 0)
      throw new Error(`a pass took ${received} mails and failed at ${failed.length}`)
    if (done % every !== 0) continue
    await ledger.forgetText(new Date().toISOString()) // retention, as a service does it
    process.stdout.write(`${JSON.stringify(look(done, began))}\n`)
  }
  const { mails: recorded, undecided, undelivered } = await ledger.stats({})
  await ledger.close()
  classifier.dispose()
  await rm(dir, { recursive: true })
  if (recorded !== mails || undecided + undelivered > 0)
    throw new Error(
      `${recorded} of ${mails} are recorded, ${undecided} undecided, ${undelivered} undelivered`,
    )
}

/** Mails that nobody keeps: each pass gets the next ones. */
async function endlessSource(): Promise<MailSource> {
  const { all: bundled } = await knownMails()
  let uid = 0
  return {
    account: 'borgerservice',
    async *fetchNew(_known, { batchMails }) {
      const end = uid + mailsPerPass
      while (uid < end)
        yield Array.from({ length: Math.min(batchMails, end - uid) }, (): RawMail => {
          uid += 1
          const bytes = nthMail(bundled, uid)
          const location = { account: 'borgerservice', folder: 'INBOX', uidValidity: '1', uid }
          return { id: mailIdOf(bytes), bytes, location, receivedAt: undefined }
        })
    },
    close: async () => undefined,
  }
}

function look(mails: number, began: number): Sample {
  for (let nth = 0; nth < 3; nth++) globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  const mb = (bytes: number) => Math.round(bytes / 1e4) / 100
  return {
    mails,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    ...{ heapMb: mb(heapUsed), externalMb: mb(external), rssMb: mb(rss) },
    files: readdirSync('/proc/self/fd').length,
    // An Immediate is over in the next turn of the event loop: a sample that falls before it says nothing of what is held.
    handles: process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').length,
  }
}
