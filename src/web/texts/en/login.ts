// The login and its passwords.
import type { Texts } from '../da.js'

export const enLogin: Pick<Texts, 'login' | 'oidc' | 'password' | 'account'> = {
  login: {
    title: 'Log in',
    name: 'User name',
    password: 'Password',
    submit: 'Log in',
    or: 'or',
    wrong: 'Wrong user name or password. Try again, or ask your administrator for a new password.',
    tooMany: (minutes) => `Too many attempts. Wait ${minutes} minutes and try again.`,
    first: 'Log in to see that page.',
    loggedOut: 'You have been logged out.',
    expired: 'You were logged out because you had not used the page for a while. Log in again to continue.',
    noWay:
      "There is no way to log in: the configuration has neither local accounts nor the municipality's login.",
  },

  oidc: {
    failed: "The municipality's login failed",
    failedHint: 'Try again. If it keeps failing, give the reference number to your IT department.',
    noRole: 'You do not have access',
    noRoleHint:
      'You are logged in at the municipality, but you are not in a group that may use this page. Talk to your manager.',
    closed: 'Your account on this page is closed. Contact the administrator.',
    nameTaken:
      'A local account with your user name already exists. The administrator must remove it before you can log in.',
    unreachable: "The municipality's login is not responding",
    again: 'Try again',
    leaving: 'You have been logged out here. You are now being sent on to be logged out at the municipality.',
    goOn: "Continue to the municipality's login",
  },

  password: {
    hint: 'At least 12 characters. A few words in a row are easier to remember than symbols and digits.',
    tooShort: 'The password is too short: use at least 12 characters.',
    tooLong: 'The password is too long: use at most 200 characters.',
    likeName: 'The password must not be the user name.',
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
    newPasswordAgain: 'Repeat new password',
    change: 'Change password',
    changed: 'The password has been changed. You have been logged out everywhere else.',
    wrongOld: 'The current password is wrong.',
    unlike: 'The two new passwords are not the same.',
    elsewhere: "You log in with the municipality's login, so change your password there.",
  },
}
