// /healthz, /readyz and /metrics: what monitoring asks of the service.
import Fastify, { type FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { durationMs } from '../config/duration.js'
import type { Mailbox } from '../config/mailbox-schema.js'
import { LEFT_CONFIDENCE, leftBound } from '../guarantee/left-guarantee.js'
import type { GuaranteeStore } from '../ledger/contract/guarantee.js'
import type { MailStore } from '../ledger/contract/mails.js'

/** A mailbox counts as polled lately within this many of its intervals: one poll may be slow, three in a row are a fault. */
const MISSED_POLLS = 3
/** And never sooner than this, so that a mailbox polled every second does not flicker. */
const LEAST_LATENESS_MS = 60_000
/** Scrapes come every 15 seconds; more of them, or several scrapers, cost the ledger nothing. */
const FRESH_MS = 5_000

export interface HealthOptions {
  readonly ledger: GuaranteeStore & MailStore
  readonly mailboxes: readonly Mailbox[]
  /** Whether a model is in use, for all processes of an installation: the pointer says so. */
  readonly hasModel: () => Promise<boolean>
  readonly now: () => Date
}

/** One thing that stands in the way of working, in a sentence. Empty when the service is ready. */
async function unreadyReasons({
  ledger,
  mailboxes,
  hasModel,
  now,
}: HealthOptions): Promise<readonly string[]> {
  const polls = await ledger.lastPolls()
  const late = mailboxes.filter(({ name, every }) => {
    const okAt = polls.find(({ account }) => account === name)?.okAt
    const boundMs = Math.max(LEAST_LATENESS_MS, MISSED_POLLS * durationMs(every))
    return okAt === undefined || Math.abs(now().getTime() - Date.parse(okAt)) > boundMs // ahead: the clock was set back
  })
  return [
    ...((await hasModel()) ? [] : ['there is no model: all mail goes to people']),
    ...late.map(({ name }) => `mailbox "${name}" has not been polled successfully lately`),
  ]
}

/** The http server of a service without the page; the caller listens and closes. */
export function createHealthServer(options: HealthOptions): FastifyInstance {
  const app = Fastify({ logger: false })
  addHealth(app, options)
  return app
}

/** Open to anyone who reaches the port; the answers are numbers and names of mailboxes. */
const open = { config: { roles: 'anyone' as const } }

/** Adds the three addresses to an http application that serves other things too. */
export function addHealth(app: FastifyInstance, options: HealthOptions): void {
  const metrics = createMetrics(options)
  app.get('/healthz', open, () => ({ status: 'ok' }))
  app.get('/readyz', open, async (_request, reply) => {
    const reasons = await unreadyReasons(options).catch(() => ['the database does not answer'])
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons })
  })
  app.get('/metrics', open, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}

// ---------------------------------------------------------------------------------------------------------------

/**
 * Figures are read from the ledger when they are asked for, so every process of an installation reports the same. However many
 * scrape, and however often, the ledger is asked one question in a few seconds.
 */
function createMetrics({ ledger, now }: HealthOptions): Registry {
  const gauges = shared(() => ledger.gauges(), { forMs: FRESH_MS, now })
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    collect: (gauge: Gauge) => Promise<void>,
  ) =>
    new Gauge({
      ...{ name: `postfordeler_${name}`, help, labelNames, registers: [registry] },
      async collect() {
        this.reset()
        await collect(this)
      },
    })
  gauge('mails', 'Mails by the decision that stands', ['decision'], async (mails) => {
    const { byKind, undecided } = await gauges()
    for (const [kind, count] of Object.entries({ ...byKind, undecided })) mails.set({ decision: kind }, count)
  })
  gauge('left_mails', 'Mails that the program has left, by sign', ['sign'], async (left) => {
    for (const { sign, count } of (await gauges()).left) left.set({ sign }, count)
  })
  gauge('waiting', 'Mails that wait for a person', [], async (waiting) =>
    waiting.set((await gauges()).waiting),
  )
  gauge('undelivered', 'Deliveries that are not done yet', [], async (open) =>
    open.set((await gauges()).undelivered),
  )
  gauge('seconds_since_good_poll', 'Age of the last successful poll', ['mailbox'], async (age) => {
    for (const { account, okAt } of (await gauges()).polls)
      if (okAt) age.set({ mailbox: account }, (now().getTime() - Date.parse(okAt)) / 1000)
  })
  gauge('queue_closed', 'Queues that are closed to automatic filing', ['queue'], async (closed) => {
    for (const { label, isClosed } of (await gauges()).queues) closed.set({ queue: label }, isClosed ? 1 : 0)
  })
  gauge('thread_filing_closed', 'Answers are not filed where their thread stands', [], async (closed) =>
    closed.set((await gauges()).isThreadFilingClosed ? 1 : 0),
  )
  gauge('blind_answers', 'Answers to mail of the blind sample', ['queue', 'answer'], async (answers) => {
    for (const { label, isRight, count } of (await gauges()).blindAnswers)
      answers.set({ queue: label, answer: isRight ? 'right' : 'wrong' }, count)
  })
  gauge('left_answers', 'Answers to left mail of the blind sample', ['answer'], async (answers) => {
    const { n, wrong } = leftBound((await gauges()).leftAnswers)
    if (n === 0) return
    answers.set({ answer: 'right' }, n - wrong)
    answers.set({ answer: 'wrong' }, wrong)
  })
  // With a label, since a gauge without one is 0 until it is known, which is the best that it could say.
  gauge(
    'left_wrong_at_most',
    'Upper bound of the share of left mail that was wrongly left',
    ['confidence'],
    async (bound) => {
      const { n, high } = leftBound((await gauges()).leftAnswers)
      if (n > 0) bound.set({ confidence: LEFT_CONFIDENCE }, high)
    },
  )
  return registry
}

/** Asks at most once in a while: callers meanwhile share the answer, also while it is on its way. A failure is not kept. */
function shared<T>(
  ask: () => Promise<T>,
  { forMs, now }: { readonly forMs: number; readonly now: () => Date },
): () => Promise<T> {
  let last: { readonly answer: Promise<T>; readonly atMs: number } | undefined
  return () => {
    const atMs = now().getTime()
    if (last !== undefined && Math.abs(atMs - last.atMs) < forMs) return last.answer
    const asked = { answer: ask(), atMs }
    last = asked
    asked.answer.catch(() => {
      if (last === asked) last = undefined
    })
    return asked.answer
  }
}
