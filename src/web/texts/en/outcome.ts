// The result of an answer.
import type { Texts } from '../da.js'

export const enOutcome: Texts['work']['outcome'] = {
  undo: 'Undo',
  queue: (queue) => `Filed in ${queue}.`,
  'not-ours': (what) => `The answer is kept: not ours (${what}). The mail stays in the inbox.`,
  later: (moment) => `Put off until ${moment}.`,
  closed: 'The matter is closed.',
  filing: {
    pending: 'The mailbox is busy right now, so the mail is moved in a moment. The answer is kept.',
    gone: 'The mail was no longer in the mailbox. The answer is kept, and the matter is closed.',
    failed:
      'The answer is kept, but the mail could not be moved. The operators can see why; move it yourself if it is urgent.',
  },
  last: 'That was the last one.',
  missing: 'The mail is not on the list, or you may not see it.',
  refused: {
    'nothing-to-confirm': 'There is no suggestion to confirm. Choose a queue.',
    'unknown-queue': 'Choose a queue. Nothing was kept.',
    'bad-time': 'That moment has passed. Choose another. Nothing was kept.',
    'bad-token': 'The form belongs to another answer. Nothing was kept: try again from here.',
    'too-many': 'At most 100 mails can be answered at once. Nothing was kept.',
  },
  choose: 'Choose an answer. Nothing was kept.',
  conflictTitle: (name) => `${name} was faster`,
  conflict: 'Your answer was not kept, and nothing was changed.',
  answeredTitle: 'The mail is answered',
  program: 'The program',
  settled: {
    queue: (name, queue) => `${name} filed the mail in ${queue}`,
    'not-ours': (name, what) => `${name} answered: not ours (${what})`,
    later: (name, moment) => `${name} put the mail off until ${moment}`,
    undone: (name) => `${name} took an answer back`,
    review: (name) => `${name} put the mail on the list again`,
    closed: (name) => `${name} left the mail alone`,
  },
  ago: (span) => `${span} ago`,
  openAgain: 'Open the mail again',
  lookUp: 'See where it lies',
  next: 'Next mail',
  undone: 'The answer is taken back. The mail lies where it lay before.',
  backInQueue: (queue) => `The answer is taken back. The mail lies in ${queue} again.`,
  queueTaken: (queue, name) => `${name} in ${queue} has it in hand already: tell them.`,
  queueDone: (queue, name) => `${name} in ${queue} is through with it already: tell them.`,
  queueSomebody: 'Somebody',
  undoConflict: (what) =>
    `It cannot be undone, as something has happened since: ${what}. Nothing was changed.`,
  nothingToUndo: 'There is nothing to undo.',
}
