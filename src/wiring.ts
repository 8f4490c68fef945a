// The wiring: the only place where configuration becomes connections, and connections become a pipeline.
// Everything is opened when it is first asked for, and what weighs much is loaded no earlier: a command pays only for what it uses.
import { randomBytes } from 'node:crypto'
import type { Config, Mailbox, Mode } from './config/schema.js'
import { readPassword } from './config/secrets.js'
import type { ImapConnection } from './connections/imap.js'
import type { DeskDeps } from './desk/deps.js'
import type { Desk } from './desk/desk.js'
import { TriageError } from './errors.js'
import { createImapSource } from './ingest/sources/imap.js'
import { openSourceUri } from './ingest/sources/open-source-uri.js'
import type { MailSource } from './ingest/sources/source.js'
import type { DeskLedger } from './ledger/contract/desk-ledger.js'
import type { MailRecord } from './ledger/contract/ledger.js'
import { createLedger } from './ledger/create-ledger.js'
import type { Classifier } from './model/classifier.js'
import { createModelInUse } from './model/in-use.js'
import { createFiler } from './pass/file-now.js'
import { deliver, type MailboxPolicy, type Pipeline } from './pass/steps.js'
import { entryForAnswer } from './route/answer.js'
import { createBullmqQueue } from './route/destinations/bullmq-queue.js'
import type { Destination } from './route/destinations/destination.js'
import { createImapFolderDestination } from './route/destinations/imap-folder.js'
import { createLedgerQueue } from './route/destinations/ledger-queue.js'
import { entryForUndo } from './route/undo.js'

export type Services = ReturnType<typeof createServices>

/** A mailbox or one-off source with both its ends. */
export interface OpenMailbox {
  readonly policy: MailboxPolicy
  readonly source: MailSource
  readonly imap: ImapConnection | undefined
  readonly destinations: readonly Destination[]
}

export interface ServicesOptions {
  readonly config: Config
  readonly env: Readonly<Record<string, string | undefined>>
  /** The clock of everything but leases, which go by the database's. */
  readonly now: () => Date
  /** Is told of what is odd but no fault. */
  readonly warn: (message: string) => void
}

export function createServices({ config, env, now, warn }: ServicesOptions) {
  const closers: (() => Promise<void>)[] = []
  const opened = <T extends { close(): Promise<void> }>(thing: T): T => {
    closers.unshift(() => thing.close())
    return thing
  }
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0)) await closer()
  }
  const ledger = once(async () =>
    opened(
      await createLedger(config.database.url, { correctionsPerSender: config.limits.correctionsPerSender }),
    ),
  )
  const redis = once(async () => {
    if (!config.redis) return undefined
    const { createRedis } = await import('./connections/redis.js')
    return opened(createRedis(config.redis))
  })
  const models = modelsOf(config, warn)
  const queueDestination = once(async (): Promise<Destination> => {
    const connected = await redis()
    return connected ? createBullmqQueue(connected) : createLedgerQueue(await ledger())
  })
  const reader = once(async () => {
    const { createReader } = await import('./ingest/reader.js')
    return opened(createReader({ maxBytes: config.limits.mailBytes, ownAddresses: ownAddresses(config) }))
  })
  const pipeline = once(async (): Promise<Pipeline> => {
    const { read } = await reader()
    await models() // what is wrong with them is told at the start
    return { config, ledger: await ledger(), read, models, now }
  })

  /** A configured mailbox with both its ends. */
  async function openMailbox(mailbox: Mailbox): Promise<OpenMailbox> {
    const policy = mailboxPolicyOf(config, mailbox)
    const queue = await queueDestination()
    if (!mailbox.imap) {
      const source = await openSourceUri(mailbox.path ?? '', { account: mailbox.name, mayBeEmpty: true })
      return { policy, source: opened(source), imap: undefined, destinations: [queue] }
    }
    const { createImapConnection } = await import('./connections/imap.js')
    // The paths of the configuration are absolute by now, so there is no folder for them to be relative to.
    const password = readPassword(mailbox.imap, { configDir: '', env, warn })
    const imap = opened(createImapConnection(mailbox.imap, { password }))
    const ends = { imap, account: mailbox.name, inbox: mailbox.inbox }
    const folders = createImapFolderDestination({ ...ends, folderOf: policy.folderOf })
    return { policy, source: createImapSource(ends), imap, destinations: [folders, queue] }
  }

  const file = filerOf({ config, ledger, openMailbox, queue: queueDestination })
  const readHtml = async (bytes: Uint8Array) => (await reader()).readHtml(bytes)
  const desk = once(async () => wireDesk({ config, ledger: await ledger(), now, file, htmlOf: readHtml }))

  /** A one-off source: its mail is recorded, decided and queued, its files are never touched. */
  async function openSource(uri: string, mode: Mode): Promise<OpenMailbox> {
    const source = opened(await openSourceUri(uri))
    const policy = { account: source.account, folder: uri, mode, ...filingTargetOf(config, source) }
    return { policy, source, imap: undefined, destinations: [await queueDestination()] }
  }

  return {
    config,
    now,
    ledger,
    redis,
    models,
    queueDestination,
    pipeline,
    openMailbox,
    openSource,
    file,
    desk,
    close,
  }
}

