// The result of an answer.
import type { Texts } from '../da.js'

export const enOutcome: Texts['work']['outcome'] = {
  undo: 'Undo',
  queue: (queue) => `Filed in ${queue}.`,
  'not-ours': (what) => `The answer is saved: not ours (${what}). The mail stays in the inbox.`,
  later: (moment) => `Put off until ${moment}.`,
  closed: 'The case is closed.',
  takenUp: 'The mail has been taken up and waits on the list.',
  filing: {
    pending: 'The mailbox is busy, so the mail will be moved in a moment. The answer is saved.',
    gone: 'The mail was no longer in the mailbox. The answer is saved, and the case is closed.',
    failed:
      'The answer is saved, but the mail could not be moved. The operators can see why; move it yourself if it is urgent.',
  },
  last: 'That was the last one.',
  missing: 'The mail is not on the list, or you may not see it.',
  refused: {
    'nothing-to-confirm': 'There is no suggestion to confirm. Choose a queue.',
    'unknown-queue': 'Choose a queue. Nothing was saved.',
    'bad-time': 'That time has passed. Choose another. Nothing was saved.',
    'bad-token': 'The form belongs to another answer. Nothing was saved: try again from here.',
    'too-many': 'At most 100 mails can be answered together. Nothing was saved.',
  },
  choose: 'Choose an answer. Nothing was saved.',
  conflictTitle: (name) => `${name} was faster`,
  conflict: 'Your answer was not saved, and nothing was changed.',
  answeredTitle: 'The mail has been answered',
  program: 'The program',
  settled: {
    queue: (name, queue) => `${name} filed the mail in ${queue}`,
    'not-ours': (name, what) => `${name} answered: not ours (${what})`,
    later: (name, moment) => `${name} put the mail off until ${moment}`,
    undone: (name) => `${name} undid an answer`,
    review: (name) => `${name} put the mail back on the list`,
    closed: (name) => `${name} left the mail alone`,
  },
  ago: (span) => `${span} ago`,
  openAgain: 'Open the mail again',
  lookUp: 'See where it is',
  next: 'Next mail',
  leftAgain: 'The mail is left again, as before it was taken up.',
  undone: 'The answer has been undone. The mail is back where it was.',
  backInQueue: (queue) => `The answer has been undone. The mail is back in ${queue}.`,
  queueTaken: (queue, name) => `${name} in ${queue} is already working on it: let them know.`,
  queueDone: (queue, name) => `${name} in ${queue} has already finished it: let them know.`,
  queueSomebody: 'Somebody',
  undoConflict: (what) =>
    `It cannot be undone, because something has happened since: ${what}. Nothing was changed.`,
  nothingToUndo: 'There is nothing to undo.',
}
