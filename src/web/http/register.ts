// Between fastify and the pages: builds the RequestContext, checks the role and the form's token, and sends the PageResult.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { durationMs } from '../../config/duration.js'
import type { Session, SessionBounds } from '../../ledger/contract/accounts.js'
import { hasRole, type Person } from '../../roles.js'
import { errorPage } from '../page/error-page.js'
import { tokenField } from '../page/form.js'
import type {
  Flash,
  OpenPage,
  Page,
  PageResult,
  PersonContext,
  RequestContext,
  ReviewServices,
} from '../request-context.js'
import { statementPath } from '../statement.js'
import { texts } from '../texts/texts.js'
import type { AppContext, Authenticated } from './app-context.js'
import { displayOf } from './cookies.js'
import { sendResult } from './send.js'
import { isFormToken, tokenOf } from './token.js'

/** Activity is recorded at most this often. */
const TOUCH_EVERY_MS = 60_000

export function registerPage(app: FastifyInstance, appContext: AppContext, page: Page): void {
  app.route({
    method: page.method,
    url: page.path,
    config: {
      roles: page.roles,
      ...(page.attemptsPerMinute ? { rateLimit: { max: page.attemptsPerMinute, timeWindow: 60_000 } } : {}),
    },
    handler: async (request, reply) => {
      const authenticated = await authenticate(appContext, request)
      return sendResult(
        appContext,
        authenticated,
        reply,
        await resultFor(appContext, page, authenticated, request),
      )
    },
  })
}

/** Reads who is asking, and their display settings. */
export async function authenticate(appContext: AppContext, request: FastifyRequest): Promise<Authenticated> {
  const { services, cookieConfig, pages } = appContext
  const { review } = services.config
  const sessionId = request.cookies[cookieConfig.session]
  const session = sessionId === undefined ? undefined : await liveSession(services, sessionId)
  const visitor = request.cookies[cookieConfig.visitor]
  const newVisitor = session || visitor ? undefined : randomBytes(32).toString('base64url')
  const display = displayOf(request.cookies, cookieConfig, review.language)
  const person = session?.person
  const ctx: RequestContext = {
    person,
    display,
    texts: texts[display.language],
    url: request.url,
    params: (request.params ?? {}) as Record<string, string>,
    query: new URLSearchParams(request.url.split('?')[1] ?? ''),
    form: new URLSearchParams(),
    token: tokenOf((session && sessionId) || visitor || newVisitor || ''),
    flash: session?.flash === undefined ? undefined : (JSON.parse(session.flash) as Flash),
    assets: appContext.assets,
    organisation: review.organisation,
    accessibility: review.accessibility || statementPath,
    now: services.now(),
    may: (path) =>
      pages.some((page) => page.method === 'GET' && page.path === path && mayEnter(page, person)),
    address: request.ip,
    cookie: (name) => request.cookies[cookieConfig.nameOf(name)],
    session:
      session && sessionId
        ? { id: sessionId, source: session.source, logoutHint: session.logoutHint }
        : undefined,
  }
  const hasExpired = sessionId !== undefined && !session
  return { ctx, sessionId: session && sessionId, hasExpired, newVisitor }
}

const boundsOf = ({ config }: Pick<ReviewServices, 'config'>): SessionBounds => ({
  idleMs: durationMs(config.review.idle),
  longestMs: durationMs(config.review.longest),
})

// ---------------------------------------------------------------------------------------------------------------

async function liveSession(services: ReviewServices, id: string): Promise<Session | undefined> {
  const { accounts } = services.ledger
  const session = await accounts.session(id, boundsOf(services))
  if (session && services.now().getTime() - Date.parse(session.seenAt) > TOUCH_EVERY_MS)
    accounts.touchSession(id).catch(() => undefined) // a database that cannot be written to can still be read
  return session
}

const isOpen = (page: Page): page is OpenPage => page.roles === 'anyone'

const mayEnter = (page: Page, person: Person | undefined): boolean =>
  isOpen(page) || (person !== undefined && hasRole(person, page.roles))

async function resultFor(
  appContext: AppContext,
  page: Page,
  { ctx: bare, sessionId, hasExpired }: Authenticated,
  request: FastifyRequest,
): Promise<PageResult> {
  const { person } = bare
  if (!isOpen(page) && !person) {
    if (page.method === 'POST') return errorPage(bare, 'loggedOut')
    const why = hasExpired ? 'expired' : 'first'
    return { kind: 'redirect', to: `/login?why=${why}&to=${encodeURIComponent(bare.url)}` }
  }
  if (!mayEnter(page, person)) return errorPage(bare, 'forbidden')
  const secret = sessionId ?? request.cookies[appContext.cookieConfig.visitor]
  const form = page.method === 'POST' ? checkedForm(request, secret) : new URLSearchParams()
  if (!form) return errorPage(bare, 'form')
  const ctx = { ...bare, form }
  if (isOpen(page)) return page.handler(ctx)
  return page.handler(personContext(appContext, ctx, person as Person))
}

/** The form's fields; undefined when it does not come from a page that we sent to this browser. */
function checkedForm(request: FastifyRequest, secret: string | undefined): URLSearchParams | undefined {
  const from = request.headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') return undefined
  if (!(request.body instanceof URLSearchParams) || secret === undefined) return undefined
  return isFormToken(request.body.get(tokenField) ?? '', secret) ? request.body : undefined
}

const personContext = ({ services }: AppContext, ctx: RequestContext, person: Person): PersonContext => ({
  ...ctx,
  person,
  audited: (action, mailId, details = {}) =>
    services.ledger.recordAudit({ actor: person.name, action, mailId, details }),
})
