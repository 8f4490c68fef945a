// Whether a process has used more than it may for its current request: in CPU time, memory, and wall-clock time.
import { readFileSync } from 'node:fs'

interface GaugeBounds {
  /** Resident memory. */
  readonly rssMb: number
  readonly watchMs: number
  readonly startMs: number
}

/** What the process is doing: its start, a request, or nothing. */
type Doing = 'starting' | { readonly timeMs: number } | undefined

export type Exceeded = 'time' | 'memory' | 'start'

/** A request may take this many times its bound in wall-clock time: the machine is busy, or the process is stuck. */
const STUCK = 10

/** @returns a function to be called every `watchMs`, which returns the bound that is exceeded, if any. */
export function createGauge({ rssMb, watchMs, startMs }: GaugeBounds) {
  let lookedAt = performance.now()
  let subject: object | undefined
  let since = 0
  let cpuMsBefore = 0

  /** Wall-clock and CPU time spent on the subject so far; where CPU time is not available, wall-clock time stands in for it. */
  function spentOn(looked: object | undefined, usage: Usage | undefined) {
    const now = performance.now()
    // While this process itself was stopped (a sleeping laptop, a long computation) it could receive no answer.
    since += Math.max(0, now - lookedAt - 2 * watchMs)
    lookedAt = now
    if (looked !== subject) {
      subject = looked
      since = now
      cpuMsBefore = usage?.cpuMs ?? 0
    }
    const clockMs = now - since
    return { clockMs, cpuMs: usage ? usage.cpuMs - cpuMsBefore : clockMs }
  }

  return (life: { readonly pid: number | undefined }, doing: Doing): Exceeded | undefined => {
    const usage = usageOf(life.pid)
    const { clockMs, cpuMs } = spentOn(doing === 'starting' ? life : doing, usage)
    if (doing === 'starting') return clockMs > startMs ? 'start' : undefined
    if (!doing) return undefined
    if (cpuMs > doing.timeMs || clockMs > STUCK * doing.timeMs) return 'time'
    return usage && usage.rssMb > rssMb ? 'memory' : undefined
  }
}

interface Usage {
  /** CPU time since it started, in steps of 10 ms. */
  readonly cpuMs: number
  /** Resident memory. */
  readonly rssMb: number
}

/** What a process has used so far, from proc(5); undefined where the system does not report it. */
export function usageOf(pid: number | undefined): Usage | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [ticks, pages] = [Number(fields[11]) + Number(fields[12]), Number(fields[21])]
    return { cpuMs: ticks * 10, rssMb: (pages * 4096) / 2 ** 20 }
  } catch {
    return undefined // no /proc on this system, or the process is gone, which is reported separately
  }
}
