// The page in English.
import type { Texts } from './da.js'
import { enWork } from './en-work.js'

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
    trail: 'Audit trail',
    users: 'Users',
  },

  work: enWork,

  look: {
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

  account: {
    title: 'My account',
    open: (name) => `My account, ${name}`,
    roles: 'Roles',
    departments: 'Queues',
    allDepartments: 'All queues',
    logOut: 'Log out',
    password: 'Change password',
    oldPassword: 'Current password',
    newPassword: 'New password',
    newPasswordAgain: 'New password again',
    change: 'Change password',
    changed: 'The password is changed. You are logged out everywhere else.',
    wrongOld: 'The current password is wrong.',
    unlike: 'The two new passwords are not the same.',
    elsewhere: "Your password belongs to the municipality's login and is changed there.",
  },

  roles: {
    caseworker: 'Caseworker',
    lead: 'Team lead',
    data: 'Data',
    admin: 'Administrator',
    auditor: 'Auditor',
  },
  roleHints: {
    caseworker: 'reads and answers the mails that wait',
    lead: 'sees the figures of the queues and may answer too',
    data: 'sees the figures and the mails that were filed',
    admin: 'manages users; reads no mail',
    auditor: 'reads the audit trail; reads no mail',
  },

  login: {
    title: 'Log in',
    name: 'User name',
    password: 'Password',
    submit: 'Log in',
    or: 'or',
    wrong: 'User name and password do not match. Try again, or ask your administrator for a new password.',
    tooMany: (minutes) => `There were too many attempts. Wait ${minutes} minutes, then try again.`,
    first: 'Log in to see that page.',
    loggedOut: 'You are logged out.',
    expired: 'You have not used the page for a while, so you are logged out. Log in again to go on.',
    noWay:
      "There is no way to log in: the configuration has neither local accounts nor the municipality's login.",
  },

  oidc: {
    failed: 'The login at the municipality did not succeed',
    failedHint: 'Try again. If it goes on, give your IT department the reference number.',
    noRole: 'You have no access here',
    noRoleHint:
      'You are logged in at the municipality, but you are in no group that may use this page. Talk to your manager.',
    closed: 'Your account on this page is closed. Talk to the administrator.',
    nameTaken:
      'There is a local account with your user name already. The administrator must remove it before you can log in.',
    unreachable: "The municipality's login does not answer at the moment",
    again: 'Try again',
    leaving: 'You are logged out here, and are sent on to be logged out at the municipality.',
    goOn: "Go on to the municipality's login",
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

  password: {
    hint: 'At least 12 characters. Several words in a row are easier to remember than signs and digits.',
    tooShort: 'The password is too short: it must have at least 12 characters.',
    tooLong: 'The password is too long: it may have at most 200 characters.',
    likeName: 'The password may not be the user name.',
  },

  users: {
    title: 'Users',
    add: 'Add user',
    create: 'Add user',
    displayName: 'Name',
    login: 'Login',
    lastLogin: 'Last logged in',
    never: 'Never',
    sources: { local: 'Password here', oidc: "Municipality's login" },
    nameHint:
      'Letters, digits and the signs . _ - + @. It is the name that the trail says, and it cannot be changed.',
    badName:
      'The user name cannot be used: it must begin with a letter or digit, and it may have no spaces nor be "program".',
    taken: 'There is a user of that name already.',
    noRole: 'Choose at least one role.',
    scope: 'Which mails may the user see?',
    some: 'Only mails for the queues that are ticked',
    departmentsHint: 'Only used when the user may not see all queues.',
    state: 'Access',
    open: 'Open',
    closed: 'Closed',
    closedHint: 'the user is logged out and cannot log in',
    save: 'Save',
    fromGroups:
      'The user logs in at the municipality. Roles and queues follow the groups there and cannot be changed here; the access can be closed.',
    setPassword: 'Set new password',
    remove: 'Remove user',
    removeHint: 'The user cannot log in any more. What the user did stays in the audit trail.',
    ownAdmin:
      'You cannot take the administrator role from yourself or close your own access. Ask another administrator to do it.',
    ownRemoval: 'You cannot remove yourself. Ask another administrator to do it.',
    added: (name) => `${name} is added.`,
    changed: (name) => `${name} is changed.`,
    removed: (name) => `${name} is removed.`,
    passwordSet: (name) => `${name} has a new password and is logged out everywhere.`,
  },

  trail: {
    title: 'Audit trail',
    number: 'No.',
    at: 'Time',
    person: 'Person',
    program: 'The program',
    action: 'Action',
    mail: 'Mail',
    details: 'Details',
    from: 'From date',
    to: 'To and including',
    filter: 'Show',
    none: 'There are no lines that fit.',
    noSuchMail:
      'There is no mail, or more than one, whose number begins like that. Write the first 12 signs of the number.',
    older: 'Older lines',
    actions: {
      received: 'received',
      decided: 'decided',
      delivered: 'delivered',
      answered: 'answered',
      viewed: 'viewed',
      undone: 'took back',
      moved: 'moved',
      'put-off': 'put off',
      'brought-back': 'brought back',
      queued: 'queued',
      'queue-taken': 'took from queue',
      'queue-done': 'finished',
      forgotten: 'forgot the text',
      promoted: 'put a model into use',
      'tried-again': 'tries again',
      'delivery-called-off': 'called a delivery off',
      'logged-in': 'logged in',
      'logged-out': 'logged out',
      'login-failed': 'login failed',
      'account-added': 'added user',
      'account-changed': 'changed user',
      'account-removed': 'removed user',
    },
  },

  statement: {
    title: 'Accessibility statement',
    scope: (organisation) =>
      `${organisation} uses Postfordeler to sort enquiries. This statement is about Postfordeler's page for caseworkers.`,
    stateTitle: 'How accessible is the page?',
    state:
      'The page is made to follow WCAG 2.1 at levels A and AA. We know of no part that does not. What citizens write is shown as they sent it, and so may not be accessible.',
    testsTitle: 'How this was examined',
    tests: [
      'Every page is tried automatically with axe against WCAG 2.1 A and AA, in light and dark colours, 320 pixels wide and enlarged four times.',
      'The work is gone through by keyboard alone, and without JavaScript.',
      'Single-key shortcuts can be switched off under Display.',
    ],
    contactTitle: 'When something does not work for you',
    contact: (contact) => `Write to or call: ${contact}`,
    noContact: 'Tell whoever is responsible for the page where you are.',
    authority:
      'You can complain to the Danish Agency for Digital Government, which supervises web accessibility.',
  },
}
