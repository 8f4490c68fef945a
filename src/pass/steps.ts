// The sentence: a mail is received, read, predicted, decided and delivered, in this order, each step called once.
// Every arrow between two steps is here; no step calls another.
import { type Config, type Mode, queueLabels } from '../config/schema.js'
import { TriageError } from '../errors.js'
import { closedQueues } from '../guarantee/queue-guarantee.js'
import { type Label, label } from '../ids.js'
import type { KnownUids, MailSource } from '../ingest/sources/source.js'
import type { Decision, DestinationKind, MailLocation, ParsedMail, Prediction, RawMail } from '../journey.js'
import type { DecisionEntry, Ledger, MailRecord } from '../ledger/contract/ledger.js'
import type { ModelManifest } from '../model/manifest.js'
import { isBlindSample } from '../route/blind-sample.js'
import { type DeliveryReport, deliverPending } from '../route/deliver.js'
import type { Destination } from '../route/destinations/destination.js'
import { plan } from '../route/plan.js'
import { decide, type PolicyFacts } from '../route/policy.js'
import { type Challenged, challenge, type Models } from './challenger.js'
import { createNumbering } from './folder-numbering.js'

/** Mails fetched, decided and delivered together: few enough to repeat after a crash. With 50 the journey is a third slower (docs/benchmark.md). */
export const BATCH_MAILS = 100

/** How one polled folder is treated. */
export interface MailboxPolicy {
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
  /** Asked for each batch: a model may be promoted between two. */
  readonly models: () => Promise<Models>
  readonly now: () => Date
}

/** A mail that is durable in the ledger and not decided yet. */
export interface Received {
  readonly raw: RawMail
  /** Every place in its folder where it lies, its own among them: what is moved is moved from all of them. */
  readonly copies: readonly MailLocation[]
}

/** A mail with all that was worked out about it. */
export interface Evaluated {
  readonly raw: RawMail
  readonly mail: ParsedMail
  readonly prediction: Prediction | undefined
  readonly decision: Decision
  /** What the challenger said, where there is one. */
  readonly challenger: Challenged
}

/**
 * Makes sure that mail can be delivered, before any is taken in. When it cannot, that is a poll that went badly.
 * @throws what a destination misses
 */
export async function prepare(
  { ledger, config }: Pick<Pipeline, 'ledger' | 'config'>,
  { account }: Pick<MailboxPolicy, 'account'>,
  destinations: readonly Destination[],
): Promise<void> {
  try {
    for (const destination of destinations) await destination.prepare(queueLabels(config))
  } catch (error) {
    await tellBadPoll(ledger, account, { fetched: 0, error })
    throw error
  }
}

/** Is shown what was found, known mail among it, before it is recorded; `hasRestarted`: the folder numbers its mail anew. */
export type OnFound = (raws: readonly RawMail[], folder: { readonly hasRestarted: boolean }) => Promise<void>

/** Fetches what is new at a source and makes it durable, batch by batch; yields the mails the ledger did not know. */
export async function* receive(
  { ledger }: Pick<Pipeline, 'ledger'>,
  { account }: Pick<MailboxPolicy, 'account'>,
  source: MailSource,
  onFound?: OnFound,
): AsyncIterable<readonly Received[]> {
  const known: KnownUids = (folder, uidValidity) => ledger.knownUids(account, folder, uidValidity)
  const numbering = createNumbering(ledger, account)
  let fetched = 0
  try {
    for await (const raws of source.fetchNew(known, { batchMails: BATCH_MAILS, numbering })) {
      await onFound?.(raws, { hasRestarted: numbering.hasRestarted() })
      const fresh = new Set(await ledger.recordReceived(account, raws))
      fetched += fresh.size
      yield raws.filter(({ id }) => fresh.delete(id)).map((raw) => ({ raw, copies: copiesOf(raw, raws) }))
    }
  } catch (error) {
    await tellBadPoll(ledger, account, { fetched, error })
    throw error
  }
  await ledger.recordPoll(account, { ok: true, fetched, note: '' })
}

/** Takes up a mail that an earlier pass or another process has made durable; undefined when its bytes are not there any more. */
export async function recall(
  ledger: Pick<Ledger, 'rawBytes'>,
  { id, receivedAt, locations }: MailRecord,
): Promise<Received | undefined> {
  const bytes = await ledger.rawBytes(id)
  const [location] = locations
  if (!bytes || !location) return undefined
  const raw = { id, bytes, location, receivedAt }
  return { raw, copies: locations.filter((other) => isBeside(location, other)) }
}

/** Decides mails that are durable in the ledger; the decisions and all they ask for are written in one transaction. */
export async function triage(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  mails: readonly Received[],
): Promise<readonly Decision[]> {
  if (mails.length === 0) return []
  const raws = mails.map(({ raw }) => raw)
  const evaluated = await evaluateMails(pipeline, policy, raws)
  const { blindSample } = pipeline.config.promise
  const secret = await pipeline.ledger.secret('blind-sample')
  const entries = evaluated.map((one, i) =>
    entryOf(policy, one, {
      locations: mails[i]?.copies ?? [],
      isSampled: isBlindSample(one.raw.id, blindSample, secret),
    }),
  )
  const recorded = await pipeline.ledger.recordDecisions(entries)
  return recorded.map(({ decision }) => decision)
}

