// What a view needs of a mail, of its thread, and of what became of it.

import type { DecisionRecord } from '../ledger/contract/decisions.js'
import type { MailLine, MailRecord } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import type { MailView, Settled, Settlement, ThreadMail } from './mail-shapes.js'

export const mailView = (record: MailRecord, hasBytes: boolean): MailView => ({
  id: record.id,
  mailbox: record.account,
  receivedAt: record.receivedAt,
  subject: record.parsed?.subject ?? record.subject,
  parsed: record.parsed,
  isForgotten: record.state === 'decided' && record.parsed === undefined && !hasBytes,
  hasBytes,
  isInMailbox: record.locations.length > 0,
})

export const threadMail = (line: MailLine): ThreadMail => ({
  mailId: line.mailId,
  subject: line.subject,
  from: line.from,
  at: line.recordedAt,
  kind: line.kind,
  queue: line.kind === 'route' ? line.label : undefined,
  by: line.person,
})

/** What a mail's standing decision, or its being put off, amounts to. */
export function settledOf(decision: DecisionRecord, item: ReviewItem | undefined): Settled {
  if (item?.state === 'open' && item.later)
    return { by: item.later.by, at: item.later.at, what: { kind: 'later', until: item.later.until } }
  const by = decision.actor.kind === 'person' ? decision.actor.name : 'program'
  return { by, at: decision.at, what: settlementOf(decision) }
}

export function settlementOf({ decision, actor }: Pick<DecisionRecord, 'decision' | 'actor'>): Settlement {
  const { because } = decision
  if (because.kind === 'undone') return { kind: 'undone' }
  if (decision.kind === 'route') return { kind: 'queue', label: decision.parts[0].queue }
  if (decision.kind === 'review') return { kind: 'review' }
  if (actor.kind === 'program') return { kind: 'closed' }
  return { kind: 'not-ours', what: because.kind === 'answered' ? because.notOurs : undefined }
}
