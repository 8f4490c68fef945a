// Who is at the terminal: the name under which the desk records what they do, and what they may do there.
import type { Act } from '../desk/access.js'
import { TriageError } from '../errors.js'
import type { Ledger } from '../ledger/contract/ledger.js'
import { isPersonName, type Person } from '../roles.js'
import { type CommandIo, usageError } from './command.js'

/** Ends the help of every command of the desk. */
export const whoHelp =
  'A name that has an account acts with its roles and departments. Without an account, whoever may run commands on this machine acts as a\n' +
  'caseworker of all departments, recorded under their own name.'

export const byHelp = 'who does it (default: the user of this machine)'

/**
 * The person of `--by`, or the user of this machine. An account of that name brings its roles and departments.
 * @throws USAGE_INVALID, USER_CLOSED, USER_MAY_NOT
 */
export async function personAt(
  { accounts }: Pick<Ledger, 'accounts'>,
  { user }: Pick<CommandIo, 'user'>,
  { by, act }: { readonly by?: string | undefined; readonly act: Act },
): Promise<Person> {
  const name = by ?? user
  if (!isPersonName(name))
    throw usageError(`"${name}" is no name of a person.`, 'Say with --by who does it, e.g. --by birthe.')
  const account = await accounts.find(name)
  if (account === undefined) return { name, displayName: name, roles: ['caseworker'], departments: undefined }
  if (!account.isActive)
    throw new TriageError('USER_CLOSED', `The account "${name}" is closed.`, {
      hint: 'An administrator opens it again under "Brugere" on the page.',
    })
  const { mayAct, rules } = await import('../desk/access.js')
  if (mayAct(account, act)) return account
  throw new TriageError(
    'USER_MAY_NOT',
    `${name} may not do this: it takes one of the roles ${rules[act].roles.join(', ')}.`,
    {
      hint: `The account has: ${account.roles.join(', ') || 'none'}. An administrator changes that on the page.`,
    },
  )
}
