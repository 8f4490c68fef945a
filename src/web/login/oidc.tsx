// Login with the municipality's identity provider: there and back, and messages for what may go wrong.

import { createProvider, type Pending, type Provider } from '../../connections/oidc.js'
import { faultFields } from '../../log.js'
import { isPersonName } from '../../roles.js'
import { newReference } from '../reference.js'
import {
  type CookieChange,
  goTo,
  ownPath,
  type Page,
  type PageResult,
  type RequestContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { grantedBy } from './group-roles.js'

/** How long a login at the provider may take. */
const PENDING_SECONDS = 10 * 60
const cookieName = 'oidc'
const callbackPath = '/login/oidc/callback'

export const oidcPages = (services: ReviewServices, provider: Provider | undefined): readonly Page[] => {
  if (!provider) return []
  return [
    {
      method: 'GET',
      path: '/login/oidc',
      roles: 'anyone',
      attemptsPerMinute: 60,
      handler: (ctx) => beginLogin(services, provider, ctx),
    },
    {
      method: 'GET',
      path: callbackPath,
      roles: 'anyone',
      attemptsPerMinute: 60,
      handler: (ctx) => finishLogin(services, provider, ctx),
    },
  ]
}

export function providerOf({ config, env }: Pick<ReviewServices, 'config' | 'env'>): Provider | undefined {
  const { oidc, origin } = config.review
  const returnTo = { login: `${origin}${callbackPath}`, logout: `${origin}/login` }
  return oidc && createProvider({ settings: oidc, returnTo, env })
}

// ---------------------------------------------------------------------------------------------------------------

async function beginLogin(
  services: ReviewServices,
  provider: Provider,
  ctx: RequestContext,
): Promise<PageResult> {
  try {
    const { url, pending } = await provider.begin(ownPath(ctx.query.get('to')))
    const value = Buffer.from(JSON.stringify(pending)).toString('base64url')
    return { ...goTo(url), cookies: [{ name: cookieName, value, maxAgeSeconds: PENDING_SECONDS }] }
  } catch (error) {
    return refused(services, ctx, { title: ctx.texts.oidc.unreachable, error, status: 503 })
  }
}

async function finishLogin(
  services: ReviewServices,
  provider: Provider,
  ctx: RequestContext,
): Promise<PageResult> {
  const t = ctx.texts.oidc
  const { accounts } = services.ledger
  const pending = pendingOf(ctx)
  const identity = await finished(services, provider, ctx, pending)
  if ('kind' in identity) return identity
  const granted = grantedBy(identity.groups, services.config.review.oidc?.groups ?? [])
  if (granted.roles.length === 0)
    return refused(services, ctx, { title: t.noRole, hint: t.noRoleHint, status: 403 })
  const { subject, name, displayName, logoutHint } = identity
  const account = isPersonName(name)
    ? await accounts.signedInElsewhere({ subject, name, displayName, ...granted })
    : 'name-taken'
  if (account === 'closed') return refused(services, ctx, { title: t.noRole, hint: t.closed, status: 403 })
  if (account === 'name-taken')
    return refused(services, ctx, { title: t.noRole, hint: t.nameTaken, status: 403 })
  if (ctx.session) await accounts.endSession(ctx.session.id)
  const hint = logoutHint === undefined ? {} : { logoutHint }
  const id = await accounts.beginSession(account.name, { how: 'oidc', ...hint })
  return { ...goTo(pending?.to ?? '/'), session: { id }, cookies: [forgetPending] }
}

const forgetPending: CookieChange = { name: cookieName, value: undefined }

async function finished(
  services: ReviewServices,
  provider: Provider,
  ctx: RequestContext,
  pending: Pending | undefined,
) {
  const title = ctx.texts.oidc.failed
  if (!pending) return refused(services, ctx, { title, status: 401 })
  try {
    return await provider.finish(new URL(ctx.url, services.config.review.origin), pending)
  } catch (error) {
    return refused(services, ctx, { title, error, status: 401 })
  }
}

function pendingOf(ctx: RequestContext): Pending | undefined {
  try {
    const { state, nonce, verifier, to } = JSON.parse(
      Buffer.from(ctx.cookie(cookieName) ?? '', 'base64url').toString(),
    )
    return { state: String(state), nonce: String(nonce), verifier: String(verifier), to: ownPath(String(to)) }
  } catch {
    return undefined // missing, or not set by us
  }
}

interface Refusal {
  readonly title: string
  readonly hint?: string
  readonly error?: unknown
  readonly status: number
}

async function refused(
  { ledger, log }: ReviewServices,
  ctx: RequestContext,
  { title, hint, error, status }: Refusal,
): Promise<PageResult> {
  const reference = newReference()
  log.warn(
    { ...(error === undefined ? {} : faultFields(error)), reference, status },
    'a login at the identity provider did not succeed',
  )
  const details = { name: 'unknown', how: 'oidc', reference }
  await ledger.recordAudit({ actor: 'program', action: 'login-failed', mailId: undefined, details })
  const body = (
    <div class="narrow">
      <h1>{title}</h1>
      <p>{hint ?? ctx.texts.oidc.failedHint}</p>
      <p class="reference">{ctx.texts.reference(reference)}</p>
      <p>
        <a class="button button-secondary" href="/login">
          {ctx.texts.oidc.again}
        </a>
      </p>
    </div>
  )
  return { ...show(title, body, { status }), cookies: [forgetPending] }
}