/** How a mailbox's mail is treated, without connecting to it. */
export const mailboxPolicyOf = (config: Config, mailbox: Mailbox): MailboxPolicy => ({
  account: mailbox.name,
  folder: mailbox.inbox,
  mode: mailbox.mode,
  folderOf: (key) => (mailbox.imap ? config.queues[key]?.folder : undefined),
  queueKind: queueKindOf(config),
})

/** Where a mail goes when a person decides, and where it came from; a one-off source has no folders. */
export function filingTargetOf(config: Config, { account }: Pick<MailRecord, 'account'>) {
  const mailbox = config.mailboxes.find(({ name }) => name === account)
  const inbox = mailbox?.imap ? mailbox.inbox : undefined
  if (mailbox) return { ...mailboxPolicyOf(config, mailbox), inbox }
  return { folderOf: () => undefined, queueKind: queueKindOf(config), inbox }
}

const queueKindOf = (config: Config): MailboxPolicy['queueKind'] =>
  config.redis ? 'bullmq-queue' : 'ledger-queue'

// ---------------------------------------------------------------------------------------------------------------

/** The desk with the steps that it may not call itself. */
async function wireDesk(
  deps: Pick<DeskDeps, 'config' | 'ledger' | 'now' | 'file' | 'htmlOf'>,
): Promise<Desk> {
  const { createDesk } = await import('./desk/create-desk.js')
  const { config } = deps
  const facts = (record: MailRecord) => filingTargetOf(config, record)
  return createDesk({
    ...deps,
    waitForFilingMs: WAIT_FOR_FILING_MS,
    newToken: () => randomBytes(18).toString('base64url'),
    planAnswer: (answer, record) => entryForAnswer(answer, record, facts(record)),
    planUndo: ({ record, decisions, by, hasMoved }) =>
      entryForUndo(record, decisions, { ...facts(record), by, hasMoved }),
  })
}

/** Filing one mail takes some 20 ms; a mail server that takes longer holds no person up. */
const WAIT_FOR_FILING_MS = 1_500

/** Mail from these is our own copy. A login that is no address tells nothing. */
const ownAddresses = ({ mailboxes }: Config): readonly string[] =>
  mailboxes.flatMap(({ imap }) => (imap?.user.includes('@') ? [imap.user.toLowerCase()] : []))

/** Files what was decided at once, mailbox by mailbox. */
function filerOf({
  config,
  ledger,
  openMailbox,
  queue,
}: {
  readonly config: Config
  readonly ledger: () => Promise<DeskLedger>
  readonly openMailbox: (mailbox: Mailbox) => Promise<OpenMailbox>
  readonly queue: () => Promise<Destination>
}) {
  return createFiler({
    ledger,
    destinationsOf: keeping(async (account) => {
      const mailbox = config.mailboxes.find(({ name }) => name === account)
      return mailbox && (await openMailbox(mailbox)).destinations
    }),
    queue,
    deliver: async (account, destinations) => {
      await deliver({ ledger: await ledger(), config }, { account }, destinations)
    },
  })
}

/** Keeps what was made for each name; what could not be made is tried anew. */
function keeping<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (name) => {
    const known = made.get(name) ?? make(name)
    made.set(name, known)
    known.catch(() => made.delete(name))
    return known
  }
}

/** What judges mail, asked for each batch: the model in use then, and its challenger. */
function modelsOf(config: Config, warn: (message: string) => void): Pipeline['models'] {
  const modelsDir = config.models
  const load = async (id: string) => (await import('./model/load.js')).loadClassifier(id, { modelsDir })
  const classifier = createModelInUse({ modelsDir, load, tell: warn })
  const challenger = once(() => challengerOf(config, load, warn))
  return async () => ({ classifier: await classifier(), challenger: await challenger() })
}

/** The model that predicts beside the one in use. What is wrong with it must not keep mail back. */
async function challengerOf(
  { challenger }: Config,
  load: (id: string) => Promise<Classifier>,
  warn: (message: string) => void,
): Promise<Classifier | undefined> {
  if (challenger === undefined) return undefined
  try {
    return await load(challenger)
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    warn(`${error.message} No challenger runs beside the model in use.`)
    return undefined
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
