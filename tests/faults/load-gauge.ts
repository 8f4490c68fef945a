// What the service takes while a test gives it mail: how long its event loop stood still, how much memory it and its reader held.
import { usageOf } from '../../src/ingest/reader/gauge.js'

export interface LoadGauge {
  /** Computing time of the service and of its readers so far. */
  readonly cpuMs: () => number
  /** Longest time between two turns of the event loop in which the process computed: what other programs took is not counted. */
  readonly blockedMs: () => number
  /** Most resident memory of the service and its reader together; `service` is its own share at that moment. */
  readonly peakMb: () => { readonly all: number; readonly service: number }
  /** Begins anew. */
  readonly reset: () => void
  readonly stop: () => void
}

const lookEveryMs = 5

/** @param readerPid of the process that reads now */
export function gaugeLoad(readerPid: () => number | undefined): LoadGauge {
  let [turnedAt, cpuAtTurn] = [performance.now(), ownCpuMs()]
  let [blockedMs, all, service] = [0, 0, 0]
  /** Of readers that are gone by now, and what the one that lives had used when it was last looked at. */
  let [pid, pastMs, readerMs] = [undefined as number | undefined, 0, 0]
  const look = () => {
    const [now, cpu] = [performance.now(), ownCpuMs()]
    blockedMs = Math.max(blockedMs, Math.min(now - turnedAt, cpu - cpuAtTurn))
    ;[turnedAt, cpuAtTurn] = [now, cpu]
    const reader = usageOf(readerPid())
    if (readerPid() !== pid) {
      pastMs += readerMs
      readerMs = 0
      pid = readerPid()
    }
    if (reader) readerMs = reader.cpuMs
    const own = process.memoryUsage.rss() / 2 ** 20
    if (own + (reader?.rssMb ?? 0) > all) [all, service] = [own + (reader?.rssMb ?? 0), own]
  }
  const timer = setInterval(look, lookEveryMs)
  return {
    cpuMs: () => {
      look()
      return ownCpuMs() + pastMs + readerMs
    },
    blockedMs: () => blockedMs,
    peakMb: () => ({ all, service }),
    reset: () => {
      ;[turnedAt, cpuAtTurn] = [performance.now(), ownCpuMs()]
      ;[blockedMs, all, service] = [0, 0, 0]
    },
    stop: () => clearInterval(timer),
  }
}

// --- Internal helpers ---

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
