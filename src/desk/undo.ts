// Taking back: a later decision that returns the mail to where it was before, in the mailbox, in the queues and on the list.

import { queueKindOf } from '../config/queue-kind.js'
import { destinationTraits, isFolderKind, type QueueKind, type TakenBack } from '../destination-kinds.js'
import type { Label, MailId } from '../ids.js'
import { filedIn, leftBySign } from '../journey.js'
import type { DecisionRecord, ReplacingEntry, UndoResult } from '../ledger/contract/decisions.js'
import type { AnswerResult } from '../ledger/contract/forms.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { ReviewStore } from '../ledger/contract/reviews.js'
import type { Person } from '../roles.js'
import { isToken } from './answer-item.js'
import type { UndoForm, UndoOutcome, Withdrawal } from './answer-shapes.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import { fileAndWait, filingOf } from './filing-state.js'
import { settledOf } from './mail-view.js'

export const createUndo = (deps: DeskContext): Pick<Desk, 'undo'> => ({
  async undo(form, person) {
    const { mailId } = form
    if ((await deps.door(person, 'undo', mailId)) === undefined) return { kind: 'missing', mailId }
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
  deps: DeskContext,
  form: UndoForm,
  decisionId: number,
  person: Person,
): Promise<UndoOutcome> {
  const { ledger } = deps
  const { mailId } = form
  const record = await ledger.mail(mailId)
  const decisions = await ledger.decisions(mailId)
  const undone = decisions.find(({ id }) => id === decisionId)
  if (record === undefined || undone === undefined) return { kind: 'missing', mailId }
  const entry = await entryOf(deps, { record, undone, decisions, person })
  if (entry === undefined) return { kind: 'nothing-to-undo', mailId }
  const result = await ledger.recordUndo(entry, { token: form.token, actor: person.name })
  if (result.kind === 'recorded') await fileAndWait(deps, [record.account])
  return outcomeOf(deps, { mailId, undone, result, person })
}

/** Made from what the person saw; the ledger says whether it still stands. */
async function entryOf(
  { ledger, planUndo }: DeskContext,
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
  const isDoneAgain = entry.decision.kind !== 'review' // filed, or left
  return {
    ...entry,
    review: !isDoneAgain || (isAnswer && item !== undefined), // a correction of filed mail was on no list
    isBlind: isDoneAgain && item?.isBlind === true,
  }
}

async function outcomeOf(
  deps: DeskContext,
  {
    mailId,
    undone,
    result,
    person,
  }: {
    readonly mailId: MailId
    readonly undone: DecisionRecord
    readonly result: UndoResult
    readonly person: Person
  },
): Promise<UndoOutcome> {
  const { ledger, config } = deps
  const decisions = await ledger.decisions(mailId)
  if (result.kind !== 'recorded')
    return refusalOf(deps, { mailId, kind: result.kind, last: decisions.at(-1), person })
  const own = decisions.find(({ id }) => id === result.decisionId)?.decision
  const left = filedIn(undone.decision)
  const back = filedIn(own) ?? (own && leftBySign(own) ? 'left' : 'review')
  return {
    kind: 'undone',
    mailId,
    back,
    queue: withdrawalOf(result, left === back ? undefined : left, queueKindOf(config)),
    filing: await filingOf(ledger, mailId, result.decisionId),
  }
}

/** Why nothing was taken back; of a mail that was decided again meanwhile: by whom and how, if the person may still see it. */
async function refusalOf(
  { ledger, door }: Pick<DeskContext, 'door'> & { readonly ledger: ReviewStore },
  {
    mailId,
    kind,
    last,
    person,
  }: {
    readonly mailId: MailId
    readonly kind: 'conflict' | 'missing' | 'bad-token'
    readonly last: DecisionRecord | undefined
    readonly person: Person
  },
): Promise<UndoOutcome> {
  if (kind === 'bad-token') return { kind: 'refused', mailId, why: kind }
  const isAllowed = (await door(person, 'undo', mailId)) !== undefined
  if (kind === 'missing' || last === undefined || !isAllowed) return { kind: 'missing', mailId }
  return { kind: 'conflict', mailId, ...settledOf(last, await ledger.reviewItem(mailId)) }
}

function withdrawalOf(
  { queues }: Extract<UndoResult, { kind: 'recorded' }>,
  label: Label | undefined,
  kind: QueueKind,
): Withdrawal {
  if (label === undefined) return { kind: 'none' }
  const last = queues.findLast((one) => one.label === label)
  if (last?.state === 'taken' || last?.state === 'done') return { kind: last.state, label, by: last.takenBy }
  if (last?.state === 'withdrawn') return { kind: 'withdrawn', label }
  return { kind: withdrawnBy[destinationTraits[kind].takenBack], label }
}

/** What is known of a mail in none of the ledger's own queues: the keeper of the queue is asked, or there is nobody to ask. */
const withdrawnBy: Readonly<Record<TakenBack, 'asked' | 'none'>> = {
  'by-moving': 'none',
  'in-the-ledger': 'none',
  'by-asking': 'asked',
}

async function bringBack(
  deps: DeskContext,
  { mailId, token }: UndoForm,
  version: number,
  person: Person,
): Promise<UndoOutcome> {
  const { ledger } = deps
  if ((await deps.door(person, 'answer', mailId)) === undefined) return { kind: 'missing', mailId }
  const answer = { mailId, version, by: person.name }
  const result: AnswerResult = await ledger.bringBack(answer, { token, actor: person.name })
  if (result.kind === 'recorded')
    return { kind: 'undone', mailId, back: 'review', queue: { kind: 'none' }, filing: 'none' }
  const kind = result.kind === 'bad-token' || result.kind === 'conflict' ? result.kind : 'missing'
  return refusalOf(deps, { mailId, kind, last: (await ledger.mail(mailId))?.decision, person })
}
