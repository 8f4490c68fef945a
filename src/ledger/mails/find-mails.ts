// Mail that is looked up: where it stands, its thread, and a search backwards in time that reads a bounded number of mails.

import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { MailId } from '../../ids.js'
import { inParts, type LedgerContext } from '../context.js'
import type { FindFilter, FindPosition, MailLine, MailStore } from '../contract/mails.js'
import type { CurrentMail, ReviewStore } from '../contract/reviews.js'
import type { Tables } from '../tables.js'
import { isIn } from './contains.js'
import { keysOf } from './texts.js'

/** More of a thread than a person looks through. */
const MOST_OF_THREAD = 50

export function createFindMails(
  context: LedgerContext,
): Pick<MailStore, 'threadOf' | 'findLines' | 'mailLines' | 'hasBytes'> & Pick<ReviewStore, 'currentMail'> {
  const { db } = context
  return {
    currentMail: (id) => currentMail(db.sql, id),
    async threadOf(mail) {
      const keys = keysOf(mail)
      if (keys.length === 0) return []
      const ids = db.sql.selectFrom('thread_keys').select('mail_id').where('key', 'in', keys)
      const query = lines(db.sql).where('mails.id', 'in', ids).where('mails.id', '<>', mail.id)
      return (await query.orderBy('mails.seq').limit(MOST_OF_THREAD).execute()).map(lineOf)
    },
    findLines: (options) => findLines(context, options),
    async mailLines(ids) {
      const found: MailLine[] = []
      for (const part of inParts(ids)) {
        const query = lines(db.sql).where('mails.id', 'in', part)
        found.push(...(await query.orderBy('mails.seq', 'desc').execute()).map(lineOf))
      }
      return found
    },
    async hasBytes(id) {
      const query = db.sql.selectFrom('mail_bytes').select('mail_id').where('mail_id', '=', id)
      return (await query.executeTakeFirst()) !== undefined
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function currentMail(db: Kysely<Tables>, id: MailId): Promise<CurrentMail | undefined> {
  const row = await db
    .selectFrom('mails')
    .leftJoin('decisions', 'decisions.id', 'mails.decision_id')
    .leftJoin('review_items', 'review_items.mail_id', 'mails.id')
    .select(['mails.decision_id', 'decisions.kind', 'decisions.label'])
    .select(['decisions.person', 'decisions.at', 'decisions.reason'])
    .select(['review_items.version', 'review_items.state', 'review_items.is_blind', 'review_items.guess'])
    .select('review_items.later_until')
    .where('mails.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const isAnswer = row.reason === 'answered' || row.reason === 'placed-by-person'
  return {
    mailId: id,
    decisionId: row.decision_id ?? undefined,
    kind: row.kind ?? undefined,
    label: row.label ?? undefined,
    answered: isAnswer && row.person !== null && row.at !== null ? { by: row.person, at: row.at } : undefined,
    item:
      row.version === null || row.state === null
        ? undefined
        : {
            ...{ version: row.version, state: row.state, guess: row.guess ?? undefined },
            ...{ isBlind: row.is_blind === 1, isPutOff: row.later_until !== null },
          },
  }
}

const lines = (db: Kysely<Tables>) =>
  db
    .selectFrom('mails')
    .leftJoin('mail_texts', 'mail_texts.mail_id', 'mails.id')
    .leftJoin('decisions', 'decisions.id', 'mails.decision_id')
    .leftJoin('review_items', (join) =>
      join.onRef('review_items.mail_id', '=', 'mails.id').on('review_items.state', '=', 'open'),
    )
    .select(['mails.id', 'mails.seq', 'mails.account', 'mails.recorded_at'])
    .select([
      'mail_texts.subject',
      'mail_texts.sender',
      'review_items.state as waiting',
      'review_items.is_blind',
    ])
    .select(['decisions.kind', 'decisions.label', 'decisions.reason', 'decisions.person'])

type LineRow = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

const lineOf = (row: LineRow): MailLine => ({
  mailId: row.id,
  account: row.account,
  subject: row.subject ?? '',
  from: row.sender ?? '',
  recordedAt: row.recorded_at,
  kind: row.kind ?? undefined,
  label: row.label ?? undefined,
  reason: row.reason ?? undefined,
  person: row.person ?? undefined,
  isWaiting: row.waiting !== null,
  isBlind: row.is_blind === 1,
})

async function findLines(
  { db }: LedgerContext,
  { filter, position, limit, read }: Parameters<MailStore['findLines']>[0],
): ReturnType<MailStore['findLines']> {
  const { from, before } = filter
  let span = db.sql
    .selectFrom('mails')
    .select(['id', 'recorded_at', 'seq'])
    .orderBy('recorded_at', 'desc')
    .orderBy('seq', 'desc')
  if (from !== undefined) span = span.where('recorded_at', '>=', from)
  if (before !== undefined) span = span.where('recorded_at', '<', before)
  if (position !== undefined)
    span = span.where(sql<boolean>`(recorded_at, seq) < (${position.recordedAt}, ${position.seq})`)
  const last = await span
    .offset(read - 1)
    .limit(1)
    .executeTakeFirst()
  if (last !== undefined)
    span = span.where(sql<boolean>`(recorded_at, seq) >= (${last.recorded_at}, ${last.seq})`)
  let query = lines(db.sql)
    .where('mails.id', 'in', span.clearSelect().clearOrderBy().select('id'))
    .orderBy('mails.recorded_at', 'desc')
    .orderBy('mails.seq', 'desc')
    .limit(limit)
  for (const condition of conditionsFor(filter)) query = query.where(condition)
  const rows = await query.execute()
  const full = rows.length === limit ? rows.at(-1) : undefined
  return { lines: rows.map(lineOf), end: positionOf(full) ?? positionOf(last) }
}

const positionOf = (
  row: { readonly recorded_at: string; readonly seq: number } | undefined,
): FindPosition | undefined => row && { recordedAt: row.recorded_at, seq: row.seq }

function conditionsFor(filter: FindFilter): readonly RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  const { words = [], sender, label, labels, withoutBlind = false } = filter
  if (withoutBlind) conditions.push(sql`coalesce(review_items.is_blind, 0) = 0`)
  if (sender !== undefined) conditions.push(isIn(sql`mail_texts.sender`, sender))
  if (label !== undefined) conditions.push(sql`decisions.kind = 'route' and decisions.label = ${label}`)
  if (labels !== undefined)
    conditions.push(labels.length === 0 ? sql`1 = 0` : sql`decisions.label in (${sql.join(labels)})`)
  for (const word of words) {
    const found = isIn(sql`s.words`, word)
    conditions.push(sql`exists (select 1 from mail_search s where s.mail_id = mails.id and ${found})`)
  }
  return conditions
}
