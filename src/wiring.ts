// The wiring: the only place where configuration becomes connections, and connections become a pipeline.
// Everything is opened when it is first asked for, and what weighs much is loaded no earlier: a command pays only for what it uses.

import { randomBytes } from 'node:crypto'
import type { Mailbox } from './config/mailbox-schema.js'
import { addressesFor } from './config/own-addresses.js'
import { queueKindOf } from './config/queue-kind.js'
import type { Config } from './config/schema.js'
import type { DeskDeps } from './desk/deps.js'
import type { Desk } from './desk/desk.js'
import type { QueueKind } from './destination-kinds.js'
import { TriageError } from './errors.js'
import { closeBroken } from './guarantee/close-broken.js'
import type { Leases } from './ledger/contract/leases.js'
import type { Ledger } from './ledger/contract/ledger.js'
import type { MailRecord } from './ledger/contract/mails.js'
import type { Outbox } from './ledger/contract/outbox.js'
import { createLedger } from './ledger/create-ledger.js'
import type { Classifier } from './model/classifier.js'
import { createModelInUse } from './model/in-use.js'
import { deliver } from './pass/deliver.js'
import { createFiler } from './pass/file-now.js'
import { filingTargetOf } from './pass/mailbox-policy.js'
import { createMailboxOpener, type OpenMailbox } from './pass/open-mailbox.js'
import type { Pipeline } from './pass/pipeline.js'
import { entryForAnswer } from './route/answer.js'
import { createBullmqQueue } from './route/destinations/bullmq-queue.js'
import type { Destination } from './route/destinations/destination.js'
import { createLedgerQueue } from './route/destinations/ledger-queue.js'
import { entryForUndo } from './route/undo.js'

export type Services = ReturnType<typeof createServices>

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
  const ledger = once(async () => opened(await openLedger(config)))
  const redis = once(async () => {
    if (!config.redis) return undefined
    const { createRedis } = await import('./connections/redis.js')
    return opened(createRedis(config.redis))
  })
  const models = modelsOf(config, warn)
  const queueMakers: Readonly<Record<QueueKind, () => Promise<Destination>>> = {
    'ledger-queue': async () => createLedgerQueue(await ledger()),
    'bullmq-queue': async () => createBullmqQueue(await configured(redis)),
  }
  const queueDestination = once(() => queueMakers[queueKindOf(config)]())
  const reader = once(async () => {
    const { createReader } = await import('./ingest/reader.js')
    const addressesOf = (account: string) => addressesFor(config.mailboxes, account)
    const { banners, limits } = config
    return opened(createReader({ maxBytes: limits.mailBytes, addressesOf, banners }))
  })
  const pipeline = once(async (): Promise<Pipeline> => {
    const { read } = await reader()
    await models() // what is wrong with them is told at the start
    return { config, ledger: await ledger(), read, models, now }
  })

  const { openMailbox, openSource } = createMailboxOpener({ config, env, warn, queueDestination, opened })
  const file = filerOf({ config, ledger, openMailbox, queue: queueDestination })
  const readHtml = async (bytes: Uint8Array) => (await reader()).readHtml(bytes)
  const desk = once(async () => {
    const parts = { config, ledger: await ledger(), now }
    const planTakeUp = takeUpOver({ ...parts, models })
    return wireDesk({ ...parts, file, htmlOf: readHtml, planTakeUp })
  })

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

// ---------------------------------------------------------------------------------------------------------------

/** The one place that opens the ledger: all others know its contract only. The caller closes it. */
export const openLedger = ({ database, limits }: Pick<Config, 'database' | 'limits'>): Promise<Ledger> =>
  createLedger(database.url, { correctionsPerSender: limits.correctionsPerSender })

/** The desk with the steps that it may not call itself. */
async function wireDesk(
  deps: Pick<DeskDeps, 'config' | 'ledger' | 'now' | 'file' | 'htmlOf' | 'planTakeUp'>,
): Promise<Desk> {
  const [{ createDesk }, { driftWarnings }, { leftGuarantee }] = await Promise.all([
    import('./desk/create-desk.js'),
    import('./guarantee/drift.js'),
    import('./guarantee/left-guarantee.js'),
  ])
  const { config } = deps
  const facts = (record: MailRecord) => filingTargetOf(config, record)
  return createDesk({
    ...deps,
    driftOf: driftWarnings,
    leftGuarantee: () => leftGuarantee(deps.ledger),
    waitForFilingMs: WAIT_FOR_FILING_MS,
    newToken: () => randomBytes(18).toString('base64url'),
    planAnswer: (answer, record) => entryForAnswer(answer, record, facts(record)),
    planUndo: ({ record, decisions, by, hasMoved }) =>
      entryForUndo(record, decisions, { ...facts(record), by, hasMoved }),
    closeBrokenQueues: () => closeBroken(deps.ledger, config),
  })
}

/** Loaded by the first mail that is taken up: looking at the list needs no model. */
const takeUpOver =
  (pipeline: Omit<Pipeline, 'read'>): DeskDeps['planTakeUp'] =>
  async (...left) =>
    (await import('./pass/take-up.js')).planTakeUp(pipeline, ...left)

/** Filing one mail takes some 20 ms; a mail server that takes longer holds no person up. */
const WAIT_FOR_FILING_MS = 1_500

/** Files what was decided at once, mailbox by mailbox. */
function filerOf({
  config,
  ledger,
  openMailbox,
  queue,
}: {
  readonly config: Config
  readonly ledger: () => Promise<Outbox & Leases>
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

/** @throws Error when a queue kind was chosen whose server is not configured */
async function configured<T>(open: () => Promise<T | undefined>): Promise<T> {
  const opened = await open()
  if (opened === undefined) throw new Error('its server is not configured')
  return opened
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
