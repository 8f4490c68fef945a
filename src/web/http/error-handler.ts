// Faults: a page in plain words with a reference number; the rest is in the log.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { faultFields } from '../../log.js'
import { errorPage } from '../page/error-page.js'
import { newReference } from '../reference.js'
import { NoSuchPage } from '../request-context.js'
import type { AppContext } from './app-context.js'
import { authenticate } from './register.js'
import { sendResult } from './send.js'

export function setErrorPages(app: FastifyInstance, appContext: AppContext): void {
  const sendError = async (
    request: FastifyRequest,
    reply: FastifyReply,
    kind: Parameters<typeof errorPage>[1],
    reference?: string,
  ) => {
    const authenticated = await authenticate(appContext, request)
    return sendResult(appContext, authenticated, reply, errorPage(authenticated.ctx, kind, reference))
  }
  app.setNotFoundHandler((request, reply) => sendError(request, reply, 'notFound'))
  app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof NoSuchPage) return sendError(request, reply, 'notFound')
    if (error.statusCode === 429) return sendError(request, reply, 'tooMany')
    if (error.statusCode !== undefined && error.statusCode < 500) return sendError(request, reply, 'bad')
    const reference = newReference()
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    appContext.services.log.error({ ...faultFields(error), reference, route }, 'a page could not be shown')
    // The database itself may be down; then not even the session can be read.
    return sendError(request, reply, 'fault', reference).catch(() =>
      reply.code(500).type('text/plain; charset=utf-8').send(`500. Reference: ${reference}\n`),
    )
  })
}