/** Reads, predicts and decides. Writes nothing anywhere: a dry run is this and no more. */
export async function evaluateMails(
  pipeline: Pipeline,
  policy: MailboxPolicy,
  raws: readonly RawMail[],
): Promise<readonly Evaluated[]> {
  const mails = await Promise.all(raws.map(pipeline.read))
  const texts = mails.map(({ subject, body }) => ({ subject, ...body }))
  const models = await pipeline.models()
  const predictions = await models.classifier?.predict(texts)
  const challenged = await challenge(models, texts, predictions)
  const facts = await gatherFacts(pipeline, policy, models.classifier?.manifest)
  const evaluated: Evaluated[] = []
  for (const [i, raw] of raws.entries()) {
    const mail = mails[i] as ParsedMail
    const prediction = predictions?.[i]
    const thread = threadWithin(evaluated, mail) ?? (await pipeline.ledger.threadPlacement(mail.references))
    const filed = evaluated.filter(({ decision }) => decision.kind === 'route').length
    const hourlyLimit = { limit: facts.limit, isBlown: filed >= facts.movesLeft }
    const decision = decide(mail, prediction, { ...facts.policy, thread, hourlyLimit })
    evaluated.push({ raw, mail, prediction, decision, challenger: challenged[i] ?? {} })
  }
  return evaluated
}

/** Carries out what the outbox holds, for one mailbox or for all. */
export const deliver = (
  { ledger, config }: Pick<Pipeline, 'ledger' | 'config'>,
  { account }: Partial<Pick<MailboxPolicy, 'account'>>,
  destinations: readonly Destination[],
): Promise<DeliveryReport> => {
  const maxAttempts = config.limits.attempts
  return deliverPending({ ledger, destinations, maxAttempts, ...(account === undefined ? {} : { account }) })
}

// ---------------------------------------------------------------------------------------------------------------

/** Why a poll went badly, in a word: an error's message may name folders, so it is left to the log. */
const noteOf = (error: unknown): string =>
  error instanceof TriageError ? error.code : error instanceof Error ? error.name : 'unknown fault'

/** What went wrong is told to whoever asked for the pass, also when the ledger itself is what failed. */
const tellBadPoll = (
  ledger: Ledger,
  account: string,
  { fetched, error }: { readonly fetched: number; readonly error: unknown },
): Promise<void> =>
  ledger.recordPoll(account, { ok: false, fetched, note: noteOf(error) }).catch(() => undefined)

const isBeside = (one: MailLocation, other: MailLocation): boolean =>
  one.account === other.account && one.folder === other.folder

const copiesOf = ({ id, location }: RawMail, raws: readonly RawMail[]): readonly MailLocation[] =>
  raws.filter((other) => other.id === id && isBeside(location, other.location)).map((copy) => copy.location)

async function gatherFacts(
  { config, ledger, now }: Pipeline,
  policy: MailboxPolicy,
  model: ModelManifest | undefined,
) {
  const anHourAgo = new Date(now().getTime() - 3_600_000).toISOString()
  const policyFacts: Omit<PolicyFacts, 'thread' | 'hourlyLimit'> = {
    mode: policy.mode,
    folder: policy.folder,
    outside: label(config.outside),
    queues: new Set(Object.keys(config.queues)),
    languages: config.languages,
    rules: config.rules,
    model,
    closedQueues: await closedQueues(ledger),
    placedBy: undefined,
  }
  const limit = config.limits.automaticMovesPerHour
  const movesLeft = limit - (await ledger.automaticMovesSince(anHourAgo))
  return { policy: policyFacts, limit, movesLeft }
}

/** Where a mail's thread was placed by a mail of the same batch, of which the ledger does not know yet. */
function threadWithin(evaluated: readonly Evaluated[], { references }: ParsedMail): PolicyFacts['thread'] {
  const isOfThread = ({ mail }: Evaluated) =>
    references.some((id) => id === mail.messageId || mail.references.includes(id))
  const last = evaluated.findLast((one) => one.decision.kind === 'route' && isOfThread(one))
  return last?.decision.kind === 'route' ? { label: last.decision.label, mailId: last.raw.id } : undefined
}

function entryOf(
  policy: MailboxPolicy,
  evaluated: Evaluated,
  facts: { readonly locations: readonly MailLocation[]; readonly isSampled: boolean },
): DecisionEntry {
  const { raw, mail, prediction, decision, challenger } = evaluated
  const planned = plan(decision, {
    ...policy,
    ...facts,
    sizeBytes: raw.bytes.length,
    messageId: mail.messageId,
  })
  const actor = { kind: 'program' as const }
  const { mode } = policy
  return { mailId: raw.id, parsed: mail, prediction, decision, mode, actor, ...planned, ...challenger }
}
