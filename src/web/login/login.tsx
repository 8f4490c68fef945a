// Logging in with a name and a password, and out again.
import { Alert } from '../page/alert.js'
import { Field, Form } from '../page/form.js'
import { isPassword } from '../passwords.js'
import {
  type Answer,
  goTo,
  ownPath,
  type Page,
  type ReviewServices,
  show,
  type Visit,
} from '../request-context.js'
import { countFailure, forgive, isTooOften, windowMs } from './attempts.js'
import type { Provider } from './oidc-provider.js'

export const loginPages = (services: ReviewServices, provider: Provider | undefined): readonly Page[] => [
  { method: 'GET', path: '/login', roles: 'anyone', handler: (visit) => showLogin(services, visit) },
  {
    method: 'POST',
    path: '/login',
    roles: 'anyone',
    attemptsPerMinute: 60,
    handler: (visit) => logIn(services, visit),
  },
  { method: 'POST', path: '/logout', roles: 'anyone', handler: (visit) => logOut(services, provider, visit) },
]

// ---------------------------------------------------------------------------------------------------------------

const reasons = { expired: 'warning', first: 'info', loggedOut: 'success' } as const

interface Refused {
  readonly name: string
  readonly error: string
  readonly status: number
}

function showLogin({ config }: ReviewServices, visit: Visit, refused?: Refused): Answer {
  const said = visit.texts.login
  const { localAccounts, oidc } = config.review
  const to = ownPath(visit.form.get('to') ?? visit.query.get('to'))
  if (visit.person && !refused) return goTo(to)
  const body = (
    <div class="narrow">
      <h1>{said.title}</h1>
      <LoginMessage visit={visit} refused={refused} />
      {oidc && (
        <p>
          <a class="button button-primary wide" href={`/login/oidc?to=${encodeURIComponent(to)}`}>
            {oidc.name}
          </a>
        </p>
      )}
      {oidc && localAccounts && <p class="or">{said.or}</p>}
      {localAccounts && (
        <Form visit={visit} action="/login">
          <input type="hidden" name="to" value={to} />
          <Field name="name" label={said.name} autocomplete="username" value={refused?.name ?? ''} />
          <Field name="password" label={said.password} type="password" autocomplete="current-password" />
          <button type="submit" class={`button ${oidc ? 'button-secondary' : 'button-primary'}`}>
            {said.submit}
          </button>
        </Form>
      )}
      {!oidc && !localAccounts && (
        <Alert visit={visit} kind="warning">
          {said.noWay}
        </Alert>
      )}
    </div>
  )
  return show(said.title, body, { status: refused?.status ?? 200 })
}

/** Why the login is shown, or why the last try failed. */
function LoginMessage({ visit, refused }: { readonly visit: Visit; readonly refused: Refused | undefined }) {
  const asked = visit.query.get('why')
  const why = (['expired', 'first', 'loggedOut'] as const).find((one) => one === asked)
  if (refused)
    return (
      <Alert visit={visit} kind="error">
        {refused.error}
      </Alert>
    )
  if (!why) return undefined
  return (
    <Alert visit={visit} kind={reasons[why]}>
      {visit.texts.login[why]}
    </Alert>
  )
}

async function logIn(services: ReviewServices, visit: Visit): Promise<Answer> {
  const { ledger, config } = services
  const { accounts } = ledger
  const said = visit.texts.login
  const name = (visit.form.get('name') ?? '').trim().slice(0, 100)
  const refuse = (error: string, status: number) => showLogin(services, visit, { name, error, status })
  if (!config.review.localAccounts) return refuse(said.wrong, 403)
  if (await isTooOften(accounts, name, visit.address)) return refuse(said.tooMany(windowMs / 60_000), 429)
  const stored = await accounts.passwordHash(name)
  if (!(await isPassword(visit.form.get('password') ?? '', stored))) {
    await countFailure(accounts, name, visit.address)
    await tellOfFailure(services, name)
    return refuse(said.wrong, 401)
  }
  await forgive(accounts, name, visit.address)
  if (visit.session) await accounts.endSession(visit.session.id)
  const id = await accounts.beginSession(name, { how: 'password' })
  return { ...goTo(ownPath(visit.form.get('to'))), session: { id } }
}

/** A name that nobody has is not written down: people type their password there. */
async function tellOfFailure({ ledger }: ReviewServices, name: string): Promise<void> {
  const known = await ledger.accounts.find(name)
  const details = known ? { name } : { name: 'unknown' }
  await ledger.recordAudit({ actor: 'program', action: 'login-failed', mailId: undefined, details })
}

async function logOut(
  services: ReviewServices,
  provider: Provider | undefined,
  visit: Visit,
): Promise<Answer> {
  const { session, texts } = visit
  if (session) await services.ledger.accounts.endSession(session.id)
  const isElsewhere = session?.source === 'oidc' && provider !== undefined
  const away = isElsewhere && (await provider.logoutUrl(session.logoutHint).catch(() => undefined))
  if (!away) return { ...goTo('/login?why=loggedOut'), session: 'none' }
  // Not a redirect: a form may only lead to ourselves (CSP form-action), and browsers count where its answer leads.
  const body = (
    <div class="narrow">
      <h1>{texts.login.loggedOut}</h1>
      <p>{texts.oidc.leaving}</p>
      <p>
        <a class="button button-primary" href={away}>
          {texts.oidc.goOn}
        </a>
      </p>
    </div>
  )
  return { kind: 'page', title: texts.login.loggedOut, body, goOnTo: away, session: 'none' }
}
