// The users and their roles.
import type { Texts } from '../da.js'

export const enUsers: Pick<Texts, 'roles' | 'roleHints' | 'users'> = {
  roles: {
    caseworker: 'Caseworker',
    lead: 'Team lead',
    data: 'Data',
    admin: 'Administrator',
    auditor: 'Auditor',
  },

  roleHints: {
    caseworker: 'reads and answers waiting mail',
    lead: 'sees the figures of the queues and may also answer',
    data: 'sees the figures and filed mail',
    admin: 'manages users; reads no mail',
    auditor: 'reads the audit log; reads no mail',
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
      'Letters, digits and the characters . _ - + @. It is the name in the audit log, and it cannot be changed.',
    badName:
      'The user name cannot be used: it must begin with a letter or digit, have no spaces, and not be "program".',
    taken: 'There is already a user with that name.',
    noRole: 'Choose at least one role.',
    scope: 'Which mails may the user see?',
    some: 'Only mails for the selected queues',
    departmentsHint: 'Only used when the user may not see all queues.',
    state: 'Access',
    open: 'Open',
    closed: 'Closed',
    closedHint: 'the user is logged out and cannot log in',
    save: 'Save',
    fromGroups:
      'The user logs in at the municipality. Roles and queues follow the groups there and cannot be changed here; access can be closed.',
    setPassword: 'Set new password',
    remove: 'Remove user',
    removeHint: 'The user can no longer log in. What the user did stays in the audit log.',
    ownAdmin:
      'You cannot remove your own administrator role or close your own access. Ask another administrator to do it.',
    ownRemoval: 'You cannot remove yourself. Ask another administrator to do it.',
    added: (name) => `${name} has been added.`,
    changed: (name) => `${name} has been changed.`,
    removed: (name) => `${name} has been removed.`,
    passwordSet: (name) => `${name} has a new password and has been logged out everywhere.`,
  },
}
