// Sends styles, scripts, icons and fonts. Their path changes with their content, so browsers fetch each only once.
import type { FastifyInstance } from 'fastify'
import type { Assets } from './assets.js'

const forEver = 'public, max-age=31536000, immutable'

export function serveAssets(app: FastifyInstance, { root, files }: Assets): void {
  app.get<{ Params: { '*': string } }>(`${root}/*`, { config: { roles: 'anyone' } }, (request, reply) => {
    const asset = files.get(request.params['*'])
    if (!asset) return reply.callNotFound()
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const encoding = asset.packed && (['br', 'gzip'] as const).find((one) => accepted.includes(one))
    reply.type(asset.type).header('cache-control', forEver).header('vary', 'accept-encoding')
    if (!asset.packed || !encoding) return reply.send(asset.plain)
    return reply.header('content-encoding', encoding).send(asset.packed[encoding])
  })
}
