// What taking a decision back came to, for a person at a terminal.
import type { UndoOutcome } from '../desk/answer-shapes.js'

export function undoneInWords({ filing, queue, back }: Extract<UndoOutcome, { kind: 'undone' }>): string {
  const department =
    queue.kind === 'taken' || queue.kind === 'done' ? `; ${queue.label} is working on it, tell them` : ''
  const where = back === 'review' ? '' : back === 'left' ? ', and left as before' : `, to ${back}`
  if (filing === 'gone') return `taken back, but the mail is no longer in the mailbox${department}`
  return `taken back${where}${filing === 'pending' ? ', moved at the next pass' : ''}${department}`
}
