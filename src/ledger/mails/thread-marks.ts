// The marks of mails that may be answered: written with the text, kept when it is forgotten, dropped when answers have stopped coming.
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { MailId } from '../../ids.js'
import type { IsoTime, ParsedMail } from '../../journey.js'
import { type Keyed, marksOf, type ThreadMarks } from '../../thread-marks.js'
import { inParts, type LedgerContext } from '../context.js'
import { secretOf } from '../secret.js'
import type { Tables, Trx } from '../tables.js'
import { storedMail } from './stored-mail.js'

/** An answer that comes later than this after the text of its question was forgotten is a person's to place. */
const KEPT_MS = 365 * 24 * 3_600_000

/** Characters of a key, in hexadecimal: 128 bits, so that no two texts share one by chance. */
const KEY_CHARACTERS = 32

/** Keys of this installation: without its secret nobody can tell which address or subject one stands for. */
export async function keyedBy(trx: Trx): Promise<Keyed> {
  const secret = await secretOf(trx, 'threads')
  return (text) => createHmac('sha256', secret).update(text).digest('hex').slice(0, KEY_CHARACTERS)
}

export async function writeMarks(trx: Trx, mails: readonly ParsedMail[]): Promise<void> {
  if (mails.length === 0) return
  const keyed = await keyedBy(trx)
  for (const part of inParts(mails)) {
    await trx
      .insertInto('thread_marks')
      .values(part.map((mail) => ({ ...rowOf(marksOf(mail, keyed)), ...ofMail(mail.id) })))
      .onConflict((conflict) =>
        conflict.column('mail_id').doUpdateSet((eb) => ({
          matters: eb.ref('excluded.matters'),
          sender: eb.ref('excluded.sender'),
          recipients: eb.ref('excluded.recipients'),
        })),
      )
      .execute()
  }
}

/** Before the texts of these mails are forgotten: a mail of a version that knew no marks gets its own. */
export async function keepMarks(trx: Trx, ids: readonly MailId[]): Promise<void> {
  const rows = await trx
    .selectFrom('mail_texts')
    .leftJoin('thread_marks', 'thread_marks.mail_id', 'mail_texts.mail_id')
    .select('mail_texts.parsed')
    .where('mail_texts.mail_id', 'in', [...ids])
    .where('thread_marks.mail_id', 'is', null)
    .execute()
  await writeMarks(
    trx,
    rows.map(({ parsed }) => storedMail(parsed)),
  )
}

/** @param before mails recorded before it are forgotten */
export const dropOldMarks = (context: LedgerContext, before: IsoTime): Promise<void> =>
  context.db.write(async (trx) => {
    const last = new Date(Date.parse(before) - KEPT_MS).toISOString()
    await trx.deleteFrom('thread_marks').where('recorded_at', '<', last).execute()
  })

/** What is kept of a mail: its marks, or the text that they are made of. */
interface Kept {
  readonly matters: string | null
  readonly sender: string | null
  readonly recipients: string | null
  readonly parsed: string | null
}

/** The marks of a mail; undefined when neither they nor its text are kept. */
export function marksOfRow(
  { matters, sender, recipients, parsed }: Kept,
  keyed: Keyed,
): ThreadMarks | undefined {
  if (matters !== null && recipients !== null)
    return { matters: JSON.parse(matters), sender: sender ?? '', recipients: JSON.parse(recipients) }
  return parsed === null ? undefined : marksOf(storedMail(parsed), keyed)
}

// ---------------------------------------------------------------------------------------------------------------

const rowOf = ({ matters, sender, recipients }: ThreadMarks) => ({
  matters: JSON.stringify(matters),
  sender,
  recipients: JSON.stringify(recipients),
})

const ofMail = (id: MailId) => ({
  mail_id: id,
  recorded_at: sql<Tables['thread_marks']['recorded_at']>`(select recorded_at from mails where id = ${id})`,
})
