// The page in English.
import type { Texts } from './da.js'
import { enAuditLog } from './en/audit-log.js'
import { enFigures } from './en/figures.js'
import { enFind } from './en/find.js'
import { enKeys } from './en/keys.js'
import { enLeft } from './en/left.js'
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
  skip: 'Skip to content',
  reference: (number) => `Reference number: ${number}`,

  sections: {
    label: 'Sections',
    list: 'Review',
    find: 'Find mail',
    figures: 'Figures',
    auditLog: 'Audit log',
    users: 'Users',
  },

  display: {
    title: 'Display',
    language: 'Language',
    theme: 'Colours',
    themes: { auto: 'Same as my computer', light: 'Light', dark: 'Dark' },
    keys: 'Single-key shortcuts',
    keysOn: 'On',
    keysOff: 'Off',
    keysHint: 'Switch them off if you use speech input or hit them by accident.',
    save: 'Save settings',
    saved: 'The settings have been saved.',
  },

  errors: {
    notFound: 'Page not found',
    notFoundHint: 'The address is wrong, or the page no longer exists.',
    forbidden: 'You do not have access',
    forbiddenHint: 'Your role does not give access to this page. Contact the administrator if you need it.',
    form: 'The form is no longer valid',
    formHint:
      'It was sent from an outdated page, from another window or after you were logged out. Nothing was saved. Go back, reload the page and try again.',
    loggedOut: 'You have been logged out',
    loggedOutHint: 'What you just sent was not saved. Log in and do it again.',
    tooMany: 'Too many attempts',
    tooManyHint: 'Wait a few minutes and try again.',
    bad: 'The request could not be read',
    badHint: 'Nothing was saved. Go back and try again.',
    fault: 'Something went wrong',
    faultHint:
      'The error has been logged. What you just did may not have been saved: check before you do it again.',
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
  left: enLeft,
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
