// The people of the page: accounts, sessions and failed logins. Every change writes its audit row in the same transaction.
// What is secret is only ever kept as a hash: of passwords by the caller (argon2id), of session ids here.
import type { Selectable } from 'kysely'
import type { Label } from '../../ids.js'
import { PROGRAM, writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { Account, AccountChange, Accounts, NewAccount } from '../contract/accounts.js'
import type { Tables, Trx } from '../tables.js'
import { createFailures } from './login-failures.js'
import { createSessions, personOf } from './sessions.js'

export function createAccounts(context: LedgerContext): Accounts {
  const { db } = context
  const one = async (name: string) =>
    db.sql.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirst()
  return {
    ...createSessions(context),
    ...createFailures(context),
    async list() {
      const rows = await db.sql.selectFrom('people').selectAll().orderBy('name').execute()
      return rows.map(accountOf)
    },
    async find(name) {
      const row = await one(name)
      return row && accountOf(row)
    },
    async passwordHash(name) {
      const row = await one(name)
      return row?.is_active === 1 ? (row.password_hash ?? undefined) : undefined
    },
    add: (account, by) =>
      db.write(async (trx) => {
        const { passwordHash, ...rest } = account
        const row = { ...newRow(context, rest), source: 'local' as const, password_hash: passwordHash }
        const { numInsertedOrUpdatedRows: made } = await trx
          .insertInto('people')
          .values({ ...row, subject: null })
          .onConflict((name) => name.column('name').doNothing())
          .executeTakeFirst()
        if (made !== 1n) return false
        const { name, roles, departments } = account
        await tell(context, trx, { by, action: 'account-added', about: { name, roles, departments } })
        return true
      }),
    change: (name, change, by) =>
      db.write(async (trx) => {
        const { numUpdatedRows: changed } = await trx
          .updateTable('people')
          .set(changesOf(change))
          .where('name', '=', name)
          .executeTakeFirst()
        if (changed !== 1n) return false
        const endsLogins = change.passwordHash !== undefined || change.isActive === false
        if (endsLogins) await trx.deleteFrom('sessions').where('name', '=', name).execute()
        const { roles, departments, isActive, passwordHash } = change
        const password = passwordHash === undefined ? undefined : 'changed'
        const about = { name, roles, departments, isActive, password }
        await tell(context, trx, { by, action: 'account-changed', about })
        return true
      }),
    remove: (name, by) =>
      db.write(async (trx) => {
        await trx.deleteFrom('sessions').where('name', '=', name).execute()
        const { numDeletedRows } = await trx.deleteFrom('people').where('name', '=', name).executeTakeFirst()
        if (numDeletedRows !== 1n) return false
        await tell(context, trx, { by, action: 'account-removed', about: { name } })
        return true
      }),
    signedInElsewhere: (account) => db.write((trx) => takeOver(context, trx, account)),
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function takeOver(
  context: LedgerContext,
  trx: Trx,
  { subject, ...account }: NewAccount & { readonly subject: string },
): Promise<Account | 'closed' | 'name-taken'> {
  const known = await trx.selectFrom('people').selectAll().where('subject', '=', subject).executeTakeFirst()
  if (known?.is_active === 0) return 'closed'
  const namesake = await trx
    .selectFrom('people')
    .select('subject')
    .where('name', '=', account.name)
    .executeTakeFirst()
  if (namesake && namesake.subject !== subject) return 'name-taken'
  const told = { roles: account.roles, departments: account.departments }
  if (!known) {
    const row = { ...newRow(context, account), source: 'oidc' as const, subject, password_hash: null }
    await trx.insertInto('people').values(row).execute()
    await tell(context, trx, { by: PROGRAM, action: 'account-added', about: { name: account.name, ...told } })
  } else {
    const { displayName } = account
    await trx
      .updateTable('people')
      .set(changesOf({ displayName, ...told }))
      .where('name', '=', known.name)
      .execute()
  }
  const row = await trx
    .selectFrom('people')
    .selectAll()
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  return accountOf(row)
}

const newRow = (context: LedgerContext, { name, displayName, roles, departments }: NewAccount) => ({
  name,
  display_name: displayName,
  roles: JSON.stringify(roles),
  departments: departmentsText(departments),
  created_at: timeOf(context),
  last_login_at: null,
})

function changesOf(change: AccountChange) {
  const { displayName, roles, isActive, passwordHash } = change
  return {
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(roles === undefined ? {} : { roles: JSON.stringify(roles) }),
    ...('departments' in change ? { departments: departmentsText(change.departments) } : {}),
    ...(isActive === undefined ? {} : { is_active: isActive ? 1 : 0 }),
    ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
  }
}

const departmentsText = (departments: readonly Label[] | undefined): string | null =>
  departments === undefined ? null : JSON.stringify(departments)

const tell = (
  context: LedgerContext,
  trx: Trx,
  { by, action, about }: { by: string; action: string; about: object },
): Promise<void> =>
  writeAudit(trx, timeOf(context), [{ actor: by, action, mailId: undefined, details: { ...about } }])

const accountOf = (row: Selectable<Tables['people']>): Account => ({
  ...personOf(row),
  source: row.source,
  isActive: row.is_active === 1,
  createdAt: row.created_at,
  lastLoginAt: row.last_login_at ?? undefined,
})
