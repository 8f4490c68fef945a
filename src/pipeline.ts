// The sentence: a mail is received, read, predicted, decided and delivered, in this order, each step called once.
// Every arrow between two steps is here; no step calls another.
import { type Config, type Mode, queueLabels } from './config/schema.js'
import { TriageError } from './errors.js'
import { type Label, label, type MailId } from './ids.js'
import type { KnownUids, MailSource } from './ingest/sources/source.js'
import type { Decision, DestinationKind, ParsedMail, Prediction, RawMail } from './journey.js'
import type { DecisionEntry, Ledger } from './ledger/ledger.js'
import type { Classifier } from './model/classifier.js'
import { type DeliveryReport, deliverPending } from './route/deliver.js'
import type { Destination } from './route/destinations/destination.js'
import { plan } from './route/plan.js'
import { decide, type PolicyFacts } from './route/policy.js'

/** Mails fetched, decided and delivered together: enough to spread the cost of a transaction and a UID set, few enough to repeat after a crash. */
export const batchMails = 50

/** How one polled folder is treated. */
export interface Route {
  readonly account: string
  readonly folder: string
  readonly mode: Mode
  /** The queue's IMAP folder; undefined when mail is not moved. */
  readonly folderOf: (label: Label) => string | undefined
  readonly queueKind: Exclude<DestinationKind, 'imap-folder'>
}

export interface Pipeline {
  readonly config: Config
  readonly ledger: Ledger
  readonly read: (raw: RawMail) => Promise<ParsedMail>
  readonly classifier: Classifier | undefined
  readonly now: () => Date
}

/** A mail with all that was worked out about it. */
export interface Judged {
  readonly raw: RawMail
  readonly mail: ParsedMail
  readonly prediction: Prediction | undefined
  readonly decision: Decision
}

/**
 * Makes sure that mail can be delivered, before any is taken in. When it cannot, that is a poll that went badly.
 * @throws what a destination misses
 */
export async function prepare(
  { ledger, config }: Pick<Pipeline, 'ledger' | 'config'>,
  { account }: Pick<Route, 'account'>,
  destinations: readonly Destination[],
): Promise<void> {
  try {
    for (const destination of destinations) await destination.prepare(queueLabels(config))
  } catch (error) {
    await ledger.recordPoll(account, { ok: false, fetched: 0, note: noteOf(error) })
    throw error
  }
}

/** Fetches what is new at a source and makes it durable, batch by batch; yields the mails the ledger did not know. */
export async function* receive(
  { ledger }: Pick<Pipeline, 'ledger'>,
  { account }: Pick<Route, 'account'>,
  source: MailSource,
): AsyncIterable<readonly RawMail[]> {
  const known: KnownUids = (folder, uidValidity) => ledger.knownUids(account, folder, uidValidity)
  let fetched = 0
  try {
    for await (const raws of source.fetchNew(known, { batchMails })) {
      const fresh = new Set(await ledger.recordReceived(account, raws))
      fetched += fresh.size
      yield raws.filter(({ id }) => fresh.delete(id))
    }
  } catch (error) {
    await ledger.recordPoll(account, { ok: false, fetched, note: noteOf(error) })
    throw error
  }
  await ledger.recordPoll(account, { ok: true, fetched, note: '' })
}

/** Decides mails that are durable in the ledger; the decisions and all they ask for are written in one transaction. */
export async function triage(
  pipeline: Pipeline,
  route: Route,
  ids: readonly MailId[],
): Promise<readonly Decision[]> {
  const found = await Promise.all(ids.map((id) => recall(pipeline.ledger, id)))
  const raws = found.filter((raw) => raw !== undefined)
  if (raws.length === 0) return []
  const judged = await judge(pipeline, route, raws)
  const entries = await Promise.all(judged.map((one) => entryOf(pipeline, route, one)))
  const recorded = await pipeline.ledger.recordDecisions(entries)
  return recorded.map(({ decision }) => decision)
}

