// The login and its passwords.
import type { Texts } from '../da.js'

export const enLogin: Pick<Texts, 'login' | 'oidc' | 'password' | 'account'> = {
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

  password: {
    hint: 'At least 12 characters. Several words in a row are easier to remember than signs and digits.',
    tooShort: 'The password is too short: it must have at least 12 characters.',
    tooLong: 'The password is too long: it may have at most 200 characters.',
    likeName: 'The password may not be the user name.',
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
}
