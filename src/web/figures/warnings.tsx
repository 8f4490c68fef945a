// What the team lead should know before reading on: queues that closed themselves, and mail that is unlike the weeks before.
import { durationMs } from '../../config/schema.js'
import { type DriftWarning, driftWarnings } from '../../guarantee/drift.js'
import type { Label } from '../../ids.js'
import type { Fuse } from '../../ledger/contract/guarantee-ledger.js'
import { inWords } from '../local-time.js'
import { Alert } from '../page/alert.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import { count, queueTitle, share, weekNumber } from './format.js'

export interface Watch {
  readonly closed: readonly Fuse[]
  /** Of the last whole week. */
  readonly drift: readonly DriftWarning[]
}

/** Thirteen whole weeks and the one that has begun, as `stats` looks at. */
const driftMs = durationMs('98d')

/** @param queue only what is about this one; undefined: all */
export async function watchOf({ ledger, now }: ReviewServices, queue: Label | undefined): Promise<Watch> {
  const at = now()
  const days = await ledger.dayFigures(new Date(at.getTime() - driftMs).toISOString())
  const fuses = await ledger.fuses()
  const drift = driftWarnings(days, at)
  return {
    closed: fuses.filter(({ isClosed, label }) => isClosed && (queue === undefined || label === queue)),
    drift: queue === undefined ? drift : drift.filter(({ what }) => what === queue),
  }
}

interface WarningsProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly watch: Watch
}

export const Warnings = ({ visit, services, watch: { closed, drift } }: WarningsProps) => {
  const said = visit.texts.figures
  const [first] = drift
  return (
    <>
      {closed.length > 0 && (
        <Alert visit={visit} kind="warning" heading={said.closedTitle}>
          <ul class="unstyled-list">
            {closed.map((fuse) => (
              <li>{closedInWords(fuse, { visit, services })}</li>
            ))}
          </ul>
          <p>{said.closedHint}</p>
        </Alert>
      )}
      {first && (
        <Alert visit={visit} kind="info" heading={said.driftTitle(weekNumber(first.week))}>
          <ul class="unstyled-list">
            {drift.map((warning) => (
              <li>{driftInWords(warning, { visit, services })}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  )
}

// ---------------------------------------------------------------------------------------------------------------

type Told = Pick<WarningsProps, 'visit' | 'services'>

function closedInWords({ label, closedAt, evidence }: Fuse, { visit, services }: Told): string {
  const { texts } = visit
  const said = texts.figures
  const since = closedAt === undefined ? '' : inWords(closedAt, texts.locale)
  const { n, wrong, promised } = evidence
  const what = said.closed(queueTitle(label, { visit, services }), since)
  if (n === undefined || wrong === undefined || promised === undefined) return what
  return `${what}: ${said.closedWhy(count(wrong, texts), count(n, texts), share(promised, texts))}`
}

function driftInWords({ what, now, before }: DriftWarning, { visit, services }: Told): string {
  const { texts } = visit
  const said = texts.figures.drift
  const [is, was] = [share(now, texts), share(before, texts)]
  if (what === 'novelty' || what === 'overrides') return said[what](is, was)
  if (what === 'unknown terms') return said.unknown(is, was)
  return said.queue(queueTitle(what as Label, { visit, services }), is, was)
}
