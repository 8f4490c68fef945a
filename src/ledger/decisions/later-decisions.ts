// A person's decision after the mail was filed: put elsewhere, or taken back. It counts only if what the person saw still stands.
import { sql } from 'kysely'
import { actorName, writeAudit } from '../audit.js'
import { type LedgerContext, lockMails, timeOf } from '../context.js'
import type { DecisionStore, ReplacingEntry, UndoResult } from '../contract/decisions.js'
import type { AnswerResult, SentForm } from '../contract/forms.js'
import type { QueuePlace } from '../contract/outbox.js'
import { earlierResult, keepResult } from '../forms.js'
import { queuePlacesOf } from '../outbox/queues.js'
import type { Trx } from '../tables.js'
import { writeDecisions } from './decisions.js'

export function createLaterDecisions(
  context: LedgerContext,
): Pick<DecisionStore, 'recordMove' | 'recordTakeUp' | 'recordUndo' | 'filedByProgram'> {
  return {
    recordMove: (entry, note, form) =>
      context.db.write((trx) =>
        decideLater<AnswerResult>(context, trx, { entry, form, action: 'moved', note }, (decisionId) => ({
          kind: 'recorded',
          decisionId,
        })),
      ),
    recordTakeUp: (entry, form) =>
      context.db.write((trx) =>
        decideLater<AnswerResult>(
          context,
          trx,
          { entry, form, action: 'taken-up', note: '' },
          (decisionId) => ({ kind: 'recorded', decisionId }),
        ),
      ),
    recordUndo: (entry, form) =>
      context.db.write((trx) =>
        decideLater<UndoResult>(
          context,
          trx,
          { entry, form, action: 'undone', note: '' },
          (decisionId, queues) => ({
            kind: 'recorded',
            decisionId,
            queues,
          }),
        ),
      ),
    async filedByProgram({ since, afterSeq, limit }) {
      const rows = await context.db.sql
        .selectFrom('mails')
        .innerJoin('decisions', 'decisions.id', 'mails.decision_id')
        .select(['mails.id as mailId', 'mails.seq', 'decisions.label'])
        .where('decisions.at', '>=', since)
        .where('decisions.is_automatic', '=', sql.lit(1))
        .where('mails.seq', '>', afterSeq)
        .orderBy('mails.seq')
        .limit(limit)
        .execute()
      return rows.flatMap(({ label, ...row }) => (label === null ? [] : [{ ...row, label }]))
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Later {
  readonly entry: ReplacingEntry
  readonly form: SentForm
  readonly action: string
  readonly note: string
}

interface Refused {
  readonly kind: 'conflict' | 'missing' | 'bad-token'
}

async function decideLater<Result extends object>(
  context: LedgerContext,
  trx: Trx,
  { entry, form, action, note }: Later,
  resultOf: (decisionId: number, queues: readonly QueuePlace[]) => Result,
): Promise<Result | Refused> {
  const { mailId } = entry
  const mail = (await lockMails(context, trx, [mailId])).get(mailId)
  if (mail === undefined) return { kind: 'missing' }
  const earlier = await earlierResult<Result>(trx, form, mailId)
  if (earlier) return earlier
  if (mail.decision_id !== entry.replaces) return { kind: 'conflict' }
  const [written] = await writeDecisions(context, trx, [entry])
  if (written === undefined) throw new Error('the decision of a locked mail was not accepted')
  const at = timeOf(context)
  const decisionId = written.record.id
  const details = { decisionId, replaces: entry.replaces, hasNote: note !== '' }
  await writeAudit(trx, at, [{ actor: actorName(entry.actor), action, mailId, details }])
  const result = resultOf(decisionId, await queuePlacesOf(trx, mailId))
  await keepResult(trx, form, { mailId, result, at })
  return result
}
