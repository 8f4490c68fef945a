// A caseworker's answer: of two who answer the same item exactly one is recorded, and the other learns who was first.
import type { IsoTime, ReviewAnswer } from '../journey.js'
import { PROGRAM, writeAudit } from './audit.js'
import { type LedgerContext, lockMails, timeOf } from './context.js'
import { writeDecisions } from './decisions.js'
import type { AnswerResult, Ledger } from './ledger.js'
import type { Trx } from './tables.js'

export function createAnswers(context: LedgerContext): Pick<Ledger, 'recordAnswer'> {
  return {
    recordAnswer: (answer, entry) =>
      context.db.write(async (trx): Promise<AnswerResult> => {
        const mail = (await lockMails(context, trx, [answer.mailId])).get(answer.mailId)
        if (mail === undefined || mail.decision_id === null) return { kind: 'missing' }
        const refused = await closeIfSeen(trx, answer)
        if (refused) return refused
        const replacing = { ...entry, mailId: answer.mailId, review: false, replaces: mail.decision_id }
        const [written] = await writeDecisions(context, trx, [replacing])
        if (written === undefined) throw new Error('the decision of a locked mail was not accepted')
        await auditAnswer(trx, timeOf(context), answer, written.record.id)
        return { kind: 'recorded', decisionId: written.record.id }
      }),
  }
}

// ------------------------------------------------------------------------------------------------------------------

async function closeIfSeen(trx: Trx, answer: ReviewAnswer): Promise<AnswerResult | undefined> {
  const closed = await trx
    .updateTable('review_items')
    .set((eb) => ({
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
  if (closed) return undefined
  const item = await trx
    .selectFrom('review_items')
    .select('answered_by')
    .where('mail_id', '=', answer.mailId)
    .executeTakeFirst()
  return item ? { kind: 'conflict', by: item.answered_by ?? PROGRAM } : { kind: 'missing' }
}

/** The note is a person's own words about a mail, so the trail says only that there is one. */
const auditAnswer = (trx: Trx, at: IsoTime, answer: ReviewAnswer, decisionId: number) =>
  writeAudit(trx, at, [
    {
      actor: answer.by,
      action: 'answered',
      mailId: answer.mailId,
      details: { decisionId, version: answer.version, label: answer.label, hasNote: answer.note !== '' },
    },
  ])
