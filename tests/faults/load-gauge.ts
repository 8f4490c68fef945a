// What the service takes while a test gives it mail: how long its event loop stood still, how much memory it and its reader held.
import { readFileSync } from 'node:fs'
import { usageOf } from '../../src/ingest/reader/gauge.js'

export interface LoadGauge {
  /** Computing time of the service and of its readers so far. */
  readonly cpuMs: () => number
  /** Longest computing of the thread that turns the event loop between two turns: what other programs and threads took is not counted. */
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
  let threadMsAtTurn = threadMs()
  let [blockedMs, all, service] = [0, 0, 0]
  /** Of readers that are gone by now, and what the one that lives had used when it was last looked at. */
  let [pid, pastMs, readerMs] = [undefined as number | undefined, 0, 0]
  const look = () => {
    const thread = threadMs()
    blockedMs = Math.max(blockedMs, thread - threadMsAtTurn)
    threadMsAtTurn = thread
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
      threadMsAtTurn = threadMs()
      ;[blockedMs, all, service] = [0, 0, 0]
    },
    stop: () => clearInterval(timer),
  }
}

// ---------------------------------------------------------------------------------------------------------------

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Computing time of this thread alone, without those that compile and collect garbage beside it (Linux, Documentation/scheduler/sched-stats). */
const threadMs = (): number =>
  Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6
