// Warnings above the figures: queues that closed themselves, and mail that is unlike the weeks before.
import { inWords } from '../../danish-time.js'
import type { Drift, Warnings } from '../../desk/figures-shapes.js'
import type { Label } from '../../ids.js'

import { Alert } from '../page/alert.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { count, queueTitle, share, weekNumber } from './format.js'

interface WarningsProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly warnings: Warnings
}

export const FigureWarnings = ({ ctx, services, warnings: { closed, threads, drift } }: WarningsProps) => {
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
      {threads && (
        <Alert ctx={ctx} kind="warning" heading={t.threadsClosedTitle}>
          <p>{withEvidence(t.threadsClosed(momentOf(threads, ctx)), threads, ctx)}</p>
          <p>{t.threadsClosedHint}</p>
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

const closedInWords = (closure: Warnings['closed'][number], { ctx, services }: WarningContext): string => {
  const queue = queueTitle(closure.label, { ctx, services })
  return withEvidence(ctx.texts.figures.closed(queue, momentOf(closure, ctx)), closure, ctx)
}

type Closure = Pick<Warnings['closed'][number], 'closedAt' | 'evidence'>

const momentOf = ({ closedAt }: Closure, { texts }: PersonContext): string =>
  closedAt === undefined ? '' : inWords(closedAt, texts.locale)

function withEvidence(what: string, { evidence }: Closure, { texts }: PersonContext): string {
  const { n, wrong, promised } = evidence
  if (n === undefined || wrong === undefined || promised === undefined) return what
  return `${what}: ${texts.figures.closedWhy(count(wrong, texts), count(n, texts), share(promised, texts))}`
}

function driftInWords({ what, now, before }: Drift, { ctx, services }: WarningContext): string {
  const { texts } = ctx
  const t = texts.figures.drift
  const [is, was] = [share(now, texts), share(before, texts)]
  if (what === 'novelty' || what === 'overrides') return t[what](is, was)
  if (what === 'unknown terms') return t.unknown(is, was)
  return t.queue(queueTitle(what as Label, { ctx, services }), is, was)
}
