// A mailbox with a whole pipeline behind it, all of it real but the servers: mail and deliveries in memory, the ledger in SQLite.
import { configSchema } from '../../src/config/schema.js'
import { type Label, modelId } from '../../src/ids.js'
import { parseMail } from '../../src/ingest/parse.js'
import type { MailText, RawMail } from '../../src/journey.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import type { Classifier } from '../../src/model/classifier.js'
import type { ModelManifest } from '../../src/model/manifest.js'
import type { MailboxPolicy } from '../../src/pass/mailbox-policy.js'
import type { Pipeline } from '../../src/pass/pipeline.js'
import { handClock } from '../contracts/ledger-samples.js'
import { createMemoryDestination } from '../memory-destination.js'
import { createMemorySource } from '../memory-source.js'
import { aPrediction } from './build.js'

interface BenchOptions {
  readonly mode?: MailboxPolicy['mode']
  readonly limits?: { readonly automaticMovesPerHour?: number; readonly attempts?: number }
  /** Mails whose text holds this cannot be read. */
  readonly unreadable?: string
  readonly hasModel?: boolean
}

/** Two queues, `pas` and `parkering`. A mail is surely for the queue that it names, and unsure when it names none. */
export async function benchMailbox({
  mode = 'auto',
  limits = {},
  unreadable,
  hasModel = true,
}: BenchOptions = {}) {
  const clock = handClock()
  const ledger = await createLedger('sqlite::memory:', { now: clock.now })
  const config = configSchema.parse({
    queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' } },
    limits,
    sample: { perDay: 0 }, // which mails are asked about is secret, and a test of one mail must not depend on it
  })
  const source = createMemorySource({ account: 'borgerservice' })
  const folders = createMemoryDestination('imap-folder')
  const queues = createMemoryDestination('ledger-queue')
  let broken = unreadable
  const read = (raw: RawMail) => {
    if (broken !== undefined && Buffer.from(raw.bytes).includes(broken)) throw new Error('the reader broke')
    return parseMail(raw, { maxBytes: 1_000_000 })
  }
  const pipeline: Pipeline = {
    ...{ config, ledger, read, now: clock.now },
    models: async () => ({ classifier: hasModel ? wordClassifier() : undefined }),
  }
  const policy: MailboxPolicy = {
    ...{
      account: 'borgerservice',
      folder: 'INBOX',
      mode,
      queueKind: 'ledger-queue',
      folderKind: 'imap-folder',
      alsoLook: [],
    },
    folderOf: (key: Label) => `Afdelinger/${key}`,
  }
  return {
    ...{ clock, ledger, source, folders, queues, pipeline, route: policy },
    destinations: [folders, queues],
    ends: { kind: 'files' as const, source, destinations: [folders, queues] },
    add: (mail: Mail) => source.add({ bytes: mailBytes(mail) }),
    mend: () => {
      broken = undefined
    },
    decisionOf: async (raw: RawMail) => (await ledger.mail(raw.id))?.decision?.decision,
  }
}

export type Bench = Awaited<ReturnType<typeof benchMailbox>>

interface Mail {
  readonly id: string
  readonly text: string
  readonly subject?: string
  readonly answers?: string
  readonly header?: string
}

export const mailBytes = ({ id, text, subject = 'Henvendelse', answers, header }: Mail): Uint8Array =>
  Buffer.from(
    [
      `Message-ID: <${id}@example.dk>`,
      'From: Ane Prøve <ane@example.dk>',
      'To: borgerservice@kk.example',
      `Subject: ${subject}`,
      'Content-Type: text/plain; charset=utf-8',
      ...(answers === undefined ? [] : [`In-Reply-To: <${answers}@example.dk>`]),
      ...(header === undefined ? [] : [header]),
      '',
      text,
      '',
    ].join('\r\n'),
  )

/** A classifier that goes by the queue's own name. */
function wordClassifier(): Classifier {
  const id = modelId('20250101-000000-00000000')
  const predict = async (mails: readonly MailText[]) =>
    mails.map(({ own }) => {
      const named = ['pas', 'parkering', 'udenfor'].find((key) => own.includes(key))
      return aPrediction(named ?? 'pas', named ? 0.97 : 0.4, { others: ['pas', 'parkering', 'udenfor'] })
    })
  const thresholds = { pas: 0.8, parkering: 0.8 }
  const manifest = { modelId: id, thresholds, noveltyLimit: 0.9 } as unknown as ModelManifest
  return { modelId: id, manifest, predict, dispose: () => {} }
}

/** So many mails for `pas`, each of its own. */
export const passportMails = (count: number): readonly Mail[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `pas-${n}`,
    text: `Jeg vil gerne have nyt pas, nummer ${n}.`,
  }))
