// Mail that the program left alone: the list of it, and taking it up.
import type { Texts } from '../da.js'

export const enLeft: Texts['left'] = {
  title: 'Left alone',
  tab: 'Left alone',
  lead: 'Mail that the program takes for written by a machine, or that lies in a folder where it only looks. Nobody is asked to answer it. Take up what a person wrote.',
  sign: 'Sign',
  signs: {
    'report-type': 'Receipt or report of a mail server',
    'report-shape': 'Looks like a report of undelivered mail',
    'auto-replied': 'Automatic reply',
    'absence-header': 'Absence reply of a mail system',
    'absence-words': 'Absence reply by its words',
    'calendar-answer': 'Answer to an invitation',
    'own-address': 'Sent by the mailbox itself',
    unrecorded: 'The sign was not kept (older version)',
    'other-folder': 'Lies in another folder',
  },
  submit: 'Show',
  clear: 'Show all',
  rows: 'Mail that was left alone, newest first',
  empty: 'No mail has been left alone.',
  nothing: 'No mail matches.',
  at: (moment) => `left ${moment}`,
  noWords: '(no words of its own)',
  take: 'Take up',
  takeOne: (subject) => `Take up: ${subject}`,
  takeHint:
    'It is then put on the review list with the suggestion of the program. It stays where it lies until somebody answers.',
  bulk: 'Take up the selected',
  bulkNothing: 'Tick at least one mail.',
  older: 'Older mail',
  back: 'To what was left alone',
  figures: 'Left alone, by sign',
  figuresHint: 'Mail of the period that the program has left alone and that nobody has taken up.',
  count: 'Mails',
  total: 'Total',
}
