// One mailbox with the whole program behind it, in this process: real server, real ledger, real connection; rules in place of a
// model, which is not what is tested here. What is wrong afterwards is told by the checker.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configSchema } from '../../src/config/schema.js'
import { createImapConnection, type ImapConnection, type ImapPatience } from '../../src/connections/imap.js'
import { TriageError } from '../../src/errors.js'
import type { Label, MailId } from '../../src/ids.js'
import { parseMail } from '../../src/ingest/parse.js'
import { createImapSource } from '../../src/ingest/sources/imap.js'
import type { RawMail } from '../../src/journey.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import type { MailboxPolicy } from '../../src/pass/mailbox-policy.js'
import { runPass } from '../../src/pass/pass.js'
import type { PassReport } from '../../src/pass/pass-report.js'
import type { Pipeline } from '../../src/pass/pipeline.js'
import { createImapFolderDestination } from '../../src/route/destinations/imap-folder.js'
import { createLedgerQueue } from '../../src/route/destinations/ledger-queue.js'
import { handClock } from '../contracts/ledger-samples.js'
import { checkAll, type MailboxFacts } from './checker.js'

const account = 'borgerservice'

/** Where the server is reached, and as whom. */
export interface OfficeLogin {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

export interface OfficeOptions {
  /** How the checker logs in: straight to the server. */
  readonly login: OfficeLogin
  /** Port of a line that may fail; the server's own unless given. */
  readonly linePort?: number
  /** Folder of each queue, as the configuration writes it. A mail whose subject begins with the queue's key goes there. */
  readonly folders: Readonly<Record<string, string>>
  readonly inbox?: string
  readonly patience?: ImapPatience
  /** Attempts at a delivery before a person gets the mail. */
  readonly attempts?: number
}

export interface ImapOffice {
  readonly ledger: Ledger
  readonly imap: ImapConnection
  readonly pipeline: Pipeline
  readonly policy: MailboxPolicy
  /** One pass, as the service makes one; what went wrong as a value, if it is an error that the service expects. */
  pass(): Promise<PassReport | TriageError>
  /** Later passes are made so much later. */
  wait(ms: number): void
  /** What the checker finds wrong. */
  check(facts: Pick<MailboxFacts, 'delivered' | 'touched' | 'foreign'>): Promise<readonly string[]>
  close(): Promise<void>
}

/** Longer than any pause between two attempts at a delivery. */
export const longWait = 2 * 3_600_000

export async function openOffice(options: OfficeOptions): Promise<ImapOffice> {
  const { login, folders, inbox = 'INBOX', patience, attempts = 5 } = options
  const dir = await mkdtemp(join(quickFolder, 'postfordeler-office-'))
  const file = join(dir, 'postfordeler.db')
  await writeFile(file, await emptyLedger())
  const database = `sqlite:${file}`
  const clock = handClock()
  const ledger = await createLedger(database, { now: clock.now })
  const imap = createImapConnection(
    { host: login.host, port: options.linePort ?? login.port, tls: false, user: login.user },
    { password: login.password },
    patience ? { patience } : {},
  )
  const folderOf = (key: Label) => folders[key]
  const policy: MailboxPolicy = {
    account,
    folder: inbox,
    mode: 'auto',
    folderOf,
    queueKind: 'ledger-queue',
    folderKind: 'imap-folder',
    alsoLook: [],
  }
  const pipeline = pipelineOf(folders, { ledger, now: clock.now, attempts })
  const ends = {
    kind: 'imap' as const,
    imap,
    beside: [],
    source: createImapSource({ imap, account, inbox }),
    destinations: [
      createImapFolderDestination({ imap, account, inbox, folderOf }),
      createLedgerQueue(ledger),
    ],
  }
  return {
    ...{ ledger, imap, pipeline, policy },
    pass: () => runPass(pipeline, policy, ends).catch(ifTriageError),
    wait: clock.pass,
    check: (facts) => checkAll({ mailboxes: [{ account, imap: login, inbox, ...facts }], folders, database }),
    async close() {
      await imap.close()
      await ledger.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A mail for the queue whose key its subject begins with; for a person when there is none. */
export const letter = (
  key: string,
  nth: number,
  { messageId = `<brev-${nth}@borger.example>`, text = 'Hvornår åbner I på mandag?' } = {},
): Buffer =>
  Buffer.from(
    [
      `From: borger${nth}@borger.example`,
      'To: borgerservice@kk.example',
      `Subject: ${key} ${nth}`,
      ...(messageId === '' ? [] : [`Message-ID: ${messageId}`]),
      'Content-Type: text/plain; charset=utf-8',
      '',
      `${text} Nr. ${nth}.`,
      '',
    ].join('\r\n'),
  )

/** Where mails lie, as the ledger tells. */
export const foldersInLedger = async (ledger: Ledger, id: MailId): Promise<readonly string[]> =>
  ((await ledger.mail(id))?.locations ?? []).map(({ folder }) => folder)

// ---------------------------------------------------------------------------------------------------------------

/** Thousands of ledgers are made here, and that a disk keeps what it was given is tested elsewhere. */
const quickFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

let empty: Promise<Buffer> | undefined

/** A ledger with its tables and nothing in them, as bytes: making the tables takes three times as long as a trial's own work. */
function emptyLedger(): Promise<Buffer> {
  empty ??= (async () => {
    const dir = await mkdtemp(join(quickFolder, 'postfordeler-empty-'))
    const file = join(dir, 'postfordeler.db')
    await (await createLedger(`sqlite:${file}`)).close()
    const bytes = await readFile(file)
    await rm(dir, { recursive: true, force: true })
    return bytes
  })()
  return empty
}

function pipelineOf(
  folders: Readonly<Record<string, string>>,
  { ledger, now, attempts }: { ledger: Ledger; now: () => Date; attempts: number },
): Pipeline {
  const config = configSchema.parse({
    queues: Object.fromEntries(Object.entries(folders).map(([key, folder]) => [key, { name: key, folder }])),
    rules: Object.keys(folders).map((key) => ({ name: key, when: { subject: `${key} *` }, queue: key })),
    promise: { error: 0.05 },
    sample: { perDay: 0 },
    limits: { attempts },
  })
  const read = (raw: RawMail) => parseMail(raw, { maxBytes: config.limits.mailBytes })
  return { config, ledger, read, models: async () => ({ classifier: undefined }), now }
}

function ifTriageError(error: unknown): TriageError {
  if (error instanceof TriageError) return error
  throw error
}
