// Taking back: a later decision that leads the mail to where it lay before, in the mailbox, in the queues and on the list.

import { queueKindOf } from '../config/queue-kind.js'
import type { Label, MailId } from '../ids.js'
import { destinationTraits, filedIn, isFolderKind, type QueueKind, type TakenBack } from '../journey.js'
import type { DecisionRecord, ReplacingEntry, UndoResult } from '../ledger/contract/decisions.js'
import type { AnswerResult } from '../ledger/contract/forms.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { ReviewStore } from '../ledger/contract/reviews.js'
import { maySeeFiled } from './access.js'
import { isToken } from './answer-item.js'
import type { UndoForm, UndoOutcome, Withdrawal } from './answer-shapes.js'
import type { DeskDeps } from './deps.js'
import type { Desk, Person } from './desk.js'
import { fileAndWait, filingOf } from './filing-state.js'
import { settledOf } from './mail-view.js'

export const createUndo = (deps: DeskDeps): Pick<Desk, 'undo'> => ({
  async undo(form, person) {
    const { mailId } = form
    if (!isToken(form.token)) return { kind: 'refused', mailId, why: 'bad-token' }
    const [what, number] = form.undo.split(':')
    const n = Number(number)
    if (!Number.isSafeInteger(n)) return { kind: 'nothing-to-undo', mailId }
    if (what === 'later') return bringBack(deps, form, n, person)
    return what === 'decision' ? undoDecision(deps, form, n, person) : { kind: 'nothing-to-undo', mailId }
  },
})

// ---------------------------------------------------------------------------------------------------------------

async function undoDecision(
  deps: DeskDeps,
  form: UndoForm,
  decisionId: number,
  person: Person,
): Promise<UndoOutcome> {
  const { ledger } = deps
  const { mailId } = form
  const record = await ledger.mail(mailId)
  const decisions = await ledger.decisions(mailId)
  const undone = decisions.find(({ id }) => id === decisionId)
  if (record === undefined || undone === undefined || !mayUndo(person, undone, decisions))
    return { kind: 'missing', mailId }
  const entry = await entryOf(deps, { record, undone, decisions, person })
  if (entry === undefined) return { kind: 'nothing-to-undo', mailId }
  const result = await ledger.recordUndo(entry, { token: form.token, actor: person.name })
  if (result.kind === 'recorded') await fileAndWait(deps, [record.account])
  return outcomeOf(deps, { mailId, undone, result })
}

/** Whoever answered may take it back, though the mail has left their departments with the answer. */
const mayUndo = (
  person: Person,
  { decision, actor }: DecisionRecord,
  decisions: readonly DecisionRecord[],
): boolean =>
  maySeeFiled(person, decision) ||
  (actor.kind === 'person' && actor.name === person.name) ||
  decisions.some((one) => one.actor.kind === 'program' && maySeeFiled(person, one.decision))

/** Worked out from what the person saw; the ledger tells whether that still stands. */
async function entryOf(
  { ledger, planUndo }: DeskDeps,
  seen: {
    readonly record: MailRecord
    readonly undone: DecisionRecord
    readonly decisions: readonly DecisionRecord[]
    readonly person: Person
  },
): Promise<ReplacingEntry | undefined> {
  const { record, undone, person } = seen
  const decisions = seen.decisions.filter(({ id }) => id <= undone.id)
  const deliveries = await ledger.deliveries(record.id)
  const hasMoved = deliveries.some(({ destination }) => isFolderKind(destination))
  const entry = planUndo({ record, decisions, by: person.name, hasMoved })
  if (entry === undefined) return undefined
  const item = await ledger.reviewItem(record.id)
  const isAnswer = undone.decision.because.kind === 'answered'
  const isFiledAgain = entry.decision.kind === 'route'
  return {
    ...entry,
    review: !isFiledAgain || (isAnswer && item !== undefined), // a correction of filed mail was on no list
    isBlind: isFiledAgain && item?.isBlind === true,
  }
}

async function outcomeOf(
  { ledger, config }: DeskDeps,
  {
    mailId,
    undone,
    result,
  }: { readonly mailId: MailId; readonly undone: DecisionRecord; readonly result: UndoResult },
): Promise<UndoOutcome> {
  const decisions = await ledger.decisions(mailId)
  if (result.kind !== 'recorded')
    return refusalOf(ledger, { mailId, kind: result.kind, last: decisions.at(-1) })
  const own = decisions.find(({ id }) => id === result.decisionId)?.decision
  const left = filedIn(undone.decision)
  const back = filedIn(own) ?? 'review'
  return {
    kind: 'undone',
    mailId,
    back,
    queue: withdrawalOf(result, left === back ? undefined : left, queueKindOf(config)),
    filing: await filingOf(ledger, mailId, result.decisionId),
  }
}

/** Why nothing was taken back; of a mail that was decided again meanwhile: by whom and how. */
async function refusalOf(
  ledger: ReviewStore,
  {
    mailId,
    kind,
    last,
  }: {
    readonly mailId: MailId
    readonly kind: 'conflict' | 'missing' | 'bad-token'
    readonly last: DecisionRecord | undefined
  },
): Promise<UndoOutcome> {
  if (kind === 'bad-token') return { kind: 'refused', mailId, why: kind }
  if (kind === 'missing' || last === undefined) return { kind: 'missing', mailId }
  return { kind: 'conflict', mailId, ...settledOf(last, await ledger.reviewItem(mailId)) }
}

function withdrawalOf(
  { queues }: Extract<UndoResult, { kind: 'recorded' }>,
  label: Label | undefined,
  kind: QueueKind,
): Withdrawal {
  if (label === undefined) return { kind: 'none' }
  const place = queues.findLast((one) => one.label === label)
  if (place?.state === 'taken' || place?.state === 'done')
    return { kind: place.state, label, by: place.takenBy }
  if (place?.state === 'withdrawn') return { kind: 'withdrawn', label }
  return { kind: withdrawnBy[destinationTraits[kind].takenBack], label }
}

/** What is known of a mail in none of the ledger's own queues: whoever keeps the queue is asked, or there is nobody to ask. */
const withdrawnBy: Readonly<Record<TakenBack, 'asked' | 'none'>> = {
  'by-moving': 'none',
  'in-the-ledger': 'none',
  'by-asking': 'asked',
}

async function bringBack(
  { ledger }: DeskDeps,
  { mailId, token }: UndoForm,
  version: number,
  person: Person,
): Promise<UndoOutcome> {
  const answer = { mailId, version, by: person.name }
  const result: AnswerResult = await ledger.bringBack(answer, { token, actor: person.name })
  if (result.kind === 'recorded')
    return { kind: 'undone', mailId, back: 'review', queue: { kind: 'none' }, filing: 'none' }
  const kind = result.kind === 'bad-token' || result.kind === 'conflict' ? result.kind : 'missing'
  return refusalOf(ledger, { mailId, kind, last: (await ledger.mail(mailId))?.decision })
}
