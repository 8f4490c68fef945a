// Queues that are closed to automatic filing, and the filing by threads that can be too: because their promise did not hold or by a person's hand, until a person opens them again.
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Label } from '../../ids.js'
import { type AuditEvent, PROGRAM, writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { GuaranteeStore, QueueClosure, ThreadFiling } from '../contract/guarantee.js'
import type { Tables } from '../tables.js'

type ClosureStore = Pick<
  GuaranteeStore,
  | 'queueClosures'
  | 'closeQueue'
  | 'closeQueueByHand'
  | 'openQueue'
  | 'threadFiling'
  | 'closeThreadFiling'
  | 'closeThreadFilingByHand'
  | 'openThreadFiling'
>

export function createClosedQueues(context: LedgerContext): ClosureStore {
  return {
    queueClosures: async () => (await closures(context, 'queue')).map(closureOf),
    closeQueue: (label, evidence) => closeForEvidence(context, queueOf(label), evidence),
    closeQueueByHand: (label, by, why) => closeByHand(context, queueOf(label), by, why),
    openQueue: (label, by, why) => open(context, queueOf(label), by, why),
    async threadFiling() {
      const [row] = await closures(context, 'threads')
      if (row === undefined) return neverClosed
      const { label: _, ...filing } = closureOf(row)
      return filing
    },
    closeThreadFiling: (evidence) => closeForEvidence(context, threads, evidence),
    closeThreadFilingByHand: (by, why) => closeByHand(context, threads, by, why),
    openThreadFiling: (by, why) => open(context, threads, by, why),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** What is closed, by its row and by its name in the audit log. */
interface Closed {
  readonly row: Pick<Selectable<Tables['queue_closures']>, 'label' | 'covers'>
  readonly word: 'queue' | 'thread-filing'
  readonly details: AuditEvent['details']
}

const queueOf = (label: Label): Closed => ({
  row: { label, covers: 'queue' },
  word: 'queue',
  details: { label },
})

const threads: Closed = { row: { label: '' as Label, covers: 'threads' }, word: 'thread-filing', details: {} }

const neverClosed: ThreadFiling = {
  isClosed: false,
  closedAt: undefined,
  openedAt: undefined,
  reason: 'by-person',
  closedBy: undefined,
  why: '',
  evidence: {},
}

const closures = ({ db }: LedgerContext, covers: Closed['row']['covers']) =>
  db.sql.selectFrom('queue_closures').selectAll().where('covers', '=', covers).orderBy('label').execute()

const closureOf = (row: Selectable<Tables['queue_closures']>): QueueClosure => ({
  label: row.label,
  isClosed: row.closed_at !== null,
  closedAt: row.closed_at ?? undefined,
  openedAt: row.opened_at ?? undefined,
  reason: row.reason,
  closedBy: row.closed_by ?? undefined,
  why: row.why,
  evidence: JSON.parse(row.evidence),
})

const closeForEvidence = (context: LedgerContext, closed: Closed, evidence: QueueClosure['evidence']) =>
  close(context, closed, {
    row: { reason: 'promise-broken', closed_by: null, why: '', evidence: JSON.stringify(evidence) },
    event: auditEvent(PROGRAM, `${closed.word}-closed`, { ...closed.details, ...evidence }),
  })

const closeByHand = (context: LedgerContext, closed: Closed, by: string, why: string) =>
  close(context, closed, {
    row: { reason: 'by-person', closed_by: by, why, evidence: '{}' },
    event: auditEvent(by, `${closed.word}-closed`, { ...closed.details, why }),
  })

const open = (
  context: LedgerContext,
  { row: { label, covers }, word, details }: Closed,
  by: string,
  why: string,
): Promise<boolean> =>
  context.db.write(async (trx) => {
    const at = timeOf(context)
    const opened = await trx
      .updateTable('queue_closures')
      .set({
        closed_at: null,
        opened_at: sql<string>`case when reason = 'promise-broken' then ${at} else opened_at end`,
      })
      .where('label', '=', label)
      .where('covers', '=', covers)
      .where('closed_at', 'is not', null)
      .returning('label')
      .execute()
    if (opened.length === 0) return false
    await writeAudit(trx, at, [auditEvent(by, `${word}-opened`, { ...details, why })])
    return true
  })

const auditEvent = (actor: string, action: string, details: AuditEvent['details']): AuditEvent => ({
  actor,
  action,
  mailId: undefined,
  details,
})

interface Closing {
  readonly row: Pick<Insertable<Tables['queue_closures']>, 'reason' | 'closed_by' | 'why' | 'evidence'>
  readonly event: AuditEvent
}

/** Of two that close a queue the first one's reason stands; when it was opened before stays with it. */
const close = (context: LedgerContext, closed: Closed, { row, event }: Closing): Promise<boolean> =>
  context.db.write(async (trx) => {
    const at = timeOf(context)
    const changed = await trx
      .insertInto('queue_closures')
      .values({ ...closed.row, closed_at: at, ...row })
      .onConflict((conflict) =>
        conflict
          .column('label')
          .doUpdateSet({ closed_at: at, ...row })
          .where('queue_closures.closed_at', 'is', null),
      )
      .returning('label')
      .execute()
    if (changed.length === 0) return false
    await writeAudit(trx, at, [event])
    return true
  })
