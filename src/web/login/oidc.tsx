// Logging in with the municipality's identity provider: there and back, and what may go wrong on the way, in words.

import { faultFields } from '../../log.js'
import { isPersonName } from '../../roles.js'
import { newReference } from '../reference.js'
import {
  type Answer,
  type CookieChange,
  goTo,
  ownPath,
  type Page,
  type ReviewServices,
  show,
  type Visit,
} from '../request-context.js'
import { grantedBy } from './group-roles.js'
import { callbackPath, createProvider, type Pending, type Provider } from './oidc-provider.js'

/** How long somebody may take at the provider. */
const pendingSeconds = 10 * 60
const cookieName = 'oidc'

export const oidcPages = (services: ReviewServices, provider: Provider | undefined): readonly Page[] => {
  if (!provider) return []
  return [
    {
      method: 'GET',
      path: '/login/oidc',
      roles: 'anyone',
      attemptsPerMinute: 60,
      handler: (visit) => beginLogin(services, provider, visit),
    },
    {
      method: 'GET',
      path: callbackPath,
      roles: 'anyone',
      attemptsPerMinute: 60,
      handler: (visit) => finishLogin(services, provider, visit),
    },
  ]
}

export function providerOf({ config, env }: Pick<ReviewServices, 'config' | 'env'>): Provider | undefined {
  const { oidc, origin } = config.review
  return oidc && createProvider({ settings: oidc, origin, env })
}

// ---------------------------------------------------------------------------------------------------------------

async function beginLogin(services: ReviewServices, provider: Provider, visit: Visit): Promise<Answer> {
  try {
    const { url, pending } = await provider.begin(ownPath(visit.query.get('to')))
    const value = Buffer.from(JSON.stringify(pending)).toString('base64url')
    return { ...goTo(url), cookies: [{ name: cookieName, value, maxAgeSeconds: pendingSeconds }] }
  } catch (error) {
    return refused(services, visit, { title: visit.texts.oidc.unreachable, error, status: 503 })
  }
}

async function finishLogin(services: ReviewServices, provider: Provider, visit: Visit): Promise<Answer> {
  const said = visit.texts.oidc
  const { accounts } = services.ledger
  const pending = pendingOf(visit)
  const identity = await finished(services, provider, visit, pending)
  if ('kind' in identity) return identity
  const granted = grantedBy(identity.groups, services.config.review.oidc?.groups ?? [])
  if (granted.roles.length === 0)
    return refused(services, visit, { title: said.noRole, hint: said.noRoleHint, status: 403 })
  const { subject, name, displayName, logoutHint } = identity
  const account = isPersonName(name)
    ? await accounts.signedInElsewhere({ subject, name, displayName, ...granted })
    : 'name-taken'
  if (account === 'closed')
    return refused(services, visit, { title: said.noRole, hint: said.closed, status: 403 })
  if (account === 'name-taken')
    return refused(services, visit, { title: said.noRole, hint: said.nameTaken, status: 403 })
  if (visit.session) await accounts.endSession(visit.session.id)
  const hint = logoutHint === undefined ? {} : { logoutHint }
  const id = await accounts.beginSession(account.name, { how: 'oidc', ...hint })
  return { ...goTo(pending?.to ?? '/'), session: { id }, cookies: [forgetPending] }
}

const forgetPending: CookieChange = { name: cookieName, value: undefined }

async function finished(
  services: ReviewServices,
  provider: Provider,
  visit: Visit,
  pending: Pending | undefined,
) {
  const title = visit.texts.oidc.failed
  if (!pending) return refused(services, visit, { title, status: 401 })
  try {
    return await provider.finish(new URL(visit.url, services.config.review.origin), pending)
  } catch (error) {
    return refused(services, visit, { title, error, status: 401 })
  }
}

function pendingOf(visit: Visit): Pending | undefined {
  try {
    const { state, nonce, verifier, to } = JSON.parse(
      Buffer.from(visit.cookie(cookieName) ?? '', 'base64url').toString(),
    )
    return { state: String(state), nonce: String(nonce), verifier: String(verifier), to: ownPath(String(to)) }
  } catch {
    return undefined // none, or not one that we set
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
  visit: Visit,
  { title, hint, error, status }: Refusal,
): Promise<Answer> {
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
      <p>{hint ?? visit.texts.oidc.failedHint}</p>
      <p class="reference">{visit.texts.reference(reference)}</p>
      <p>
        <a class="button button-secondary" href="/login">
          {visit.texts.oidc.again}
        </a>
      </p>
    </div>
  )
  return { ...show(title, body, { status }), cookies: [forgetPending] }
}
