// Between fastify and the pages: makes the Visit, lets in who is listed, checks the token of a form, and sends the Answer.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { durationMs } from '../../config/schema.js'
import type { Session, SessionBounds } from '../../ledger/contract/accounts.js'
import { hasRole, type Person } from '../../roles.js'
import { errorPage } from '../page/error-page.js'
import { tokenField } from '../page/form.js'
import type { Answer, Flash, OpenPage, Page, PersonVisit, ReviewServices, Visit } from '../request-context.js'
import { statementPath } from '../statement.js'
import { texts } from '../texts/texts.js'
import type { Entered, Ground } from './app-context.js'
import { lookOf } from './cookies.js'
import { sendAnswer } from './send.js'
import { isToken, tokenOf } from './token.js'

/** A request that shows life is written down at most this often. */
const touchEveryMs = 60_000

export function registerPage(app: FastifyInstance, ground: Ground, page: Page): void {
  app.route({
    method: page.method,
    url: page.path,
    config: {
      roles: page.roles,
      ...(page.attemptsPerMinute ? { rateLimit: { max: page.attemptsPerMinute, timeWindow: 60_000 } } : {}),
    },
    handler: async (request, reply) => {
      const entered = await enter(ground, request)
      return sendAnswer(ground, entered, reply, await answerTo(ground, page, entered, request))
    },
  })
}

/** Reads who asks, and how they want to be answered. */
export async function enter(ground: Ground, request: FastifyRequest): Promise<Entered> {
  const { services, habits, pages } = ground
  const { review } = services.config
  const sessionId = request.cookies[habits.session]
  const session = sessionId === undefined ? undefined : await liveSession(services, sessionId)
  const visitor = request.cookies[habits.visitor]
  const newVisitor = session || visitor ? undefined : randomBytes(32).toString('base64url')
  const look = lookOf(request.cookies, habits, review.language)
  const person = session?.person
  const visit: Visit = {
    person,
    look,
    texts: texts[look.language],
    url: request.url,
    params: (request.params ?? {}) as Record<string, string>,
    query: new URLSearchParams(request.url.split('?')[1] ?? ''),
    form: new URLSearchParams(),
    token: tokenOf((session && sessionId) || visitor || newVisitor || ''),
    flash: session?.flash === undefined ? undefined : (JSON.parse(session.flash) as Flash),
    assets: ground.assets,
    organisation: review.organisation,
    accessibility: review.accessibility || statementPath,
    now: services.now(),
    may: (path) =>
      pages.some((page) => page.method === 'GET' && page.path === path && mayEnter(page, person)),
    address: request.ip,
    cookie: (name) => request.cookies[habits.nameOf(name)],
    session:
      session && sessionId
        ? { id: sessionId, source: session.source, logoutHint: session.logoutHint }
        : undefined,
  }
  const hasExpired = sessionId !== undefined && !session
  return { visit, sessionId: session && sessionId, hasExpired, newVisitor }
}

const boundsOf = ({ config }: Pick<ReviewServices, 'config'>): SessionBounds => ({
  idleMs: durationMs(config.review.idle),
  longestMs: durationMs(config.review.longest),
})

// ---------------------------------------------------------------------------------------------------------------

async function liveSession(services: ReviewServices, id: string): Promise<Session | undefined> {
  const { accounts } = services.ledger
  const session = await accounts.session(id, boundsOf(services))
  if (session && services.now().getTime() - Date.parse(session.seenAt) > touchEveryMs)
    accounts.touchSession(id).catch(() => undefined) // a database that takes nothing in still shows what it has
  return session
}

const isOpen = (page: Page): page is OpenPage => page.roles === 'anyone'

const mayEnter = (page: Page, person: Person | undefined): boolean =>
  isOpen(page) || (person !== undefined && hasRole(person, page.roles))

async function answerTo(
  ground: Ground,
  page: Page,
  { visit: bare, sessionId, hasExpired }: Entered,
  request: FastifyRequest,
): Promise<Answer> {
  const { person } = bare
  if (!isOpen(page) && !person) {
    if (page.method === 'POST') return errorPage(bare, 'loggedOut')
    const why = hasExpired ? 'expired' : 'first'
    return { kind: 'redirect', to: `/login?why=${why}&to=${encodeURIComponent(bare.url)}` }
  }
  if (!mayEnter(page, person)) return errorPage(bare, 'forbidden')
  const secret = sessionId ?? request.cookies[ground.habits.visitor]
  const form = page.method === 'POST' ? checkedForm(request, secret) : new URLSearchParams()
  if (!form) return errorPage(bare, 'form')
  const visit = { ...bare, form }
  if (isOpen(page)) return page.handler(visit)
  return page.handler(personVisit(ground, visit, person as Person))
}

/** The fields of a form, or undefined when it does not come from a page that we gave this browser. */
function checkedForm(request: FastifyRequest, secret: string | undefined): URLSearchParams | undefined {
  const from = request.headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') return undefined
  if (!(request.body instanceof URLSearchParams) || secret === undefined) return undefined
  return isToken(request.body.get(tokenField) ?? '', secret) ? request.body : undefined
}

const personVisit = ({ services }: Ground, visit: Visit, person: Person): PersonVisit => ({
  ...visit,
  person,
  audited: (action, mailId, details = {}) =>
    services.ledger.recordAudit({ actor: person.name, action, mailId, details }),
})
