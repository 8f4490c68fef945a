// The door to OpenID Connect: the municipality's identity provider, asked for its addresses when it is first needed.
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
import type { OidcSettings } from '../../config/review-schema.js'
import { readPassword } from '../../config/secrets.js'

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
  /** Where to send the browser, and what to remember meanwhile. */
  begin(to: string): Promise<{ readonly url: string; readonly pending: Pending }>
  /** Redeems the answer. Throws when it is not the answer to `pending`, or anything in it is not as it must be. */
  finish(answer: URL, pending: Pending): Promise<Identity>
  /** Undefined when the provider has no logout. */
  logoutUrl(hint: string | undefined): Promise<string | undefined>
}

interface ProviderOptions {
  readonly settings: OidcSettings
  /** Of the page: `https://post.kk.example`. */
  readonly origin: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export const callbackPath = '/login/oidc/callback'

/** A provider that does not answer within this is down; people wait at the other end. */
const TIMEOUT_SECONDS = 10

export function createProvider({ settings, origin, env }: ProviderOptions): Provider {
  const discovered = remembered(() => discover(settings, env))
  return {
    async begin(to) {
      const configuration = await discovered()
      const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: `${origin}${callbackPath}`,
        scope: settings.scope,
        code_challenge: await calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      })
      return { url: url.href, pending }
    },
    async finish(answer, { state, nonce, verifier }) {
      const configuration = await discovered()
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }
      const tokens = await authorizationCodeGrant(configuration, answer, checks)
      const claims = { ...tokens.claims() }
      const subject = String(claims['sub'])
      // Some providers leave the groups out of the token when there are many, and tell them when asked.
      const isAsked =
        claims[settings.groupsClaim] === undefined && configuration.serverMetadata().userinfo_endpoint
      const more = isAsked ? await fetchUserInfo(configuration, tokens.access_token, subject) : {}
      return identityOf({ ...more, ...claims }, settings, tokens.id_token)
    },
    async logoutUrl(hint) {
      const configuration = await discovered()
      if (!configuration.serverMetadata().end_session_endpoint) return undefined
      const back = { post_logout_redirect_uri: `${origin}/login` }
      return buildEndSessionUrl(configuration, hint === undefined ? back : { ...back, id_token_hint: hint })
        .href
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

function discover(settings: OidcSettings, env: ProviderOptions['env']): Promise<Configuration> {
  const { issuer, clientId, clientSecretFile, clientSecretEnv } = settings
  const isSecret = clientSecretFile !== undefined || clientSecretEnv !== undefined
  const places = {
    ...(clientSecretFile === undefined ? {} : { passwordFile: clientSecretFile }),
    ...(clientSecretEnv === undefined ? {} : { passwordEnv: clientSecretEnv }),
  }
  // The configuration allows http on this machine only, where nobody listens in between.
  const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : []
  const options = { execute, timeout: TIMEOUT_SECONDS }
  return isSecret
    ? discovery(new URL(issuer), clientId, readPassword(places, { configDir: '', env }), undefined, options)
    : discovery(new URL(issuer), clientId, undefined, None(), options)
}

/** Makes it once; what failed is tried again the next time. */
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
