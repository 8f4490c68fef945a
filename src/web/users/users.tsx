// The administrator's pages: who has an account, what they may do, and adding and removing accounts.
import type { Account } from '../../ledger/contract/accounts.js'
import { isPersonName, type PersonRole } from '../../roles.js'
import { readNewPassword } from '../new-password.js'
import { DataTable } from '../page/table.js'
import { Time } from '../page/time.js'
import { hashPassword } from '../passwords.js'
import {
  goTo,
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { readRights } from './rights-form.js'
import { showAdd, showEdit } from './user-form.js'

const admin = ['admin'] as const satisfies readonly PersonRole[]

const personPath = (name: string): string => `/users/person/${encodeURIComponent(name)}`

export const userPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/users', roles: admin, handler: (ctx) => showList(services, ctx) },
  { method: 'GET', path: '/users/add', roles: admin, handler: (ctx) => showAdd(services, ctx) },
  { method: 'POST', path: '/users/add', roles: admin, handler: (ctx) => add(services, ctx) },
  {
    method: 'GET',
    path: '/users/person/:name',
    roles: admin,
    handler: async (ctx) => showEdit(services, ctx, await accountOf(services, ctx)),
  },
  { method: 'POST', path: '/users/person/:name', roles: admin, handler: (ctx) => change(services, ctx) },
  {
    method: 'POST',
    path: '/users/person/:name/password',
    roles: admin,
    handler: (ctx) => reset(services, ctx),
  },
  {
    method: 'POST',
    path: '/users/person/:name/remove',
    roles: admin,
    handler: (ctx) => remove(services, ctx),
  },
]

// ---------------------------------------------------------------------------------------------------------------

async function showList({ ledger, config }: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { texts } = ctx
  const t = texts.users
  const accounts = await ledger.accounts.list()
  const nameOf = (key: string) => config.queues[key]?.name ?? key
  return show(
    t.title,
    <>
      <h1>{t.title}</h1>
      <p>
        <a class="button button-primary" href="/users/add">
          {t.add}
        </a>
      </p>
      <DataTable
        caption={t.title}
        headings={[
          texts.login.name,
          t.displayName,
          texts.account.roles,
          texts.account.departments,
          t.login,
          t.lastLogin,
        ]}
        hasRowHeadings
        rows={accounts.map((account) => [
          <>
            <a href={personPath(account.name)}>{account.name}</a>
            {!account.isActive && <span class="badge closed">{t.closed}</span>}
          </>,
          account.displayName,
          account.roles.map((role) => texts.roles[role]).join(', '),
          account.departments?.map(nameOf).join(', ') ?? texts.account.allDepartments,
          t.sources[account.source],
          account.lastLoginAt ? <Time ctx={ctx} at={account.lastLoginAt} /> : t.never,
        ])}
      />
    </>,
  )
}

async function accountOf({ ledger }: ReviewServices, { params }: PersonContext): Promise<Account> {
  const account = await ledger.accounts.find(params['name'] ?? '')
  if (!account) throw new NoSuchPage()
  return account
}

async function add(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { form, texts, person } = ctx
  const t = texts.users
  const name = (form.get('name') ?? '').trim()
  const rights = readRights(services, ctx)
  const refuse = (faults: Record<string, string>) => showAdd(services, ctx, faults)
  if (!isPersonName(name)) return refuse({ name: t.badName })
  if (rights.roles.length === 0) return refuse({ roles: t.noRole })
  const fresh = readNewPassword(form, name, texts)
  if ('fault' in fresh) return refuse({ password: fresh.fault })
  const displayName = (form.get('displayName') ?? '').trim().slice(0, 100) || name
  const passwordHash = await hashPassword(fresh.password)
  const isNew = await services.ledger.accounts.add(
    { name, displayName, ...rights, passwordHash },
    person.name,
  )
  if (!isNew) return refuse({ name: t.taken })
  return goTo('/users', { kind: 'success', text: t.added(name) })
}

async function change(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { form, texts, person } = ctx
  const account = await accountOf(services, ctx)
  const isActive = form.get('active') === 'yes'
  const rights = account.source === 'local' ? readRights(services, ctx) : undefined
  if (rights?.roles.length === 0) return showEdit(services, ctx, account, { roles: texts.users.noRole })
  const isOwn = account.name === person.name
  if (isOwn && (!isActive || (rights && !rights.roles.includes('admin'))))
    return showEdit(services, ctx, account, { roles: texts.users.ownAdmin })
  const displayName = (form.get('displayName') ?? '').trim().slice(0, 100) || account.displayName
  await services.ledger.accounts.change(account.name, { displayName, isActive, ...rights }, person.name)
  return goTo('/users', { kind: 'success', text: texts.users.changed(account.name) })
}

async function reset(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { form, texts, person } = ctx
  const account = await accountOf(services, ctx)
  if (account.source !== 'local') throw new NoSuchPage()
  const fresh = readNewPassword(form, account.name, texts)
  if ('fault' in fresh) return showEdit(services, ctx, account, { password: fresh.fault })
  const passwordHash = await hashPassword(fresh.password)
  await services.ledger.accounts.change(account.name, { passwordHash }, person.name)
  return goTo('/users', { kind: 'success', text: texts.users.passwordSet(account.name) })
}

async function remove(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { texts, person } = ctx
  const account = await accountOf(services, ctx)
  if (account.name === person.name)
    return showEdit(services, ctx, account, { remove: texts.users.ownRemoval })
  await services.ledger.accounts.remove(account.name, person.name)
  return goTo('/users', { kind: 'success', text: texts.users.removed(account.name) })
}
