// postfordeler user add|list|remove|password: the accounts of the page that have their password here.
import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import type { Label } from '../../ids.js'
import type { Account, Accounts } from '../../ledger/contract/accounts.js'
import { isPersonName, isPersonRole, type PersonRole, personRoles } from '../../roles.js'
import type { Services } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, print, usageError } from '../command.js'
import { queueNamed } from '../queue-argument.js'
import { table } from '../table.js'
import { withServices } from '../with-services.js'

interface AddOptions extends CommonOptions {
  readonly roles: string
  readonly departments?: string
  readonly displayName?: string
}

export function addUser(program: Command, io: CommandIo): Command {
  const user = program.command('user').description("accounts of the caseworkers' page")
  addCommand(user, 'add <name>', 'make an account; its password is asked for, or read from stdin')
    .option('--roles <roles>', `what the person may do: ${personRoles.join(', ')}`, 'caseworker')
    .option('--departments <queues>', 'only mail of these queues, e.g. pas,parkering (default: all)')
    .option('--display-name <name>', 'how the person is greeted')
    .action((name: string, options: AddOptions) => runAdd(io, name, options))
  addCommand(user, 'list', 'who has an account, and what they may do').action((options: CommonOptions) =>
    runList(io, options),
  )
  addCommand(user, 'password <name>', 'set a new password and end all logins of the account').action(
    (name: string, options: CommonOptions) => runPassword(io, name, options),
  )
  addCommand(user, 'remove <name>', 'remove an account; what it did stays in the audit log').action(
    (name: string, options: CommonOptions) => runRemove(io, name, options),
  )
  return user
}

const runAdd = (io: CommandIo, name: string, options: AddOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const rights = {
      roles: rolesOf(options.roles),
      departments: departmentsOf(services, options.departments),
    }
    if (!isPersonName(name)) throw usageError(`"${name}" is no user name.`, nameHint)
    const accounts = await accountsOf(services)
    if (await accounts.find(name)) throw taken(name)
    const passwordHash = await newPasswordHash(io, name)
    const account = { name, displayName: options.displayName ?? name, ...rights }
    if (!(await accounts.add({ ...account, passwordHash }, io.user))) throw taken(name)
    print(io, options, account, () => [`${name} may log in as ${rights.roles.join(', ')}.`])
  })

const runList = (io: CommandIo, options: CommonOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const accounts = await (await accountsOf(services)).list()
    print(io, options, accounts, () => listLines(accounts))
  })

const runPassword = (io: CommandIo, name: string, options: CommonOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const accounts = await accountsOf(services)
    const account = await accounts.find(name)
    if (!account) throw unknownUser(name)
    if (account.source !== 'local')
      throw usageError(
        `${name} logs in with the municipality's identity provider and has no password here.`,
        'Change it there.',
      )
    await accounts.change(name, { passwordHash: await newPasswordHash(io, name) }, io.user)
    print(io, options, { name }, () => [`${name} has a new password and is logged out everywhere.`])
  })

const runRemove = (io: CommandIo, name: string, options: CommonOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    if (!(await (await accountsOf(services)).remove(name, io.user))) throw unknownUser(name)
    print(io, options, { name }, () => [`${name} is removed.`])
  })

// ---------------------------------------------------------------------------------------------------------------

const nameHint =
  'It begins with a letter or digit, goes on with letters, digits and . _ - + @, and is not "program".'

const accountsOf = async (services: Services): Promise<Accounts> => (await services.ledger()).accounts

function rolesOf(text: string): readonly PersonRole[] {
  const asked = text.split(',').map((role) => role.trim())
  const unknown = asked.find((role) => !isPersonRole(role))
  if (unknown === undefined) return [...new Set(asked.filter(isPersonRole))]
  throw usageError(`There is no role "${unknown}".`, `The roles are: ${personRoles.join(', ')}.`)
}

const departmentsOf = ({ config }: Services, text: string | undefined): readonly Label[] | undefined =>
  text?.split(',').map((name) => queueNamed(config, name.trim()))

/** Never an argument: those are seen by everybody on the machine. At a terminal it is asked for twice. */
async function newPasswordHash(io: CommandIo, name: string): Promise<string> {
  const [{ hashPassword, passwordFault }, { texts }] = await Promise.all([
    import('../../web/passwords.js'),
    import('../../web/texts/texts.js'),
  ])
  const password = await io.secret(`New password for ${name}: `)
  const fault = passwordFault(password, name)
  if (fault) throw usageError(texts.en.password[fault], texts.en.password.hint)
  if ((await io.secret('Once more: ')) !== password)
    throw usageError('The two passwords are not the same.', 'Nothing was changed. Run the command again.')
  return hashPassword(password)
}

function listLines(accounts: readonly Account[]): readonly string[] {
  if (accounts.length === 0)
    return ['There are no accounts. "postfordeler user add NAME --roles admin" makes one.']
  const rows = accounts.map((account) => [
    account.name,
    account.displayName,
    account.roles.join(', '),
    account.departments?.join(', ') ?? 'all',
    account.source,
    account.isActive ? 'open' : 'closed',
    account.lastLoginAt?.slice(0, 16).replace('T', ' ') ?? 'never',
  ])
  return table(['name', 'greeted as', 'roles', 'queues', 'login', 'access', 'last login'], rows)
}

const taken = (name: string) =>
  new TriageError('USER_NAME_TAKEN', `There is an account "${name}" already.`, {
    hint: '"postfordeler user list" shows the accounts, "user password" sets a new password.',
  })

const unknownUser = (name: string) =>
  new TriageError('USER_UNKNOWN', `There is no account "${name}".`, {
    hint: '"postfordeler user list" shows the accounts.',
  })
