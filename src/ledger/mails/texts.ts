// The mails' words and bytes: written with the decision, dropped as soon as nobody needs them.

import { sql } from 'kysely'
import { searchTextOf } from '../../fold-words.js'
import type { MailId } from '../../ids.js'
import type { IsoTime, ParsedMail } from '../../journey.js'
import { firstAndNewest, threadKey } from '../../thread-marks.js'
import { PROGRAM, writeAudit } from '../audit.js'
import { inParts, type LedgerContext, lockMails, timeOf } from '../context.js'
import type { MailStore } from '../contract/mails.js'
import { forgetForms } from '../forms.js'
import type { Tables, Trx } from '../tables.js'
import { forgetLikeness } from './bursts.js'
import { dropOldMarks, keepMarks, writeMarks } from './thread-marks.js'

/** Mails forgotten in one transaction: others wait for the file no longer than that takes. */
const FORGOTTEN_AT_ONCE = 500

export async function writeTexts(trx: Trx, mails: readonly ParsedMail[]): Promise<void> {
  for (const part of inParts(mails)) {
    await trx
      .insertInto('mail_texts')
      .values(part.map(textRow))
      .onConflict((conflict) =>
        conflict.column('mail_id').doUpdateSet((eb) => ({
          subject: eb.ref('excluded.subject'),
          sender: eb.ref('excluded.sender'),
          parsed: eb.ref('excluded.parsed'),
          is_troubled: eb.ref('excluded.is_troubled'),
        })),
      )
      .execute()
  }
  for (const part of inParts(mails)) {
    await trx
      .insertInto('mail_search')
      .values(part.map((mail) => ({ mail_id: mail.id, words: searchTextOf(mail) })))
      .onConflict((conflict) =>
        conflict.column('mail_id').doUpdateSet((eb) => ({ words: eb.ref('excluded.words') })),
      )
      .execute()
  }
  for (const part of inParts(mails.flatMap(keyRows))) {
    await trx
      .insertInto('thread_keys')
      .values(part)
      .onConflict((conflict) => conflict.columns(['key', 'mail_id']).doNothing())
      .execute()
  }
  await writeMarks(trx, mails)
}

/** The keys that a mail shares with the others of its thread, its own first. */
export function keysOf({ references, messageId }: Pick<ParsedMail, 'references' | 'messageId'>): string[] {
  const cut = firstAndNewest(references)
  const ids = messageId === undefined ? cut : [messageId, ...cut]
  return [...new Set(ids)].map(threadKey)
}

/** Drops the bytes of mails that are done with: decided, delivered, not waiting for a person, and read without trouble. */
export async function dropNeedlessBytes(trx: Trx, ids: readonly MailId[]): Promise<void> {
  for (const part of inParts(ids)) {
    await trx
      .deleteFrom('mail_bytes')
      .where('mail_id', 'in', part)
      .where(isFinished('mail_bytes.mail_id'))
      .where(
        sql<boolean>`exists (select 1 from mail_texts t where t.mail_id = mail_bytes.mail_id and t.is_troubled = 0)`,
      )
      .execute()
  }
}

export function createTexts(context: LedgerContext): Pick<MailStore, 'rawBytes' | 'forgetText'> {
  return {
    async rawBytes(id) {
      const query = context.db.sql.selectFrom('mail_bytes').select('bytes').where('mail_id', '=', id)
      const row = await query.executeTakeFirst()
      return row && new Uint8Array(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength)
    },
    async forgetText(before) {
      await forgetForms(context)
      await dropOldMarks(context, before)
      let forgotten = 0
      for (;;) {
        const count = await forgetSome(context, before)
        forgotten += count
        if (count < FORGOTTEN_AT_ONCE) return forgotten
      }
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

const textRow = (mail: ParsedMail): Tables['mail_texts'] => ({
  mail_id: mail.id,
  subject: mail.subject,
  sender: mail.from?.address ?? '',
  parsed: JSON.stringify(mail),
  is_troubled: mail.troubles.length > 0 ? 1 : 0,
})

function keyRows(mail: ParsedMail): Tables['thread_keys'][] {
  const own = mail.messageId === undefined ? undefined : threadKey(mail.messageId)
  return keysOf(mail).map((key) => ({ key, mail_id: mail.id, is_own: key === own ? 1 : 0 }))
}

/** Nothing is left to deliver and nobody is asked about the mail. */
const isFinished = (mailId: string) => sql<boolean>`
  not exists (select 1 from outbox o where o.mail_id = ${sql.ref(mailId)} and o.state = 'pending')
  and not exists (select 1 from review_items r where r.mail_id = ${sql.ref(mailId)} and r.state = 'open')`

async function forgetSome(context: LedgerContext, before: IsoTime): Promise<number> {
  return context.db.write(async (trx) => {
    const candidates = trx
      .selectFrom('mails')
      .select('id')
      .where('recorded_at', '<', before)
      .where('forgotten_at', 'is', null)
      .where('state', '=', 'decided')
      .where(isFinished('mails.id'))
      .orderBy('recorded_at')
      .limit(FORGOTTEN_AT_ONCE)
    const ids = (await candidates.execute()).map((row) => row.id)
    await lockMails(context, trx, ids)
    const finished = ids.length === 0 ? [] : await candidates.where('id', 'in', ids).execute()
    await forget(
      trx,
      finished.map((row) => row.id),
      timeOf(context),
    )
    return finished.length
  })
}

async function forget(trx: Trx, ids: MailId[], at: IsoTime): Promise<void> {
  if (ids.length === 0) return
  await keepMarks(trx, ids)
  await trx.deleteFrom('mail_bytes').where('mail_id', 'in', ids).execute()
  await trx.deleteFrom('mail_texts').where('mail_id', 'in', ids).execute()
  await trx.deleteFrom('mail_search').where('mail_id', 'in', ids).execute()
  await forgetLikeness(trx, ids)
  await trx.updateTable('decisions').set({ evidence: null, note: '' }).where('mail_id', 'in', ids).execute()
  await trx.updateTable('outbox').set({ message_id: null }).where('mail_id', 'in', ids).execute()
  await trx.updateTable('review_items').set({ note: '' }).where('mail_id', 'in', ids).execute()
  await trx.updateTable('mails').set({ forgotten_at: at }).where('id', 'in', ids).execute()
  await writeAudit(
    trx,
    at,
    ids.map((mailId) => ({ actor: PROGRAM, action: 'forgotten', mailId, details: {} })),
  )
}
