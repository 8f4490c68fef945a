// The caseworkers' page as one http application: what every request passes through, in order. The caller listens and closes.
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { AppContext } from './http/app-context.js'
import { loadAssets } from './http/assets.js'
import { cookieConfigOf } from './http/cookies.js'
import { setErrorPages } from './http/error-handler.js'
import { registerPage } from './http/register.js'
import { serveAssets } from './http/serve-assets.js'
import { allPages } from './pages.js'
import type { Page, ReviewServices } from './request-context.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may enter. A route without it is refused at start-up. */
    roles?: Page['roles']
  }
}

/** No form of ours is larger; larger requests are refused unread. */
const LARGEST_FORM = 256 * 1024

/** @throws Error when a route does not say who may enter */
export async function createApp(services: ReviewServices): Promise<FastifyInstance> {
  const { proxies } = services.config.review
  const app = Fastify({
    logger: false,
    bodyLimit: LARGEST_FORM,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // For addresses that cannot be decoded: neither cookies nor the language are known yet.
    frameworkErrors: (_error, _request, reply: FastifyReply) =>
      reply
        .code(400)
        .type('text/plain; charset=utf-8')
        .send('Adressen kan ikke læses. The address cannot be read.\n'),
  })
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.roles === undefined) throw new Error(`${method} ${url} does not say who may come in`)
  })
  await app.register(fastifyHelmet, helmetOptions(services))
  await app.register(fastifyCookie)
  await app.register(fastifyFormbody, { parser: (text) => new URLSearchParams(text) as never })
  await app.register(fastifyRateLimit, { global: false })
  const assets = loadAssets()
  const appContext: AppContext = {
    services,
    cookieConfig: cookieConfigOf(services.config),
    assets: assets.root,
    pages: allPages(services),
  }
  setErrorPages(app, appContext)
  serveAssets(app, assets)
  for (const page of appContext.pages) registerPage(app, appContext, page)
  return app
}

// ---------------------------------------------------------------------------------------------------------------

/** Everything from our own origin, nothing inline; only our own frames may show a page of ours. */
const helmetOptions = ({ config }: ReviewServices) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
      objectSrc: ["'none'"],
    },
  },
  strictTransportSecurity: config.review.origin.startsWith('https:') && { maxAge: 31_536_000 },
  referrerPolicy: { policy: 'same-origin' as const },
  xFrameOptions: { action: 'sameorigin' as const },
})
