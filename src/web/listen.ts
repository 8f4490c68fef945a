// Opens a port for the page, or for what the service answers without it, and closes it politely.

import { TriageError } from '../errors.js'
import type { createApp } from './app.js'

type App = Awaited<ReturnType<typeof createApp>>

export interface Listening {
  readonly port: number
  /** Lets the requests in hand finish. */
  readonly close: () => Promise<void>
}

/** @throws HTTP_PORT_TAKEN */
export async function listen(
  app: App,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
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

async function closeSoon(app: App): Promise<void> {
  const impatience = setTimeout(() => app.server.closeAllConnections(), GRACE_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(impatience)
  }
}
