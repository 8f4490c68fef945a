// The two forms of the administrator: a new account, and an existing one.
import type { Account } from '../../ledger/contract/accounts.js'
import { NewPasswordFields } from '../new-password.js'
import { Alert } from '../page/alert.js'
import { Field, FormChoice, PageForm } from '../page/form.js'
import { type PageResult, type PersonContext, type ReviewServices, show } from '../request-context.js'
import { RightsFields, readRights } from './rights-form.js'

/** Error messages by field. */
type Faults = Readonly<Partial<Record<'name' | 'roles' | 'password' | 'remove', string>>>

const statusOf = (faults: Faults) => ({ status: Object.keys(faults).length > 0 ? 422 : 200 })

/** After a refusal it keeps what was filled in, except the password. */
export function showAdd(services: ReviewServices, ctx: PersonContext, faults: Faults = {}): PageResult {
  const { texts, form } = ctx
  const t = texts.users
  const body = (
    <div class="prose">
      <h1>{t.add}</h1>
      <PageForm ctx={ctx} action="/users/add">
        <Field
          name="name"
          label={texts.login.name}
          hint={t.nameHint}
          value={form.get('name') ?? ''}
          error={faults.name}
        />
        <Field name="displayName" label={t.displayName} value={form.get('displayName') ?? ''} isOptional />
        <RightsFields services={services} ctx={ctx} rights={readRights(services, ctx)} error={faults.roles} />
        <NewPasswordFields texts={texts} error={faults.password} />
        <button type="submit" class="button button-primary">
          {t.create}
        </button>
      </PageForm>
    </div>
  )
  return show(t.add, body, statusOf(faults))
}

export function showEdit(
  services: ReviewServices,
  ctx: PersonContext,
  account: Account,
  faults: Faults = {},
): PageResult {
  const { texts } = ctx
  const t = texts.users
  const path = `/users/person/${encodeURIComponent(account.name)}`
  const isLocal = account.source === 'local'
  const body = (
    <div class="prose">
      <h1>{account.name}</h1>
      {!isLocal && (
        <Alert ctx={ctx} kind="info">
          {t.fromGroups}
        </Alert>
      )}
      <PageForm ctx={ctx} action={path}>
        <Field name="displayName" label={t.displayName} value={account.displayName} />
        {isLocal && <RightsFields services={services} ctx={ctx} rights={account} error={faults.roles} />}
        <FormChoice
          {...{ name: 'active', legend: t.state, type: 'radio' }}
          options={[
            { value: 'yes', label: t.open },
            { value: 'no', label: t.closed, hint: t.closedHint },
          ]}
          chosen={[account.isActive ? 'yes' : 'no']}
        />
        <button type="submit" class="button button-primary">
          {t.save}
        </button>
      </PageForm>
      {isLocal && (
        <section>
          <h2>{t.setPassword}</h2>
          <PageForm ctx={ctx} action={`${path}/password`}>
            <NewPasswordFields texts={texts} error={faults.password} />
            <button type="submit" class="button button-secondary">
              {t.setPassword}
            </button>
          </PageForm>
        </section>
      )}
      <section>
        <h2>{t.remove}</h2>
        {faults.remove && (
          <Alert ctx={ctx} kind="error">
            {faults.remove}
          </Alert>
        )}
        <p>{t.removeHint}</p>
        <PageForm ctx={ctx} action={`${path}/remove`}>
          <button type="submit" class="button button-warning">
            {t.remove}
          </button>
        </PageForm>
      </section>
    </div>
  )
  return show(account.name, body, statusOf(faults))
}
