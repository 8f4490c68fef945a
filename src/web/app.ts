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
    /** Who may come in. A route without it is refused when the program starts. */
    roles?: Page['roles']
  }
}

/** Nobody's form is larger; a larger one is refused before it is read. */
const LARGEST_FORM = 256 * 1024

/** @throws Error when a route says nowhere who may come in */
export async function createApp(services: ReviewServices): Promise<FastifyInstance> {
  const { proxies } = services.config.review
  const app = Fastify({
    logger: false,
    bodyLimit: LARGEST_FORM,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded gets this far only: no cookie and no language is known yet.
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

/** Everything from here and nothing written into the page; our own frame is the only one that may show a page of ours. */
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
