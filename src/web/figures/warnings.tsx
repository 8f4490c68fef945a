// What the team lead should know before reading on: queues that closed themselves, and mail that is unlike the weeks before.
import { durationMs } from '../../config/duration.js'
import { type DriftWarning, driftWarnings } from '../../guarantee/drift.js'
import type { Label } from '../../ids.js'
import type { QueueClosure } from '../../ledger/contract/guarantee-ledger.js'
import { inWords } from '../local-time.js'
import { Alert } from '../page/alert.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { count, queueTitle, share, weekNumber } from './format.js'

export interface Watch {
  readonly closed: readonly QueueClosure[]
  /** Of the last whole week. */
  readonly drift: readonly DriftWarning[]
}

/** Thirteen whole weeks and the one that has begun, as `stats` looks at. */
const driftMs = durationMs('98d')

/** @param queue only what is about this one; undefined: all */
export async function watchOf({ ledger, now }: ReviewServices, queue: Label | undefined): Promise<Watch> {
  const at = now()
  const days = await ledger.dayFigures(new Date(at.getTime() - driftMs).toISOString())
  const closures = await ledger.queueClosures()
  const drift = driftWarnings(days, at)
  return {
    closed: closures.filter(({ isClosed, label }) => isClosed && (queue === undefined || label === queue)),
    drift: queue === undefined ? drift : drift.filter(({ what }) => what === queue),
  }
}

interface WarningsProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly watch: Watch
}

export const FigureWarnings = ({ ctx, services, watch: { closed, drift } }: WarningsProps) => {
  const t = ctx.texts.figures
  const [first] = drift
  return (
    <>
      {closed.length > 0 && (
        <Alert ctx={ctx} kind="warning" heading={t.closedTitle}>
          <ul class="unstyled-list">
            {closed.map((closure) => (
              <li>{closedInWords(closure, { ctx, services })}</li>
            ))}
          </ul>
          <p>{t.closedHint}</p>
        </Alert>
      )}
      {first && (
        <Alert ctx={ctx} kind="info" heading={t.driftTitle(weekNumber(first.week))}>
          <ul class="unstyled-list">
            {drift.map((warning) => (
              <li>{driftInWords(warning, { ctx, services })}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  )
}

// ---------------------------------------------------------------------------------------------------------------

type WarningContext = Pick<WarningsProps, 'ctx' | 'services'>

function closedInWords(
  { label, closedAt, evidence }: QueueClosure,
  { ctx, services }: WarningContext,
): string {
  const { texts } = ctx
  const t = texts.figures
  const since = closedAt === undefined ? '' : inWords(closedAt, texts.locale)
  const { n, wrong, promised } = evidence
  const what = t.closed(queueTitle(label, { ctx, services }), since)
  if (n === undefined || wrong === undefined || promised === undefined) return what
  return `${what}: ${t.closedWhy(count(wrong, texts), count(n, texts), share(promised, texts))}`
}

function driftInWords({ what, now, before }: DriftWarning, { ctx, services }: WarningContext): string {
  const { texts } = ctx
  const t = texts.figures.drift
  const [is, was] = [share(now, texts), share(before, texts)]
  if (what === 'novelty' || what === 'overrides') return t[what](is, was)
  if (what === 'unknown terms') return t.unknown(is, was)
  return t.queue(queueTitle(what as Label, { ctx, services }), is, was)
}
