// Opens the caseworkers' page on a port: for the service, and for the demo.

import { addHealth, createHealthServer, type HealthOptions } from '../daemon/health.js'
import { TriageError } from '../errors.js'
import type { Log } from '../log.js'
import { currentModel } from '../model/current.js'
import type { Services } from '../wiring.js'
import { createApp } from './app.js'
import type { ReviewServices } from './request-context.js'

export interface Listening {
  readonly port: number
  /** Lets the requests in hand finish. */
  readonly close: () => Promise<void>
}

interface ListenOptions {
  readonly services: Services
  readonly log: Log
  readonly env: ReviewServices['env']
  /** Without it only health and metrics are served. */
  readonly hasPage: boolean
  readonly host: string
  readonly port: number
  readonly oneTimeLogin?: ReviewServices['oneTimeLogin']
}

/** @throws HTTP_PORT_TAKEN */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port } = options
  const app = await appOf(options)
  try {
    const address = await app.listen({ host, port })
    return { port: Number(new URL(address).port), close: () => closeSoon(app) }
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : ''
    throw new TriageError('HTTP_PORT_TAKEN', `Nothing can listen on ${host}:${port}${reason}.`, {
      hint: 'Each process needs a port of its own: set http.port, or 0 for any free one. The log tells which it became.',
      cause,
    })
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** No request of ours takes nearly so long; what is open after it is a browser that keeps a connection for later. */
const GRACE_MS = 3000

async function closeSoon(app: FastifyInstance): Promise<void> {
  const impatience = setTimeout(() => app.server.closeAllConnections(), GRACE_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(impatience)
  }
}

type FastifyInstance = Awaited<ReturnType<typeof createApp>>

async function appOf({ services, log, env, hasPage, oneTimeLogin }: ListenOptions) {
  const { config, now } = services
  const ledger = await services.ledger()
  const hasModel = async () => (await currentModel(config.models)) !== undefined
  const health: HealthOptions = { ledger, mailboxes: config.mailboxes, hasModel, now }
  if (!hasPage) return createHealthServer(health)
  const desk = await services.desk()
  const app = await createApp({
    config,
    ledger,
    desk,
    now,
    log,
    env,
    ...(oneTimeLogin ? { oneTimeLogin } : {}),
  })
  addHealth(app, health)
  return app
}
