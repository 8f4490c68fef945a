// What a view needs of a mail, of its thread, and of what became of it.
import type { ParsedMail } from '../journey.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import type { MailLine, MailRecord } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import type { Person } from '../roles.js'
import { isLineHiddenFrom } from './hints.js'
import type { MailView, Settled, Settlement, ThreadMail } from './mail-shapes.js'

/** @param isHidden for a blind judge, who must not learn what was done with it */
export const mailView = (
  record: MailRecord,
  { hasBytes, isHidden }: { readonly hasBytes: boolean; readonly isHidden: boolean },
): MailView => ({
  id: record.id,
  mailbox: record.account,
  state: record.state,
  sizeBytes: record.sizeBytes,
  receivedAt: record.receivedAt,
  recordedAt: record.recordedAt,
  attempts: record.attempts,
  locations: isHidden ? [] : record.locations,
  subject: record.parsed?.subject ?? record.subject,
  parsed: isHidden ? withoutSigns(record.parsed) : record.parsed,
  isForgotten: record.state === 'decided' && record.parsed === undefined && !hasBytes,
  hasBytes,
  isInMailbox: record.locations.length > 0,
})

/** Whether a machine wrote it is what a blind judge is asked. */
const withoutSigns = (mail: ParsedMail | undefined): ParsedMail | undefined =>
  mail && { ...mail, automatic: undefined }

/** @param isHidden where the other mails went would give away where this one was filed */
export function threadMail(
  line: MailLine,
  { person, isHidden = false }: { readonly person: Person; readonly isHidden?: boolean },
): ThreadMail {
  const shared = { mailId: line.mailId, subject: line.subject, from: line.from, at: line.recordedAt }
  if (isLineHiddenFrom(person, line))
    return { ...shared, kind: 'review', queue: undefined, by: undefined, isBlind: true }
  if (isHidden) return { ...shared, kind: undefined, queue: undefined, by: undefined, isBlind: false }
  const queue = line.kind === 'route' ? line.label : undefined
  return { ...shared, kind: line.kind, queue, by: line.person, isBlind: false }
}

/** What a mail's current decision, or its being put off, amounts to. */
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
