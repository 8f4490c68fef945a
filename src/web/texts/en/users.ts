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
    caseworker: 'reads and answers the mails that wait',
    lead: 'sees the figures of the queues and may answer too',
    data: 'sees the figures and the mails that were filed',
    admin: 'manages users; reads no mail',
    auditor: 'reads the audit trail; reads no mail',
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
}
