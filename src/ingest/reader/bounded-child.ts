// A process that answers one request after another within bounds of time and memory. One that exceeds them is killed and replaced;
// the request in flight fails, and those that waited behind it are asked again.
//
// A process, not a worker thread: a thread's heap can be bounded, but its buffers cannot, and an allocation far over the bound
// ends the whole service (docs/decisions/0016-mail-is-read-in-a-process-of-its-own.md).
import { type Life, type Reply, startLife } from './child-life.js'
import type { Frame } from './frames.js'
import { createGauge, usageOf } from './gauge.js'
import { createRequestLine } from './request-line.js'

/** What became of a request. `threw`: the process reported the name of an error and is still running. */
export type Outcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'stopped'; readonly by: 'time' | 'memory' | 'itself' }

export interface BoundedChild<Head, Answer> {
  /**
   * @param timeMs CPU time of the process, so that a busy machine stops no request; in wall-clock time it may take ten times as long.
   * @throws what `cannotStart` makes
   */
  ask(request: Frame<Head>, timeMs: number): Promise<Outcome<Answer>>
  /** Ends the process; requests in flight are never answered. */
  close(): Promise<void>
  /** Of the current process; undefined while there is none. */
  readonly pid: () => number | undefined
}

export interface ChildBounds {
  readonly heapMb: number
  /** Total resident memory, where the system reports it. */
  readonly rssMb: number
  readonly watchMs: number
  readonly startMs: number
  readonly aheadRequests: number
  readonly aheadBytes: number
  readonly cannotStart: (how: string) => Error
}

/** @param module the process's file without its extension. It is started with the first request. */
export function createBoundedChild<Head, Answer>(
  module: URL,
  bounds: ChildBounds,
): BoundedChild<Head, Answer> {
  const line = createRequestLine<AskedFor<Head, Answer>>(bounds)
  let state: State<Head> = absent
  let watch: Watch | undefined

  // -- absent -> starting -> ready
  const start = (): void => {
    const life: Life<Head> = startLife<Head, Answer>(
      { module, heapMb: bounds.heapMb },
      {
        ready: () => {
          state = { is: 'ready', life }
          pump()
        },
        replied: take,
        ended: (how) => (state.is === 'starting' ? giveUp(how) : stop('itself')),
      },
    )
    state = { is: 'starting', life }
  }
  // -- starting, ready -> absent
  const replace = (): void => {
    line.takeBack()
    void lifeIn(state)?.end()
    state = absent
  }
  // -- ready -> absent -> starting: the next mail need not wait for it
  const stop = (by: 'time' | 'memory' | 'itself'): void => {
    const stopped = line.done()
    replace()
    stopped?.settle({ kind: 'stopped', by })
    start()
    pump()
  }
  // -- starting -> absent
  const giveUp = (how: string): void => {
    replace()
    for (const asked of line.clear()) asked.fail(bounds.cannotStart(how))
    pump()
  }
  // -- ready -> ready, or absent
  const take = (reply: Reply<Answer>): void => {
    const done = line.done()
    done?.settle('answer' in reply ? { kind: 'answered', ...reply } : { kind: 'threw', ...reply })
    if (done && done.bytes.length > bounds.aheadBytes && isBloated(lifeIn(state), bounds)) replace()
    pump()
  }
  /** Makes process and watch match what is asked: called after everything that changes the line or the state. */
  const pump = (): void => {
    if (line.isBusy() && state.is === 'absent') start()
    for (let next = nextFor(state); next; next = nextFor(state)) lifeIn(state)?.write(next)
    lifeIn(state)?.hold(line.isBusy())
    if (!line.isBusy()) clearInterval(watch?.timer)
    watch = line.isBusy() ? (watch ?? startWatch()) : undefined
    // A large request is checked immediately: on a busy machine the next check may come late.
    if ((line.first()?.bytes.length ?? 0) > bounds.aheadBytes) watch?.look()
  }
  const nextFor = ({ is }: State<Head>) => (is === 'ready' ? line.send() : undefined)
  const startWatch = (): Watch => {
    const gauge = createGauge(bounds)
    const look = () => {
      if (state.is === 'absent') return
      const exceeded = gauge(state.life, state.is === 'starting' ? 'starting' : line.first())
      if (exceeded === 'start') giveUp(`not ready after ${bounds.startMs} ms`)
      else if (exceeded) stop(exceeded)
    }
    return { look, timer: setInterval(look, bounds.watchMs) }
  }
  return {
    ask: (request, timeMs) =>
      new Promise((settle, fail) => {
        line.add({ ...request, timeMs, settle, fail })
        pump()
      }),
    close: async () => {
      clearInterval(watch?.timer)
      const last = lifeIn(state)
      state = absent
      await last?.end()
    },
    pid: () => lifeIn(state)?.pid,
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The process: absent until the first request, and after one was killed with no request waiting. */
type State<Head> =
  | { readonly is: 'absent' }
  | { readonly is: 'starting' | 'ready'; readonly life: Life<Head> }

const absent = { is: 'absent' } as const

const lifeIn = <Head>(state: State<Head>): Life<Head> | undefined =>
  state.is === 'absent' ? undefined : state.life

interface Watch {
  readonly look: () => void
  readonly timer: NodeJS.Timeout
}

interface AskedFor<Head, Answer> extends Frame<Head> {
  readonly timeMs: number
  readonly settle: (outcome: Outcome<Answer>) => void
  readonly fail: (error: Error) => void
}

/** The heap that a large request leaves behind would count against the next one. */
const isBloated = (life: { readonly pid: number | undefined } | undefined, { rssMb }: ChildBounds): boolean =>
  (usageOf(life?.pid)?.rssMb ?? 0) > rssMb / 2
