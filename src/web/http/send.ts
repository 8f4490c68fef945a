// Sends a PageResult: as a page in the common layout, a redirect, a download, or a document for a sandboxed frame.
import type { FastifyReply } from 'fastify'
import { Layout } from '../page/layout.js'
import type { PageResult } from '../request-context.js'
import type { AppContext, Authenticated } from './app-context.js'

/** For HTML from a mail: nothing in it runs, nothing is loaded, and only our own frame may show it. */
const framePolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'"

export async function sendResult(
  appContext: AppContext,
  authenticated: Authenticated,
  reply: FastifyReply,
  result: PageResult,
): Promise<FastifyReply> {
  setCookies(appContext, authenticated, reply, result)
  reply.header('cache-control', 'no-store')
  const sessionId =
    result.session === undefined || result.session === 'none' ? authenticated.sessionId : result.session.id
  const { accounts } = appContext.services.ledger
  switch (result.kind) {
    case 'redirect':
      if (result.flash && sessionId) await accounts.setFlash(sessionId, JSON.stringify(result.flash))
      return reply.redirect(result.to, 303)
    case 'page': {
      if (authenticated.ctx.flash && sessionId) accounts.setFlash(sessionId, undefined).catch(() => undefined)
      if (result.goOnTo) reply.header('refresh', `1; url=${result.goOnTo}`)
      return reply
        .code(result.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(await htmlOf(authenticated, result))
    }
    case 'download':
      return reply
        .type(result.type)
        .header('content-disposition', `attachment; filename="${result.name.replace(/[^\w.-]/g, '_')}"`)
        .send(result.content)
    case 'frame':
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', framePolicy)
        .send(result.html)
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function htmlOf(
  { ctx }: Authenticated,
  { title, body, scripts = [] }: Extract<PageResult, { kind: 'page' }>,
): Promise<string> {
  const page = await Layout({ ctx, title, scripts, children: body }).toString()
  return `<!doctype html>${page}`
}

function setCookies(
  { cookieConfig }: AppContext,
  { newVisitor }: Authenticated,
  reply: FastifyReply,
  { session, cookies = [] }: PageResult,
): void {
  const { options } = cookieConfig
  if (newVisitor && !session) reply.setCookie(cookieConfig.visitor, newVisitor, options)
  if (session === 'none') reply.clearCookie(cookieConfig.session, options)
  else if (session) {
    reply.setCookie(cookieConfig.session, session.id, options)
    reply.clearCookie(cookieConfig.visitor, options)
  }
  for (const { name, value, maxAgeSeconds } of cookies) {
    const lasting = maxAgeSeconds === undefined ? options : { ...options, maxAge: maxAgeSeconds }
    if (value === undefined) reply.clearCookie(cookieConfig.nameOf(name), options)
    else reply.setCookie(cookieConfig.nameOf(name), value, lasting)
  }
}
