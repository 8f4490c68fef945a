// The page in English.
import type { Texts } from './da.js'
import { enAuditLog } from './en/audit-log.js'
import { enFigures } from './en/figures.js'
import { enFind } from './en/find.js'
import { enKeys } from './en/keys.js'
import { enList } from './en/list.js'
import { enLogin } from './en/login.js'
import { enMail } from './en/mail.js'
import { enOutcome } from './en/outcome.js'
import { enReasons } from './en/reasons.js'
import { enStatement } from './en/statement.js'
import { enUsers } from './en/users.js'

export const en: Texts = {
  languageName: 'English',
  locale: 'en-GB',
  product: 'Postfordeler',
  skip: 'Skip to the content',
  reference: (number) => `Reference number: ${number}`,

  sections: {
    label: 'Sections',
    list: 'Review',
    find: 'Find mail',
    figures: 'Figures',
    auditLog: 'Audit trail',
    users: 'Users',
  },

  display: {
    title: 'Display',
    language: 'Language',
    theme: 'Colours',
    themes: { auto: 'As on my computer', light: 'Light', dark: 'Dark' },
    keys: 'Single-key shortcuts',
    keysOn: 'On',
    keysOff: 'Off',
    keysHint: 'Switch them off if you use speech input or hit them by accident.',
    save: 'Save display',
    saved: 'The display is saved.',
  },

  errors: {
    notFound: 'There is no such page',
    notFoundHint: 'The address is wrong, or what it showed is not there any more.',
    forbidden: 'You may not do that here',
    forbiddenHint: 'Your role does not give access to this page. Talk to the administrator if you need it.',
    form: 'The form is not valid any more',
    formHint:
      'It was sent from an old page, from another window or after you were logged out. Nothing was saved. Go back, load the page again and try once more.',
    loggedOut: 'You have been logged out',
    loggedOutHint: 'What you just sent is not saved. Log in and do it again.',
    tooMany: 'Too many attempts',
    tooManyHint: 'Wait a few minutes, then try again.',
    bad: 'The request cannot be read',
    badHint: 'Nothing was saved. Go back and try again.',
    fault: 'Something went wrong',
    faultHint:
      'The fault is written in the log. What you just did may not be saved: look before you do it again.',
    home: 'To the front page',
    back: 'Back',
  },

  footer: {
    label: 'Footer',
    accessibility: 'Accessibility statement',
  },

  ...enLogin,
  ...enUsers,
  auditLog: enAuditLog,
  statement: enStatement,
  find: enFind,
  figures: enFigures,

  work: {
    justNow: 'less than a minute',
    list: enList,
    ...enMail,
    outcome: enOutcome,
    ...enReasons,
    keys: enKeys,
  },
}
