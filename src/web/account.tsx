// One's own account: what one may do here, the password, and the way out.
import { personRoles } from '../roles.js'
import { countFailure, isTooOften, windowMs } from './login/attempts.js'
import { NewPasswordFields, readNewPassword } from './new-password.js'
import { Field, Form } from './page/form.js'
import { hashPassword, isPassword } from './passwords.js'
import {
  type Answer,
  goTo,
  type Page,
  type PersonVisit,
  type ReviewServices,
  show,
} from './request-context.js'

export const accountPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/account', roles: personRoles, handler: (visit) => showAccount(services, visit) },
  {
    method: 'POST',
    path: '/account/password',
    roles: personRoles,
    attemptsPerMinute: 30,
    handler: (visit) => changePassword(services, visit),
  },
]

// ---------------------------------------------------------------------------------------------------------------

interface Refused {
  readonly old?: string
  readonly fresh?: string
}

function showAccount({ config }: ReviewServices, visit: PersonVisit, refused: Refused = {}): Answer {
  const { texts, person, session } = visit
  const said = texts.account
  const departments = person.departments?.map((key) => config.queues[key]?.name ?? key)
  const body = (
    <>
      <h1>{person.displayName}</h1>
      <dl class="facts">
        <dt>{texts.login.name}</dt>
        <dd>{person.name}</dd>
        <dt>{said.roles}</dt>
        <dd>{person.roles.map((role) => texts.roles[role]).join(', ')}</dd>
        <dt>{said.departments}</dt>
        <dd>{departments?.join(', ') ?? said.allDepartments}</dd>
      </dl>
      <Form visit={visit} action="/logout">
        <button type="submit" class="button button-secondary">
          {said.logOut}
        </button>
      </Form>
      <section class="narrow">
        <h2>{said.password}</h2>
        {session?.source === 'oidc' ? (
          <p>{said.elsewhere}</p>
        ) : (
          <Form visit={visit} action="/account/password">
            <Field
              {...{
                name: 'old',
                label: said.oldPassword,
                type: 'password',
                autocomplete: 'current-password',
              }}
              error={refused.old}
            />
            <NewPasswordFields texts={texts} error={refused.fresh} />
            <button type="submit" class="button button-primary">
              {said.change}
            </button>
          </Form>
        )}
      </section>
    </>
  )
  return show(said.title, body, { status: refused.old || refused.fresh ? 422 : 200 })
}

async function changePassword(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { accounts } = services.ledger
  const { person, form, texts, address } = visit
  if (await isTooOften(accounts, person.name, address))
    return showAccount(services, visit, { old: texts.login.tooMany(windowMs / 60_000) })
  if (!(await isPassword(form.get('old') ?? '', await accounts.passwordHash(person.name)))) {
    await countFailure(accounts, person.name, address)
    return showAccount(services, visit, { old: texts.account.wrongOld })
  }
  const fresh = readNewPassword(form, person.name, texts)
  if ('fault' in fresh) return showAccount(services, visit, { fresh: fresh.fault })
  await accounts.change(person.name, { passwordHash: await hashPassword(fresh.password) }, person.name)
  const id = await accounts.beginSession(person.name, { how: 'new password' })
  return { ...goTo('/account', { kind: 'success', text: texts.account.changed }), session: { id } }
}
