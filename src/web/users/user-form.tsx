// The two forms of the administrator: a new account, and an account that is there.
import type { Account } from '../../ledger/contract/accounts.js'
import { NewPasswordFields } from '../new-password.js'
import { Alert } from '../page/alert.js'
import { Choice, Field, Form } from '../page/form.js'
import { type Answer, type PersonVisit, type ReviewServices, show } from '../request-context.js'
import { RightsFields, readRights } from './rights-form.js'

/** What was wrong, by field. */
type Faults = Readonly<Partial<Record<'name' | 'roles' | 'password' | 'remove', string>>>

const statusOf = (faults: Faults) => ({ status: Object.keys(faults).length > 0 ? 422 : 200 })

/** After a refusal with what was filled in, but for the password. */
export function showAdd(services: ReviewServices, visit: PersonVisit, faults: Faults = {}): Answer {
  const { texts, form } = visit
  const said = texts.users
  const body = (
    <div class="prose">
      <h1>{said.add}</h1>
      <Form visit={visit} action="/users/add">
        <Field
          name="name"
          label={texts.login.name}
          hint={said.nameHint}
          value={form.get('name') ?? ''}
          error={faults.name}
        />
        <Field name="displayName" label={said.displayName} value={form.get('displayName') ?? ''} isOptional />
        <RightsFields
          services={services}
          visit={visit}
          rights={readRights(services, visit)}
          error={faults.roles}
        />
        <NewPasswordFields texts={texts} error={faults.password} />
        <button type="submit" class="button button-primary">
          {said.create}
        </button>
      </Form>
    </div>
  )
  return show(said.add, body, statusOf(faults))
}

export function showEdit(
  services: ReviewServices,
  visit: PersonVisit,
  account: Account,
  faults: Faults = {},
): Answer {
  const { texts } = visit
  const said = texts.users
  const path = `/users/person/${encodeURIComponent(account.name)}`
  const isLocal = account.source === 'local'
  const body = (
    <div class="prose">
      <h1>{account.name}</h1>
      {!isLocal && (
        <Alert visit={visit} kind="info">
          {said.fromGroups}
        </Alert>
      )}
      <Form visit={visit} action={path}>
        <Field name="displayName" label={said.displayName} value={account.displayName} />
        {isLocal && <RightsFields services={services} visit={visit} rights={account} error={faults.roles} />}
        <Choice
          {...{ name: 'active', legend: said.state, type: 'radio' }}
          options={[
            { value: 'yes', label: said.open },
            { value: 'no', label: said.closed, hint: said.closedHint },
          ]}
          chosen={[account.isActive ? 'yes' : 'no']}
        />
        <button type="submit" class="button button-primary">
          {said.save}
        </button>
      </Form>
      {isLocal && (
        <section>
          <h2>{said.setPassword}</h2>
          <Form visit={visit} action={`${path}/password`}>
            <NewPasswordFields texts={texts} error={faults.password} />
            <button type="submit" class="button button-secondary">
              {said.setPassword}
            </button>
          </Form>
        </section>
      )}
      <section>
        <h2>{said.remove}</h2>
        {faults.remove && (
          <Alert visit={visit} kind="error">
            {faults.remove}
          </Alert>
        )}
        <p>{said.removeHint}</p>
        <Form visit={visit} action={`${path}/remove`}>
          <button type="submit" class="button button-warning">
            {said.remove}
          </button>
        </Form>
      </section>
    </div>
  )
  return show(account.name, body, statusOf(faults))
}