/** Reads, predicts and decides. Writes nothing anywhere: a dry run is this and no more. */
export async function judge(
  pipeline: Pipeline,
  route: Route,
  raws: readonly RawMail[],
): Promise<readonly Judged[]> {
  const mails = await Promise.all(raws.map(pipeline.read))
  const predictions = await pipeline.classifier?.predict(
    mails.map(({ subject, body }) => ({ subject, ...body })),
  )
  const facts = await gatherFacts(pipeline, route)
  const judged: Judged[] = []
  for (const [i, raw] of raws.entries()) {
    const mail = mails[i] as ParsedMail
    const prediction = predictions?.[i]
    const thread = threadWithin(judged, mail) ?? (await pipeline.ledger.threadPlacement(mail.references))
    const filed = judged.filter(({ decision }) => decision.kind === 'route').length
    const fuse = { limit: facts.limit, isBlown: filed >= facts.movesLeft }
    const decision = decide(mail, prediction, { ...facts.policy, thread, fuse })
    judged.push({ raw, mail, prediction, decision })
  }
  return judged
}

/** Carries out what the outbox holds, for one mailbox or for all. */
export const deliver = (
  { ledger, config }: Pick<Pipeline, 'ledger' | 'config'>,
  { account }: Partial<Pick<Route, 'account'>>,
  destinations: readonly Destination[],
): Promise<DeliveryReport> => {
  const maxAttempts = config.limits.attempts
  return deliverPending({ ledger, destinations, maxAttempts, ...(account === undefined ? {} : { account }) })
}

// ---------------------------------------------------------------------------------------------------------------

/** Why a poll went badly, in a word: an error's message may name folders, so it is left to the log. */
const noteOf = (error: unknown): string =>
  error instanceof TriageError ? error.code : error instanceof Error ? error.name : 'unknown fault'

async function recall(ledger: Ledger, id: MailId): Promise<RawMail | undefined> {
  const [bytes, record] = await Promise.all([ledger.rawBytes(id), ledger.mail(id)])
  const location = record?.locations[0]
  return bytes && location ? { id, bytes, location, receivedAt: record.receivedAt } : undefined
}

async function gatherFacts({ config, ledger, classifier, now }: Pipeline, route: Route) {
  const anHourAgo = new Date(now().getTime() - 3_600_000).toISOString()
  const policy: Omit<PolicyFacts, 'thread' | 'fuse'> = {
    mode: route.mode,
    folder: route.folder,
    outside: label(config.outside),
    queues: new Set(Object.keys(config.queues)),
    languages: config.languages,
    rules: config.rules,
    model: classifier?.manifest,
    placedBy: undefined,
  }
  const limit = config.limits.automaticMovesPerHour
  const movesLeft = limit - (await ledger.automaticMovesSince(anHourAgo))
  return { policy, limit, movesLeft }
}

/** Where a mail's thread was placed by a mail of the same batch, of which the ledger does not know yet. */
function threadWithin(judged: readonly Judged[], { references }: ParsedMail): PolicyFacts['thread'] {
  const isOfThread = ({ mail }: Judged) =>
    references.some((id) => id === mail.messageId || mail.references.includes(id))
  const last = judged.findLast((one) => one.decision.kind === 'route' && isOfThread(one))
  return last?.decision.kind === 'route' ? { label: last.decision.label, mailId: last.raw.id } : undefined
}

async function entryOf({ ledger }: Pipeline, route: Route, judged: Judged): Promise<DecisionEntry> {
  const { raw, mail, prediction, decision } = judged
  const record = await ledger.mail(raw.id)
  const copies = (record?.locations ?? [raw.location]).filter(
    ({ account, folder }) => account === route.account && folder === raw.location.folder,
  )
  const { deliveries, review } = plan(decision, {
    ...route,
    locations: copies,
    sizeBytes: raw.bytes.length,
    messageId: mail.messageId,
  })
  const actor = { kind: 'program' as const }
  return { mailId: raw.id, parsed: mail, prediction, decision, mode: route.mode, actor, deliveries, review }
}
