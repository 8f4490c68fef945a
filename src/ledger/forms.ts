// The forms that were sent. An act and its form's row are one transaction, so sending a form again shows whether the act was
// recorded, and carries it out if it was not.
import type { MailId } from '../ids.js'
import type { IsoTime } from '../journey.js'
import type { LedgerContext } from './context.js'
import type { SentForm } from './contract/forms.js'
import type { Trx } from './tables.js'

/** Nobody sends a form again after a week. */
const KEPT_MS = 7 * 24 * 3_600_000

/** What the form's first sending gave; undefined when this is the first. Ask after the mail's row is locked. */
export async function earlierResult<Result>(
  trx: Trx,
  form: SentForm | undefined,
  mailId: MailId,
): Promise<Result | { readonly kind: 'bad-token' } | undefined> {
  if (form === undefined) return undefined
  const sent = await trx.selectFrom('forms').selectAll().where('token', '=', form.token).executeTakeFirst()
  if (sent === undefined) return undefined
  if (sent.actor !== form.actor || sent.mail_id !== mailId) return { kind: 'bad-token' }
  return JSON.parse(sent.result) as Result
}

/** Keeps an act's result. What was refused is not kept: it may be asked for again. */
export async function keepResult(
  trx: Trx,
  form: SentForm | undefined,
  { mailId, result, at }: { readonly mailId: MailId; readonly result: object; readonly at: IsoTime },
): Promise<void> {
  if (form === undefined) return
  const row = { token: form.token, actor: form.actor, mail_id: mailId, result: JSON.stringify(result), at }
  await trx.insertInto('forms').values(row).execute()
}

export async function forgetForms(context: LedgerContext): Promise<void> {
  const before = new Date(context.now().getTime() - KEPT_MS).toISOString()
  await context.db.write(async (trx) => {
    await trx.deleteFrom('forms').where('at', '<', before).execute()
  })
}
