// Login with user name and password, and logout.
import type { Provider } from '../../connections/oidc.js'
import { Alert } from '../page/alert.js'
import { Field, PageForm } from '../page/form.js'
import { isPassword } from '../passwords.js'
import {
  goTo,
  ownPath,
  type Page,
  type PageResult,
  type RequestContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { countFailure, forgive, isTooOften, WINDOW_MS } from './attempts.js'

export const loginPages = (services: ReviewServices, provider: Provider | undefined): readonly Page[] => [
  { method: 'GET', path: '/login', roles: 'anyone', handler: (ctx) => showLogin(services, ctx) },
  {
    method: 'POST',
    path: '/login',
    roles: 'anyone',
    attemptsPerMinute: 60,
    handler: (ctx) => logIn(services, ctx),
  },
  { method: 'POST', path: '/logout', roles: 'anyone', handler: (ctx) => logOut(services, provider, ctx) },
]

// ---------------------------------------------------------------------------------------------------------------

const reasons = { expired: 'warning', first: 'info', loggedOut: 'success' } as const

interface Refused {
  readonly name: string
  readonly error: string
  readonly status: number
}

function showLogin({ config }: ReviewServices, ctx: RequestContext, refused?: Refused): PageResult {
  const t = ctx.texts.login
  const { localAccounts, oidc } = config.review
  const to = ownPath(ctx.form.get('to') ?? ctx.query.get('to'))
  if (ctx.person && !refused) return goTo(to)
  const body = (
    <div class="narrow">
      <h1>{t.title}</h1>
      <LoginMessage ctx={ctx} refused={refused} />
      {oidc && (
        <p>
          <a class="button button-primary wide" href={`/login/oidc?to=${encodeURIComponent(to)}`}>
            {oidc.name}
          </a>
        </p>
      )}
      {oidc && localAccounts && <p class="or">{t.or}</p>}
      {localAccounts && (
        <PageForm ctx={ctx} action="/login">
          <input type="hidden" name="to" value={to} />
          <Field name="name" label={t.name} autocomplete="username" value={refused?.name ?? ''} />
          <Field name="password" label={t.password} type="password" autocomplete="current-password" />
          <button type="submit" class={`button ${oidc ? 'button-secondary' : 'button-primary'}`}>
            {t.submit}
          </button>
        </PageForm>
      )}
      {!oidc && !localAccounts && (
        <Alert ctx={ctx} kind="warning">
          {t.noWay}
        </Alert>
      )}
    </div>
  )
  return show(t.title, body, { status: refused?.status ?? 200 })
}

/** Why the login page is shown, or why the last attempt failed. */
function LoginMessage({
  ctx,
  refused,
}: {
  readonly ctx: RequestContext
  readonly refused: Refused | undefined
}) {
  const asked = ctx.query.get('why')
  const why = (['expired', 'first', 'loggedOut'] as const).find((one) => one === asked)
  if (refused)
    return (
      <Alert ctx={ctx} kind="error">
        {refused.error}
      </Alert>
    )
  if (!why) return undefined
  return (
    <Alert ctx={ctx} kind={reasons[why]}>
      {ctx.texts.login[why]}
    </Alert>
  )
}

async function logIn(services: ReviewServices, ctx: RequestContext): Promise<PageResult> {
  const { ledger, config } = services
  const { accounts } = ledger
  const t = ctx.texts.login
  const name = (ctx.form.get('name') ?? '').trim().slice(0, 100)
  const refuse = (error: string, status: number) => showLogin(services, ctx, { name, error, status })
  if (!config.review.localAccounts) return refuse(t.wrong, 403)
  if (await isTooOften(accounts, name, ctx.address)) return refuse(t.tooMany(WINDOW_MS / 60_000), 429)
  const stored = await accounts.passwordHash(name)
  if (!(await isPassword(ctx.form.get('password') ?? '', stored))) {
    await countFailure(accounts, name, ctx.address)
    await auditFailure(services, name)
    return refuse(t.wrong, 401)
  }
  await forgive(accounts, name, ctx.address)
  if (ctx.session) await accounts.endSession(ctx.session.id)
  const id = await accounts.beginSession(name, { how: 'password' })
  return { ...goTo(ownPath(ctx.form.get('to'))), session: { id } }
}

/** Unknown names are not recorded: people type their password into the wrong field. */
async function auditFailure({ ledger }: ReviewServices, name: string): Promise<void> {
  const known = await ledger.accounts.find(name)
  const details = known ? { name } : { name: 'unknown' }
  await ledger.recordAudit({ actor: 'program', action: 'login-failed', mailId: undefined, details })
}

async function logOut(
  services: ReviewServices,
  provider: Provider | undefined,
  ctx: RequestContext,
): Promise<PageResult> {
  const { session, texts } = ctx
  if (session) await services.ledger.accounts.endSession(session.id)
  const isElsewhere = session?.source === 'oidc' && provider !== undefined
  const away = isElsewhere && (await provider.logoutUrl(session.logoutHint).catch(() => undefined))
  if (!away) return { ...goTo('/login?why=loggedOut'), session: 'none' }
  // Not a redirect: CSP form-action allows our own pages only, and browsers apply it to redirects after a form.
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
