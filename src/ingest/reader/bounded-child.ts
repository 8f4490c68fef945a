// A process that answers one request after another within bounds of time and memory. One that exceeds them is killed and replaced;
// the request that it was at is told so, and those that lay behind it are asked again.
//
// A process, not a worker thread: a thread's heap can be bounded, but its buffers cannot, and an allocation that is far over the bound
// ends the whole service (docs/decisions/0016-mail-is-read-in-a-process-of-its-own.md).
import { type Life, type Reply, startLife } from './child-life.js'
import type { Frame } from './frames.js'
import { createGauge, type Exceeded, usageOf } from './gauge.js'

/** What became of a request. `threw`: the process told the name of an error and lives on. */
export type Outcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'stopped'; readonly by: 'time' | 'memory' | 'itself' }

export interface BoundedChild<Head, Answer> {
  /**
   * @param timeMs computing time of the process, so that a busy machine stops nobody; by the clock it may take ten times as long.
   * @throws what `cannotStart` makes
   */
  ask(request: Frame<Head>, timeMs: number): Promise<Outcome<Answer>>
  /** Ends the process; what was asked and not answered is never answered. */
  close(): Promise<void>
  /** Of the process that lives now; undefined while there is none. */
  readonly pid: () => number | undefined
}

export interface ChildBounds {
  readonly heapMb: number
  /** Resident memory in all, where the system tells it. */
  readonly rssMb: number
  readonly watchMs: number
  readonly startMs: number
  readonly aheadRequests: number
  readonly aheadBytes: number
  readonly cannotStart: (how: string) => Error
}

/** @param module the process's file without its ending. It is started with the first request. */
export function createBoundedChild<Head, Answer>(
  module: URL,
  bounds: ChildBounds,
): BoundedChild<Head, Answer> {
  const line = createLine<AskedFor<Head, Answer>>(bounds)
  let life: Life<Head> | undefined
  let watch: Watch | undefined

  const start = () => {
    const started = startLife<Head, Answer>(
      { module, heapMb: bounds.heapMb },
      { ready: pump, replied: take, ended: (how) => (started.isReady() ? stop('itself') : giveUp(how)) },
    )
    life = started
  }
  const replace = () => {
    line.takeBack()
    void life?.end()
    life = undefined
  }
  const stop = (by: 'time' | 'memory' | 'itself') => {
    const stopped = line.done()
    replace()
    stopped?.settle({ kind: 'stopped', by })
    start() // the next mail need not wait for it
    pump()
  }
  const giveUp = (how: string) => {
    replace()
    for (const asked of line.clear()) asked.fail(bounds.cannotStart(how))
    pump()
  }
  function take(reply: Reply<Answer>): void {
    const done = line.done()
    done?.settle('answer' in reply ? { kind: 'answered', ...reply } : { kind: 'threw', ...reply })
    if (done && done.bytes.length > bounds.aheadBytes && isBloated(life, bounds)) replace()
    pump()
  }
  function pump(): void {
    if (line.isBusy() && !life) start()
    for (let next = nextFor(life); next; next = nextFor(life)) life?.write(next)
    life?.hold(line.isBusy())
    if (!line.isBusy()) clearInterval(watch?.timer)
    watch = line.isBusy() ? (watch ?? watching()) : undefined
    // What is large is looked at from its first moment: on a busy machine the next look may come late.
    if ((line.first()?.bytes.length ?? 0) > bounds.aheadBytes) watch?.look()
  }
  const nextFor = (one: Life<Head> | undefined) => (one?.isReady() ? line.send() : undefined)
  const watching = (): Watch => {
    const gauge = createGauge(bounds)
    const look = () => {
      const exceeded: Exceeded | undefined = life && gauge(life, line.first())
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
      const last = life
      life = undefined
      await last?.end()
    },
    pid: () => life?.pid,
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Watch {
  readonly look: () => void
  readonly timer: NodeJS.Timeout
}

interface AskedFor<Head, Answer> extends Frame<Head> {
  readonly timeMs: number
  readonly settle: (outcome: Outcome<Answer>) => void
  readonly fail: (error: Error) => void
}

/** A heap that a large request has left would count against the next one. */
const isBloated = (life: { readonly pid: number | undefined } | undefined, { rssMb }: ChildBounds): boolean =>
  (usageOf(life?.pid)?.rssMb ?? 0) > rssMb / 2

/** Requests in order: some with the process, which works on the first, and those that wait. */
function createLine<Asked extends { readonly bytes: Uint8Array }>(
  bounds: Pick<ChildBounds, 'aheadRequests' | 'aheadBytes'>,
) {
  const waiting: Asked[] = []
  const sent: Asked[] = []
  const hasRoomFor = ({ bytes }: Asked): boolean => {
    const ahead = sent.reduce((sum, one) => sum + one.bytes.length, 0)
    return sent.length < bounds.aheadRequests && (ahead === 0 || ahead + bytes.length <= bounds.aheadBytes)
  }
  return {
    add: (asked: Asked) => waiting.push(asked),
    /** The next one for which the process has room; it counts as being with it. */
    send: (): Asked | undefined => {
      const [next] = waiting
      if (!next || !hasRoomFor(next)) return undefined
      sent.push(next)
      return waiting.shift()
    },
    first: (): Asked | undefined => sent[0],
    done: (): Asked | undefined => sent.shift(),
    /** What the process had is to be sent again, to another. */
    takeBack: () => waiting.unshift(...sent.splice(0)),
    clear: (): readonly Asked[] => waiting.splice(0),
    isBusy: () => sent.length + waiting.length > 0,
  }
}
