// Decisions: written with everything they ask for in one transaction, before anything is done about them.
import { type Selectable, sql } from 'kysely'
import type { MailId } from '../../ids.js'
import { filedIn, filedOrGuessed, type IsoTime } from '../../journey.js'
import { type AuditEvent, actorName, writeAudit } from '../audit.js'
import { inParts, type LedgerContext, type LockedMail, lockMails, timeOf } from '../context.js'
import type { DecisionEntry, DecisionStore } from '../contract/decisions.js'
import { decisionOfRow, recordOf, rowOfDecision, type Written } from '../decision-rows.js'
import { noteChallengers } from '../guarantee/challengers.js'
import { noteCorrections } from '../guarantee/correction-rows.js'
import { countDecisions } from '../guarantee/gauges.js'
import { countLeft } from '../guarantee/left-counts.js'
import { countCandidates } from '../guarantee/sample-candidates.js'
import { noteSamples } from '../guarantee/samples.js'
import { dropNeedlessBytes, writeTexts } from '../mails/texts.js'
import { writeIntents } from '../outbox/outbox-rows.js'
import { closeReviews, openReviews } from '../reviews/reviews.js'
import type { Tables, Trx } from '../tables.js'
import { replaceEffects } from './replaced.js'
import { createThreadPlacements } from './thread-placements.js'

export function createDecisions(
  context: LedgerContext,
): Pick<DecisionStore, 'recordDecisions' | 'decisions' | 'threadPlacements' | 'automaticMovesSince'> {
  const { db } = context
  return {
    async recordDecisions(entries) {
      const written = await db.write((trx) => writeDecisions(context, trx, entries))
      return written.map(({ record }) => record)
    },
    async decisions(id) {
      const query = db.sql.selectFrom('decisions').selectAll().where('mail_id', '=', id).orderBy('nth')
      return (await query.execute()).map(decisionOfRow)
    },
    ...createThreadPlacements(context),
    async automaticMovesSince(since) {
      const { count } = await db.sql
        .selectFrom('decisions')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('is_automatic', '=', sql.lit(1))
        .where('at', '>=', since)
        .executeTakeFirstOrThrow()
      return count
    },
  }
}

/** The body of the transaction. Entries whose mail was decided by somebody else meanwhile are left out. */
export async function writeDecisions(
  context: LedgerContext,
  trx: Trx,
  entries: readonly DecisionEntry[],
): Promise<readonly Written[]> {
  const at = timeOf(context)
  const mails = await lockMails(
    context,
    trx,
    entries.map((entry) => entry.mailId),
  )
  const allowed = firstOfEachMail(entries).filter((entry) => mayDecide(entry, mails.get(entry.mailId)))
  if (allowed.length === 0) return []

  const accepted = await replaceEffects(trx, allowed, at)
  const replaced = await replacedRows(trx, accepted)
  const written = await insertDecisions(trx, accepted, { replaced, at })
  await pointMailsAtDecision(trx, written)
  await countDecisions(trx, written, { replaced: replaced.map(({ kind }) => kind), slot: context.countSlot })
  await countLeft(trx, written, { replaced: replaced.map(({ sign }) => sign), slot: context.countSlot })
  const decidedAnew = accepted.filter(({ replaces }) => replaces !== undefined).map(({ mailId }) => mailId)
  for (const ids of inParts(decidedAnew))
    await trx.deleteFrom('reopened_mails').where('mail_id', 'in', ids).execute()
  await writeTexts(
    trx,
    accepted.flatMap((entry) => entry.parsed ?? []),
  )
  await writeIntents(trx, written, at)
  await countCandidates(trx, written, { slot: context.countSlot, at })
  await noteSamples(trx, written, at)
  await noteCorrections(context, trx, written, at)
  await noteChallengers(trx, written, at)
  await openReviews(trx, written.filter(({ entry }) => entry.review).map(reviewOf), at)
  await closeReviews(
    trx,
    accepted.filter((entry) => entry.replaces !== undefined && !entry.review).map((entry) => entry.mailId),
  )
  await writeAudit(trx, at, written.map(auditEventOf))
  await dropNeedlessBytes(
    trx,
    accepted.filter((entry) => !entry.review).map((entry) => entry.mailId),
  )
  return written
}

// ---------------------------------------------------------------------------------------------------------------

function firstOfEachMail(entries: readonly DecisionEntry[]): readonly DecisionEntry[] {
  const seen = new Set<MailId>()
  return entries.filter(({ mailId }) => !seen.has(mailId) && seen.add(mailId))
}

function mayDecide(entry: DecisionEntry, mail: LockedMail | undefined): boolean {
  if (mail === undefined) return false
  return entry.replaces === undefined ? mail.state === 'received' : mail.decision_id === entry.replaces
}

async function insertDecisions(
  trx: Trx,
  entries: readonly DecisionEntry[],
  { replaced, at }: { readonly replaced: readonly ReplacedRow[]; readonly at: IsoTime },
): Promise<Written[]> {
  const nthOf = new Map(replaced.map((row) => [row.mail_id, row.nth]))
  const written: Written[] = []
  for (const part of inParts(entries)) {
    const rows = await trx
      .insertInto('decisions')
      .values(part.map((entry) => rowOfDecision(entry, (nthOf.get(entry.mailId) ?? 0) + 1, at)))
      .returning(['id', 'mail_id'])
      .execute()
    const idOf = new Map(rows.map((row) => [row.mail_id, row.id]))
    for (const entry of part) {
      const id = idOf.get(entry.mailId)
      if (id !== undefined) written.push({ entry, record: recordOf(entry, id, at) })
    }
  }
  return written
}

type ReplacedRow = Pick<Selectable<Tables['decisions']>, 'mail_id' | 'nth' | 'kind' | 'sign'>

async function replacedRows(trx: Trx, entries: readonly DecisionEntry[]): Promise<readonly ReplacedRow[]> {
  const rows: ReplacedRow[] = []
  for (const ids of inParts(entries.flatMap(({ replaces }) => replaces ?? []))) {
    const query = trx
      .selectFrom('decisions')
      .select(['mail_id', 'nth', 'kind', 'sign'])
      .where('id', 'in', ids)
    rows.push(...(await query.execute()))
  }
  return rows
}

async function pointMailsAtDecision(trx: Trx, written: readonly Written[]): Promise<void> {
  for (const part of inParts(written)) {
    await trx
      .updateTable('mails')
      .set((eb) => ({
        state: 'decided',
        decision_id: eb
          .selectFrom('decisions')
          .select((latest) => latest.fn.max('decisions.id').as('id'))
          .whereRef('decisions.mail_id', '=', 'mails.id'),
      }))
      .where(
        'id',
        'in',
        part.map(({ record }) => record.mailId),
      )
      .execute()
  }
}

const reviewOf = ({ entry: { decision, isBlind }, record }: Written) => ({
  mailId: record.mailId,
  decisionId: record.id,
  mustSee: decision.mustSee,
  guess: filedOrGuessed(decision),
  reason: decision.because,
  isBlind: isBlind === true,
})

const auditEventOf = ({ entry, record }: Written): AuditEvent => ({
  actor: actorName(entry.actor),
  action: 'decided',
  mailId: record.mailId,
  details: {
    decisionId: record.id,
    kind: entry.decision.kind,
    label: filedIn(entry.decision),
    because: entry.decision.because.kind,
    modelId: record.modelId,
    mode: entry.mode,
    replaces: entry.replaces,
    deliveries: entry.deliveries.map((intent) => intent.destination),
    review: entry.review,
  },
})
