// The mails themselves: received once for each content, looked up, and listed while nobody has decided them.
import { sql } from 'kysely'
import type { MailId } from '../../ids.js'
import type { RawMail } from '../../journey.js'
import { threadKey } from '../../thread-marks.js'
import { PROGRAM, writeAudit } from '../audit.js'
import { inParts, type LedgerContext, timeOf } from '../context.js'
import type { MailRecord, MailStore } from '../contract/mails.js'
import { decisionOfRow } from '../decision-rows.js'
import type { Trx } from '../tables.js'
import { locationOf, noteSeen } from './locations.js'
import { storedMail } from './stored-mail.js'

export function createMails(
  context: LedgerContext,
): Pick<
  MailStore,
  'recordReceived' | 'recorded' | 'undecided' | 'recordAttempt' | 'takeBackAttempt' | 'mail' | 'findMails'
> {
  const { db } = context
  return {
    recordReceived: (account, raws) => db.write((trx) => recordReceived(context, trx, account, raws)),
    async recorded(ids) {
      const found = new Set<MailId>()
      for (const part of inParts(ids)) {
        const rows = await db.sql.selectFrom('mails').select('id').where('id', 'in', part).execute()
        for (const { id } of rows) found.add(id)
      }
      return found
    },
    async undecided({ account, limit }) {
      const reopened = db.sql.selectFrom('reopened_mails').select('mail_id')
      const received = db.sql
        .selectFrom('mails')
        .select('id')
        .where((eb) => eb.or([eb('state', '=', sql.lit('received')), eb('id', 'in', reopened)]))
      const query = account === undefined ? received : received.where('account', '=', account)
      return (await query.orderBy('seq').limit(limit).execute()).map((row) => row.id)
    },
    recordAttempt: (id) =>
      db.write(async (trx) => {
        const row = await trx
          .updateTable('mails')
          .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
          .where('id', '=', id)
          .returning('attempts')
          .executeTakeFirst()
        if (row === undefined || row.attempts < 2) return // the first attempt is every mail's
        const auditEvent = {
          actor: PROGRAM,
          action: 'tried-again',
          mailId: id,
          details: { attempts: row.attempts },
        }
        await writeAudit(trx, timeOf(context), [auditEvent])
      }),
    takeBackAttempt: (id) =>
      db.write(async (trx) => {
        await trx
          .updateTable('mails')
          .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
          .where('id', '=', id)
          .where('state', '=', 'received')
          .where('attempts', '>', 0)
          .execute()
      }),
    mail: (id) => mail(context, id),
    findMails: (text) => findMails(context, text),
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function recordReceived(
  context: LedgerContext,
  trx: Trx,
  account: string,
  raws: readonly RawMail[],
): Promise<readonly MailId[]> {
  const at = timeOf(context)
  const byId = new Map(raws.map((raw) => [raw.id, raw]))
  const added = new Set<MailId>()
  for (const part of inParts([...byId.values()])) {
    const rows = await trx
      .insertInto('mails')
      .values(part.map((raw) => mailRow(raw, account, at)))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute()
    for (const { id } of rows) added.add(id)
  }
  const fresh = [...byId.values()].filter((raw) => added.has(raw.id))
  for (const raw of fresh)
    await trx.insertInto('mail_bytes').values({ mail_id: raw.id, bytes: raw.bytes }).execute()
  await noteSeen(trx, raws, at)
  await writeAudit(
    trx,
    at,
    [...byId.values()].map((raw) => auditEventOf(raw, added.has(raw.id))),
  )
  return fresh.map((raw) => raw.id)
}

const mailRow = (raw: RawMail, account: string, at: string) => ({
  id: raw.id,
  account,
  state: 'received' as const,
  size_bytes: raw.bytes.byteLength,
  received_at: raw.receivedAt ?? null,
  recorded_at: at,
})

const auditEventOf = ({ id, bytes, location }: RawMail, isNew: boolean) => ({
  actor: PROGRAM,
  action: isNew ? 'received' : 'found-again',
  mailId: id,
  details: {
    account: location.account,
    folder: location.folder,
    uid: location.uid,
    sizeBytes: bytes.byteLength,
  },
})

async function mail({ db }: LedgerContext, id: MailId): Promise<MailRecord | undefined> {
  const row = await db.sql
    .selectFrom('mails')
    .leftJoin('mail_texts', 'mail_texts.mail_id', 'mails.id')
    .selectAll('mails')
    .select(['mail_texts.subject', 'mail_texts.parsed'])
    .where('mails.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const places = db.sql
    .selectFrom('locations')
    .selectAll()
    .where('mail_id', '=', id)
    .where('left_at', 'is', null)
  const locations = await places.orderBy('seen_at', 'desc').orderBy('id', 'desc').execute()
  const current = db.sql.selectFrom('decisions').selectAll().where('id', '=', row.decision_id)
  const decision = await current.executeTakeFirst()
  return {
    id: row.id,
    account: row.account,
    state: row.state,
    sizeBytes: row.size_bytes,
    receivedAt: row.received_at ?? undefined,
    recordedAt: row.recorded_at,
    attempts: row.attempts,
    locations: locations.map(locationOf),
    parsed: row.parsed === null ? undefined : storedMail(row.parsed),
    subject: row.subject ?? '',
    decision: decision && decisionOfRow(decision),
  }
}

/** More than these are not told apart by a person anyway. */
const MOST_FOUND = 10

async function findMails({ db }: LedgerContext, text: string): Promise<readonly MailId[]> {
  if (/[@<]/.test(text)) {
    const key = threadKey(text.trim().replace(/^<|>$/g, ''))
    const query = db.sql
      .selectFrom('thread_keys')
      .select('mail_id')
      .where('key', '=', key)
      .where('is_own', '=', 1)
    return (await query.orderBy('mail_id').limit(MOST_FOUND).execute()).map((row) => row.mail_id)
  }
  if (!/^[0-9a-f]{1,64}$/.test(text)) return []
  const first = text.padEnd(64, '0') as MailId
  const last = text.padEnd(64, 'f') as MailId
  const query = db.sql.selectFrom('mails').select('id').where('id', '>=', first).where('id', '<=', last)
  return (await query.orderBy('id').limit(MOST_FOUND).execute()).map((row) => row.id)
}
