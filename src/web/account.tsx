// A person's own account: roles, password, logout.
import { personRoles } from '../roles.js'
import { countFailure, isTooOften, WINDOW_MS } from './login/attempts.js'
import { NewPasswordFields, readNewPassword } from './new-password.js'
import { Field, PageForm } from './page/form.js'
import { hashPassword, isPassword } from './passwords.js'
import {
  goTo,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from './request-context.js'

export const accountPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/account', roles: personRoles, handler: (ctx) => showAccount(services, ctx) },
  {
    method: 'POST',
    path: '/account/password',
    roles: personRoles,
    attemptsPerMinute: 30,
    handler: (ctx) => changePassword(services, ctx),
  },
]

// ---------------------------------------------------------------------------------------------------------------

interface Refused {
  readonly old?: string
  readonly fresh?: string
}

function showAccount({ config }: ReviewServices, ctx: PersonContext, refused: Refused = {}): PageResult {
  const { texts, person, session } = ctx
  const t = texts.account
  const departments = person.departments?.map((key) => config.queues[key]?.name ?? key)
  const body = (
    <>
      <h1>{person.displayName}</h1>
      <dl class="facts">
        <dt>{texts.login.name}</dt>
        <dd>{person.name}</dd>
        <dt>{t.roles}</dt>
        <dd>{person.roles.map((role) => texts.roles[role]).join(', ')}</dd>
        <dt>{t.departments}</dt>
        <dd>{departments?.join(', ') ?? t.allDepartments}</dd>
      </dl>
      <PageForm ctx={ctx} action="/logout">
        <button type="submit" class="button button-secondary">
          {t.logOut}
        </button>
      </PageForm>
      <section class="narrow">
        <h2>{t.password}</h2>
        {session?.source === 'oidc' ? (
          <p>{t.elsewhere}</p>
        ) : (
          <PageForm ctx={ctx} action="/account/password">
            <Field
              {...{
                name: 'old',
                label: t.oldPassword,
                type: 'password',
                autocomplete: 'current-password',
              }}
              error={refused.old}
            />
            <NewPasswordFields texts={texts} error={refused.fresh} />
            <button type="submit" class="button button-primary">
              {t.change}
            </button>
          </PageForm>
        )}
      </section>
    </>
  )
  return show(t.title, body, { status: refused.old || refused.fresh ? 422 : 200 })
}

async function changePassword(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { accounts } = services.ledger
  const { person, form, texts, address } = ctx
  if (await isTooOften(accounts, person.name, address))
    return showAccount(services, ctx, { old: texts.login.tooMany(WINDOW_MS / 60_000) })
  if (!(await isPassword(form.get('old') ?? '', await accounts.passwordHash(person.name)))) {
    await countFailure(accounts, person.name, address)
    return showAccount(services, ctx, { old: texts.account.wrongOld })
  }
  const fresh = readNewPassword(form, person.name, texts)
  if ('fault' in fresh) return showAccount(services, ctx, { fresh: fresh.fault })
  await accounts.change(person.name, { passwordHash: await hashPassword(fresh.password) }, person.name)
  const id = await accounts.beginSession(person.name, { how: 'new password' })
  return { ...goTo('/account', { kind: 'success', text: texts.account.changed }), session: { id } }
}
