// A caseworker's answer: of two who answer the same item exactly one is recorded, and the other learns who was first.

import type { IsoTime, ReviewAnswer } from '../../journey.js'
import { writeAudit } from '../audit.js'
import { type LedgerContext, lockMails, timeOf } from '../context.js'
import type { DecisionStore } from '../contract/decisions.js'
import type { AnswerResult } from '../contract/forms.js'
import { earlierResult, keepResult } from '../forms.js'
import { conflictWith, endSearch, nobodysItem } from '../reviews/reviews.js'
import type { Trx } from '../tables.js'
import { writeDecisions } from './decisions.js'

export function createAnswers(context: LedgerContext): Pick<DecisionStore, 'recordAnswer'> {
  return {
    recordAnswer: (answer, entry, form) =>
      context.db.write(async (trx): Promise<AnswerResult> => {
        const { mailId } = answer
        const mail = (await lockMails(context, trx, [mailId])).get(mailId)
        if (mail === undefined || mail.decision_id === null) return { kind: 'missing' }
        const earlier = await earlierResult<AnswerResult>(trx, form, mailId)
        if (earlier) return earlier
        const refused = await closeIfSeen(trx, answer)
        if (refused) return refused
        const replacing = { ...entry, mailId, review: false, replaces: mail.decision_id }
        const [written] = await writeDecisions(context, trx, [replacing])
        if (written === undefined) throw new Error('the decision of a locked mail was not accepted')
        const at = timeOf(context)
        await auditAnswer(trx, at, answer, written.record.id)
        const result: AnswerResult = { kind: 'recorded', decisionId: written.record.id }
        await keepResult(trx, form, { mailId, result, at })
        return result
      }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function closeIfSeen(trx: Trx, answer: ReviewAnswer): Promise<AnswerResult | undefined> {
  const closed = await trx
    .updateTable('review_items')
    .set((eb) => ({
      ...nobodysItem,
      state: 'answered',
      version: eb('version', '+', 1),
      answered_by: answer.by,
      note: answer.note,
    }))
    .where('mail_id', '=', answer.mailId)
    .where('version', '=', answer.version)
    .where('state', '=', 'open')
    .returning('version')
    .executeTakeFirst()
  if (closed === undefined) return conflictWith(trx, answer)
  await endSearch(trx, [answer.mailId])
  return undefined
}

/** The note is a person's own words about a mail, so the audit row says only that there is one. */
const auditAnswer = (trx: Trx, at: IsoTime, answer: ReviewAnswer, decisionId: number) =>
  writeAudit(trx, at, [
    {
      actor: answer.by,
      action: 'answered',
      mailId: answer.mailId,
      details: {
        decisionId,
        version: answer.version,
        label: answer.label,
        notOurs: answer.notOurs,
        hasNote: answer.note !== '',
      },
    },
  ])
