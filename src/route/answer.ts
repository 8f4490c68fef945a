// Step 7 of 8: ReviewAnswer -> a Decision of the person's own, filed through the same outbox as the program's decisions. Pure.
import { type Decision, filedIn, type ReviewAnswer } from '../journey.js'
import type { DecisionEntry } from '../ledger/contract/decisions.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import { intentsFor, type PlanFacts } from './plan.js'

/** What the ledger writes for an answer. Confirming where a mail was filed already asks for nothing. */
export function entryForAnswer(
  answer: ReviewAnswer,
  record: MailRecord,
  facts: Pick<PlanFacts, 'folderOf' | 'folderKind' | 'queueKind'>,
): DecisionEntry {
  const before = record.decision?.decision
  const { by, notOurs } = answer
  const because = { kind: 'answered' as const, by, ...(notOurs === undefined ? {} : { notOurs }) }
  const mustSee = before?.mustSee ?? []
  const decision: Decision = answer.label
    ? { kind: 'route', parts: [{ queue: answer.label }], because, mustSee }
    : { kind: 'leave', because, mustSee }
  const isConfirmed = answer.label !== undefined && filedIn(before) === answer.label
  const deliveries =
    answer.label && !isConfirmed
      ? intentsFor(answer.label, {
          ...facts,
          locations: record.locations.filter(({ account }) => account === record.account),
          sizeBytes: record.sizeBytes,
          messageId: record.parsed?.messageId,
        })
      : []
  return {
    mailId: answer.mailId,
    parsed: undefined,
    prediction: undefined,
    decision,
    mode: 'person',
    actor: { kind: 'person', name: by },
    deliveries,
    review: false,
    note: answer.note,
  }
}
