// Listens on a port, with or without the page, and closes gracefully.
import { TriageError } from '../errors.js'
import type { createApp } from './app.js'

type App = Awaited<ReturnType<typeof createApp>>

export interface Listening {
  readonly port: number
  /** Lets requests in progress finish. */
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

/** No request of ours takes nearly this long; connections open after it are idle browsers keeping them alive. */
const GRACE_MS = 3000

async function closeSoon(app: App): Promise<void> {
  const deadline = setTimeout(() => app.server.closeAllConnections(), GRACE_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(deadline)
  }
}
