// The administrator's pages: who has an account, what they may do, and how it is given and taken.
import type { Account } from '../../ledger/contract/accounts.js'
import { isPersonName, type PersonRole } from '../../roles.js'
import { readNewPassword } from '../new-password.js'
import { DataTable } from '../page/table.js'
import { Time } from '../page/time.js'
import { hashPassword } from '../passwords.js'
import {
  type Answer,
  goTo,
  NoSuchPage,
  type Page,
  type PersonVisit,
  type ReviewServices,
  show,
} from '../request-context.js'
import { readRights } from './rights-form.js'
import { showAdd, showEdit } from './user-form.js'

const admin = ['admin'] as const satisfies readonly PersonRole[]

const personPath = (name: string): string => `/users/person/${encodeURIComponent(name)}`

export const userPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/users', roles: admin, handler: (visit) => showList(services, visit) },
  { method: 'GET', path: '/users/add', roles: admin, handler: (visit) => showAdd(services, visit) },
  { method: 'POST', path: '/users/add', roles: admin, handler: (visit) => add(services, visit) },
  {
    method: 'GET',
    path: '/users/person/:name',
    roles: admin,
    handler: async (visit) => showEdit(services, visit, await accountOf(services, visit)),
  },
  { method: 'POST', path: '/users/person/:name', roles: admin, handler: (visit) => change(services, visit) },
  {
    method: 'POST',
    path: '/users/person/:name/password',
    roles: admin,
    handler: (visit) => reset(services, visit),
  },
  {
    method: 'POST',
    path: '/users/person/:name/remove',
    roles: admin,
    handler: (visit) => remove(services, visit),
  },
]

// ---------------------------------------------------------------------------------------------------------------

async function showList({ ledger, config }: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { texts } = visit
  const said = texts.users
  const accounts = await ledger.accounts.list()
  const nameOf = (key: string) => config.queues[key]?.name ?? key
  return show(
    said.title,
    <>
      <h1>{said.title}</h1>
      <p>
        <a class="button button-primary" href="/users/add">
          {said.add}
        </a>
      </p>
      <DataTable
        caption={said.title}
        headings={[
          texts.login.name,
          said.displayName,
          texts.account.roles,
          texts.account.departments,
          said.login,
          said.lastLogin,
        ]}
        hasRowHeadings
        rows={accounts.map((account) => [
          <>
            <a href={personPath(account.name)}>{account.name}</a>
            {!account.isActive && <span class="badge closed">{said.closed}</span>}
          </>,
          account.displayName,
          account.roles.map((role) => texts.roles[role]).join(', '),
          account.departments?.map(nameOf).join(', ') ?? texts.account.allDepartments,
          said.sources[account.source],
          account.lastLoginAt ? <Time visit={visit} at={account.lastLoginAt} /> : said.never,
        ])}
      />
    </>,
  )
}

async function accountOf({ ledger }: ReviewServices, { params }: PersonVisit): Promise<Account> {
  const account = await ledger.accounts.find(params['name'] ?? '')
  if (!account) throw new NoSuchPage()
  return account
}

async function add(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { form, texts, person } = visit
  const said = texts.users
  const name = (form.get('name') ?? '').trim()
  const rights = readRights(services, visit)
  const refuse = (faults: Record<string, string>) => showAdd(services, visit, faults)
  if (!isPersonName(name)) return refuse({ name: said.badName })
  if (rights.roles.length === 0) return refuse({ roles: said.noRole })
  const fresh = readNewPassword(form, name, texts)
  if ('fault' in fresh) return refuse({ password: fresh.fault })
  const displayName = (form.get('displayName') ?? '').trim().slice(0, 100) || name
  const passwordHash = await hashPassword(fresh.password)
  const isNew = await services.ledger.accounts.add(
    { name, displayName, ...rights, passwordHash },
    person.name,
  )
  if (!isNew) return refuse({ name: said.taken })
  return goTo('/users', { kind: 'success', text: said.added(name) })
}

async function change(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { form, texts, person } = visit
  const account = await accountOf(services, visit)
  const isActive = form.get('active') === 'yes'
  const rights = account.source === 'local' ? readRights(services, visit) : undefined
  if (rights?.roles.length === 0) return showEdit(services, visit, account, { roles: texts.users.noRole })
  const isOwn = account.name === person.name
  if (isOwn && (!isActive || (rights && !rights.roles.includes('admin'))))
    return showEdit(services, visit, account, { roles: texts.users.ownAdmin })
  const displayName = (form.get('displayName') ?? '').trim().slice(0, 100) || account.displayName
  await services.ledger.accounts.change(account.name, { displayName, isActive, ...rights }, person.name)
  return goTo('/users', { kind: 'success', text: texts.users.changed(account.name) })
}

async function reset(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { form, texts, person } = visit
  const account = await accountOf(services, visit)
  if (account.source !== 'local') throw new NoSuchPage()
  const fresh = readNewPassword(form, account.name, texts)
  if ('fault' in fresh) return showEdit(services, visit, account, { password: fresh.fault })
  const passwordHash = await hashPassword(fresh.password)
  await services.ledger.accounts.change(account.name, { passwordHash }, person.name)
  return goTo('/users', { kind: 'success', text: texts.users.passwordSet(account.name) })
}

async function remove(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { texts, person } = visit
  const account = await accountOf(services, visit)
  if (account.name === person.name)
    return showEdit(services, visit, account, { remove: texts.users.ownRemoval })
  await services.ledger.accounts.remove(account.name, person.name)
  return goTo('/users', { kind: 'success', text: texts.users.removed(account.name) })
}
