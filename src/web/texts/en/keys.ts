// The single keys.
import type { Texts } from '../da.js'

export const enKeys: Texts['work']['keys'] = {
  title: 'Keyboard shortcuts',
  open: 'Keyboard shortcuts',
  key: 'Key',
  does: 'Does',
  close: 'Close',
  off: 'Switch shortcuts off',
  onList: {
    j: 'Next mail of the list',
    k: 'Previous mail of the list',
    Enter: 'Open the mail',
    x: 'Tick or untick',
    b: 'Begin with the first',
    '/': 'Search',
    u: 'Undo the last answer',
    '?': 'Show the shortcuts',
  },
  onMail: {
    Enter: 'Confirm the suggestion',
    '1-9': 'File in the queue with the number',
    '/': 'Find another queue',
    a: 'Not ours: another authority',
    s: 'Not ours: spam',
    p: 'Not ours: private',
    l: 'Put off',
    n: 'Write a note',
    j: 'Skip',
    t: 'To the list',
    u: 'Undo the last answer',
    '?': 'Show the shortcuts',
  },
}
