// What came of an answer or an undo, for a person at a terminal: an error when nothing was recorded.
import type { AnswerOutcome, Refusal, UndoOutcome } from '../desk/answer-shapes.js'
import { TriageError } from '../errors.js'
import type { MailId } from '../ids.js'
import type { Person } from '../roles.js'
import { usageError } from './command.js'

/** An answer that was recorded. */
type Recorded = Extract<AnswerOutcome, { kind: 'recorded' }>

export function recorded(outcome: AnswerOutcome): Recorded {
  if (outcome.kind === 'recorded') return outcome
  if (outcome.kind === 'conflict') throw answeredAlready(outcome.by)
  throw outcome.kind === 'missing' ? notListed() : usageError(refusals[outcome.why], 'Nothing was changed.')
}

export function undone(outcome: UndoOutcome): Extract<UndoOutcome, { kind: 'undone' }> {
  if (outcome.kind === 'undone') return outcome
  if (outcome.kind === 'conflict') throw answeredAlready(outcome.by)
  throw usageError(
    'There is nothing to take back.',
    '"postfordeler explain" shows what was done to the mail.',
  )
}

const refusals: Readonly<Record<Refusal, string>> = {
  'nothing-to-confirm': 'This mail has no suggestion to confirm.',
  'unknown-queue': 'There is no such queue.',
  'bad-time': 'That moment has passed.',
  'bad-token': 'The answer belongs to another mail.',
  'too-many': 'At most 100 mails are answered in one go.',
}

interface Answer {
  readonly mailId: MailId
  readonly queue: string | null
  readonly by: string
  readonly filed: boolean
}

export const answerJson = ({ mailId, what, filing }: Recorded, { name: by }: Person): Answer => ({
  mailId,
  queue: what.kind === 'queue' ? what.label : null,
  by,
  filed: filing !== 'pending',
})

export const answerLines = ({ queue, by, filed }: Answer): readonly string[] => [
  queue ? `Recorded: ${queue}, by ${by}.` : `Recorded: not ours, by ${by}. The mail stays where it is.`,
  ...(filed ? [] : ['It is filed at the next pass over the mailbox.']),
]

export const notListed = (): TriageError =>
  new TriageError('REVIEW_NOT_LISTED', 'This mail is not on the review list.', {
    hint: '"postfordeler explain" shows where it is and why.',
  })

export const someNotAnswered = (count: number): TriageError =>
  new TriageError('REVIEW_ANSWERED', `${count} of the mails were not answered: somebody was faster.`, {
    hint: 'The others are recorded. "postfordeler explain" shows what was answered.',
  })

/** Somebody was faster; or the mail is no longer on the list. */
export const answeredAlready = (by: string | undefined): TriageError =>
  new TriageError('REVIEW_ANSWERED', `Somebody has answered this mail already${by ? `: ${by}` : ''}.`, {
    hint: 'Nothing was changed. "postfordeler explain" shows what was answered.',
  })
