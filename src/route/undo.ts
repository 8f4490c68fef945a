// Step 7 of 8, back again: a standing decision -> the Decision that takes it back, with the moves that put the mail where it lay. Pure.
import type { Label } from '../ids.js'
import { type Decision, filedIn, filedOrGuessed, type Reason } from '../journey.js'
import type { DecisionEntry, DecisionRecord } from '../ledger/contract/decisions.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import { intentsFor, type PlanFacts } from './plan.js'

export interface UndoFacts extends Pick<PlanFacts, 'folderOf' | 'folderKind' | 'queueKind'> {
  /** The polled folder's configured name; undefined when the source is no IMAP mailbox. */
  readonly inbox: string | undefined
  readonly by: string
  /** Whether the mail was ever to be moved. */
  readonly hasMoved: boolean
}

/**
 * Says how the mail's last decision is taken back; undefined when there is none to take back. A person's answer to filed mail
 * (a blind item, a correction) leads back to the queue it was filed in, one to mail that the program left leads back to that; everything
 * else leads to the inbox and the review list.
 * @param decisions all of the mail's, oldest first
 */
export function entryForUndo(
  record: MailRecord,
  decisions: readonly DecisionRecord[],
  facts: UndoFacts,
): (DecisionEntry & { readonly replaces: number }) | undefined {
  const last = decisions.at(-1)
  if (!last) return undefined
  if (last.decision.because.kind === 'taken-up') return leftAgain(record, decisions, facts)
  if (last.decision.kind === 'review') return undefined
  const isAnswer = answers.has(last.decision.because.kind)
  const before = isAnswer ? decisions.at(-2) : undefined
  const label = before && !isShadow(before) ? filedIn(before.decision) : undefined
  const because = { kind: 'undone', by: facts.by, decisionId: last.id } as const
  const mustSee = decisions.findLast(({ decision }) => decision.mustSee.length > 0)?.decision.mustSee ?? []
  const decision = decisionBack(
    { label, wasLeft: isLeft(before), guess: guessOf(decisions) },
    { because, mustSee },
  )
  return {
    mailId: record.id,
    parsed: undefined,
    prediction: decisions.findLast(({ prediction }) => prediction)?.prediction,
    decision,
    mode: 'person',
    actor: { kind: 'person', name: facts.by },
    deliveries: deliveriesBack(record, last.decision, label, facts),
    review: true,
    replaces: last.id,
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** What a person took up is left again for the reason that it was left for, and is on the list of what was left as before. */
function leftAgain(
  record: MailRecord,
  decisions: readonly DecisionRecord[],
  { by }: UndoFacts,
): (DecisionEntry & { readonly replaces: number }) | undefined {
  const [before, last] = decisions.slice(-2)
  if (before?.decision.kind !== 'leave' || last === undefined) return undefined
  return {
    mailId: record.id,
    parsed: undefined,
    prediction: before.prediction,
    decision: before.decision,
    mode: 'person',
    actor: { kind: 'person', name: by },
    deliveries: [],
    review: false,
    replaces: last.id,
  }
}

/** A person's answer, and their correction of filed mail. */
const answers: ReadonlySet<Reason['kind']> = new Set(['answered', 'placed-by-person'])

function decisionBack(
  {
    label,
    wasLeft,
    guess,
  }: { readonly label: Label | undefined; readonly wasLeft: boolean; readonly guess: Label | undefined },
  base: Pick<Decision, 'because' | 'mustSee'>,
): Decision {
  if (label) return { kind: 'route', parts: [{ queue: label }], ...base }
  return wasLeft ? { kind: 'leave', ...base } : { kind: 'review', guess, ...base }
}

/** By the program, as no work for anybody; where a person said so, taking it back asks people anew. Stays so when an answer is undone. */
const isLeft = (before: DecisionRecord | undefined): boolean =>
  before?.decision.kind === 'leave' && leftReasons.has(before.decision.because.kind)

const leftReasons: ReadonlySet<Reason['kind']> = new Set(['automatic-mail', 'also-looked', 'undone'])

/** What a shadow mailbox's decision says was never done, so it is nowhere to go back to. */
const isShadow = ({ mode }: DecisionRecord): boolean => mode === 'shadow'

/** What the program thought first: the queue it filed in, or its suggestion. */
function guessOf(decisions: readonly DecisionRecord[]): Label | undefined {
  return filedOrGuessed(decisions.find(({ actor }) => actor.kind === 'program')?.decision)
}

function deliveriesBack(
  record: MailRecord,
  undone: Decision,
  label: Label | undefined,
  { folderOf, folderKind, queueKind, inbox, hasMoved }: UndoFacts,
): DecisionEntry['deliveries'] {
  const locations = record.locations.filter(({ account }) => account === record.account)
  const { sizeBytes } = record
  const messageId = record.parsed?.messageId
  if (label !== undefined)
    return intentsFor(label, { folderOf, folderKind, queueKind, locations, sizeBytes, messageId })
  const from = filedIn(undone) // the outbox names the queue that the mail leaves
  if (inbox === undefined || folderKind === undefined || !hasMoved || from === undefined) return []
  return locations.map((place) => ({
    destination: folderKind,
    label: from,
    move: { from: place, toFolder: inbox, sizeBytes, messageId },
  }))
}
