// Whether a process has taken more than it may for the request that it is at: by its computing time and memory, and by the clock.
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

/** By the clock a request may take this many times its bound: its process waits for others, or for what never comes. */
const STUCK = 10

/** @returns a function that is to be called every `watchMs`, and says which bound is exceeded, if any. */
export function createGauge({ rssMb, watchMs, startMs }: GaugeBounds) {
  let lookedAt = performance.now()
  let subject: object | undefined
  let since = 0
  let cpuMsBefore = 0

  /** Time by the clock and computing time that went into the subject so far; the latter is the former where nobody tells it. */
  function spentOn(looked: object | undefined, usage: Usage | undefined) {
    const now = performance.now()
    // While this very process stood still (a sleeping laptop, a long computation) it could take no answer.
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
  /** Computing time since it began, in steps of 10 ms. */
  readonly cpuMs: number
  /** Resident memory. */
  readonly rssMb: number
}

/** What a process has used so far, by proc(5); undefined where the system does not tell. */
export function usageOf(pid: number | undefined): Usage | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [ticks, pages] = [Number(fields[11]) + Number(fields[12]), Number(fields[21])]
    return { cpuMs: ticks * 10, rssMb: (pages * 4096) / 2 ** 20 }
  } catch {
    return undefined // no /proc on this system, or the process is gone; its end is told by itself
  }
}
