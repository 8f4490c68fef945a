// A pause between two rounds of a loop, cut short when the service is asked to end.
import { setTimeout as sleep } from 'node:timers/promises'

/** Waits, but no longer than until the signal. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)
