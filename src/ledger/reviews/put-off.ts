// "Later": an open item that nobody need look at until a moment. It stays open and keeps its place in the line.

import type { MailId } from '../../ids.js'
import { writeAudit } from '../audit.js'
import { type LedgerContext, lockMails, timeOf } from '../context.js'
import type { AnswerResult, SentForm } from '../contract/forms.js'
import type { ReviewStore } from '../contract/reviews.js'
import { earlierResult, keepResult } from '../forms.js'
import type { Trx } from '../tables.js'
import { conflictWith, nobodysItem } from './reviews.js'

export function createPutOff(context: LedgerContext): Pick<ReviewStore, 'putOff' | 'bringBack'> {
  return {
    putOff: (answer, form) => {
      const at = timeOf(context)
      const { until, by, note } = answer
      const later = { later_until: until, later_by: by, later_at: at, claimed_by: null, claimed_until: null }
      return change(context, answer, form, { set: { ...later, note }, action: 'put-off', details: { until } })
    },
    bringBack: (answer, form) =>
      change(context, answer, form, { set: nobodysItem, action: 'brought-back', details: {} }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Change {
  readonly set: Partial<Record<keyof typeof nobodysItem | 'note', string | null>>
  readonly action: string
  readonly details: Readonly<Record<string, unknown>>
}

function change(
  context: LedgerContext,
  answer: { readonly mailId: MailId; readonly version: number; readonly by: string },
  form: SentForm,
  { set, action, details }: Change,
): Promise<AnswerResult> {
  const { mailId, version, by } = answer
  return context.db.write(async (trx) => {
    await lockMails(context, trx, [mailId])
    const earlier = await earlierResult<AnswerResult>(trx, form, mailId)
    if (earlier) return earlier
    const next = await changeIfSeen(trx, { mailId, version, set })
    if (next === undefined) return conflictWith(trx, answer)
    const at = timeOf(context)
    await writeAudit(trx, at, [{ actor: by, action, mailId, details: { version, ...details } }])
    const result: AnswerResult = { kind: 'recorded', version: next }
    await keepResult(trx, form, { mailId, result, at })
    return result
  })
}

async function changeIfSeen(
  trx: Trx,
  { mailId, version, set }: { mailId: MailId; version: number; set: Change['set'] },
): Promise<number | undefined> {
  const { note, ...columns } = set
  const changed = await trx
    .updateTable('review_items')
    .set((eb) => ({
      ...columns,
      ...(note === undefined ? {} : { note: note ?? '' }),
      version: eb('version', '+', 1),
    }))
    .where('mail_id', '=', mailId)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .returning('version')
    .executeTakeFirst()
  return changed?.version
}
