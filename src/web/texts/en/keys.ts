// The single keys.
import type { Texts } from '../da.js'

export const enKeys: Texts['work']['keys'] = {
  title: 'Keyboard shortcuts',
  open: 'Keyboard shortcuts',
  key: 'Key',
  does: 'Action',
  close: 'Close',
  off: 'Turn shortcuts off',
  onList: {
    j: 'Next mail in the list',
    k: 'Previous mail in the list',
    Enter: 'Open the mail',
    x: 'Select or deselect',
    b: 'Start with the first',
    '/': 'Search',
    u: 'Undo the last answer',
    '?': 'Show the shortcuts',
  },
  onLeft: {
    j: 'Next mail on the list',
    k: 'Previous mail on the list',
    Enter: 'Open the mail',
    o: 'Take the mail up',
    x: 'Tick or untick',
    u: 'Undo the last act',
    '?': 'Show the shortcuts',
  },
  onMail: {
    Enter: 'Confirm the suggestion',
    '1-9': 'File in the queue with that number',
    '/': 'Find another queue',
    a: 'Not ours: another authority',
    s: 'Not ours: spam',
    p: 'Not ours: private',
    l: 'Put off',
    n: 'Write a note',
    j: 'Skip',
    t: 'Back to the list',
    u: 'Undo the last answer',
    '?': 'Show the shortcuts',
  },
}
