// What a running service answers over http: health and metrics, and the caseworkers' page where it is asked for.
import { addHealth, createHealthServer, type HealthOptions } from '../daemon/health.js'
import type { Log } from '../log.js'
import { currentModel } from '../model/current.js'
import { createApp } from '../web/app.js'
import { type Listening, listen } from '../web/listen.js'
import type { ReviewServices } from '../web/request-context.js'
import type { Services } from '../wiring.js'

interface ServeOptions {
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
export async function serveHttp({ host, port, ...options }: ServeOptions): Promise<Listening> {
  return listen(await appOf(options), { host, port })
}

// ---------------------------------------------------------------------------------------------------------------

async function appOf({
  services,
  log,
  env,
  hasPage,
  oneTimeLogin,
}: Omit<ServeOptions, 'host' | 'port'>): ReturnType<typeof createApp> {
  const { config, now } = services
  const ledger = await services.ledger()
  const hasModel = async () => (await currentModel(config.models)) !== undefined
  const health: HealthOptions = { ledger, mailboxes: config.mailboxes, hasModel, now }
  if (!hasPage) return createHealthServer(health)
  const desk = await services.desk()
  const app = await createApp({
    ...{ config, ledger, desk, now, log, env },
    ...(oneTimeLogin ? { oneTimeLogin } : {}),
  })
  addHealth(app, health)
  return app
}
