// The door to OpenID Connect: the municipality's identity provider. Its addresses are looked up when they are first needed.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { OidcSettings } from '../config/review-schema.js'
import { readPassword } from '../config/secrets.js'
import { oidcRefused, oidcUnreachable } from './errors.js'

/** What only this browser's answer may bring back; kept in a cookie while the person is away at the provider. */
export interface Pending {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Where the person wanted to go. */
  readonly to: string
}

/** Who the provider says it is. */
export interface Identity {
  /** Issuer and subject: never given to anybody else. */
  readonly subject: string
  readonly name: string
  readonly displayName: string
  readonly groups: readonly string[]
  /** Shown to the provider at logout, so that it need not ask. */
  readonly logoutHint: string | undefined
}

export interface Provider {
  /**
   * Where to send the browser, and what to remember meanwhile.
   * @throws OIDC_UNREACHABLE, CONFIG_PASSWORD_UNREADABLE, CONFIG_PASSWORD_MISSING
   */
  begin(to: string): Promise<{ readonly url: string; readonly pending: Pending }>
  /**
   * Redeems the provider's answer.
   * @throws OIDC_REFUSED when it does not answer `pending`, or fails any check; and what `begin` throws
   */
  finish(answer: URL, pending: Pending): Promise<Identity>
  /** Undefined when the provider has no logout. @throws OIDC_UNREACHABLE */
  logoutUrl(hint: string | undefined): Promise<string | undefined>
}

interface ProviderOptions {
  readonly settings: OidcSettings
  /** Where the provider sends the browser back to: with its answer, and after the logout. Whole addresses. */
  readonly returnTo: { readonly login: string; readonly logout: string }
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A provider that has not answered by then counts as down: somebody is waiting at the login. */
const TIMEOUT_SECONDS = 10

export function createProvider({ settings, returnTo, env }: ProviderOptions): Provider {
  const discovered = remembered(() => discover(settings, env))
  return {
    async begin(to) {
      const configuration = await discovered()
      const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: returnTo.login,
        scope: settings.scope,
        code_challenge: await calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      })
      return { url: url.href, pending }
    },
    async finish(answer, pending) {
      const configuration = await discovered()
      try {
        return await redeem(configuration, settings, { answer, pending })
      } catch (cause) {
        throw oidcRefused(settings.issuer, reasonOf(cause), cause)
      }
    },
    async logoutUrl(hint) {
      const configuration = await discovered()
      if (!configuration.serverMetadata().end_session_endpoint) return undefined
      const back = { post_logout_redirect_uri: returnTo.logout }
      return buildEndSessionUrl(configuration, hint === undefined ? back : { ...back, id_token_hint: hint })
        .href
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function discover(settings: OidcSettings, env: ProviderOptions['env']): Promise<Configuration> {
  const { issuer, clientId, clientSecretFile, clientSecretEnv } = settings
  const isSecret = clientSecretFile !== undefined || clientSecretEnv !== undefined
  const places = {
    ...(clientSecretFile === undefined ? {} : { passwordFile: clientSecretFile }),
    ...(clientSecretEnv === undefined ? {} : { passwordEnv: clientSecretEnv }),
  }
  // The configuration allows http on this machine only, where nobody listens in between.
  const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : []
  const options = { execute, timeout: TIMEOUT_SECONDS }
  const secret = isSecret ? readPassword(places, { configDir: '', env }) : undefined
  try {
    return await discovery(new URL(issuer), clientId, secret, isSecret ? undefined : None(), options)
  } catch (cause) {
    throw oidcUnreachable(issuer, reasonOf(cause), cause)
  }
}

async function redeem(
  configuration: Configuration,
  settings: OidcSettings,
  { answer, pending }: { readonly answer: URL; readonly pending: Pending },
): Promise<Identity> {
  const tokens = await authorizationCodeGrant(configuration, answer, {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.verifier,
    idTokenExpected: true,
  })
  const claims = { ...tokens.claims() }
  const subject = String(claims['sub'])
  // Some providers leave the groups out of the token when there are many, and give them when asked.
  const isAsked =
    claims[settings.groupsClaim] === undefined && configuration.serverMetadata().userinfo_endpoint
  const more = isAsked ? await fetchUserInfo(configuration, tokens.access_token, subject) : {}
  return identityOf({ ...more, ...claims }, settings, tokens.id_token)
}

/** A plain word as OAuth and Node write their codes. Descriptions are left out: a provider writes names into them. */
const isCode = (word: unknown): word is string => typeof word === 'string' && /^[A-Za-z_]{1,60}$/.test(word)

/** The innermost code there is, as `ECONNREFUSED`, `invalid_grant` or `OAUTH_JWT_CLAIM_COMPARISON_FAILED`. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown fault'
  const inner = fault.cause instanceof Error ? reasonOf(fault.cause) : undefined
  const { error, code } = fault as { readonly error?: unknown; readonly code?: unknown }
  return [error, inner, code].find(isCode) ?? fault.name
}

/** Makes it once; after a failure the next call tries again. */
function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return async () => {
    made ??= make()
    try {
      return await made
    } catch (error) {
      made = undefined
      throw error
    }
  }
}

function identityOf(
  claims: Readonly<Record<string, unknown>>,
  { issuer, nameClaim, groupsClaim }: OidcSettings,
  logoutHint: string | undefined,
): Identity {
  const text = (claim: string) => (typeof claims[claim] === 'string' ? (claims[claim] as string).trim() : '')
  const groups = claims[groupsClaim]
  const name = (text(nameClaim) || text('sub')).slice(0, 100)
  return {
    subject: `${issuer} ${text('sub')}`,
    name,
    displayName: (text('name') || name).slice(0, 100),
    groups: Array.isArray(groups) ? groups.map(String) : typeof groups === 'string' ? [groups] : [],
    logoutHint,
  }
}
