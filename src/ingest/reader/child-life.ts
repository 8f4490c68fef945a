// One life of a process that answers requests: its start, its messages, its end. What it is asked is up to bounded-child.
import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Frame, writeFrame } from './frames.js'

/** First message of the process: it is ready for requests. Each later one replies to the oldest request. */
export const READY = 'ready'
export type Reply<Answer> = { readonly answer: Answer } | { readonly error: string }

interface LifeEvents<Answer> {
  readonly ready: () => void
  readonly replied: (reply: Reply<Answer>) => void
  /** It ended without `end` having been called. */
  readonly ended: (how: string) => void
}

export interface Life<Head> {
  readonly pid: number | undefined
  readonly write: (frame: Frame<Head>) => void
  /** Whether the child keeps this process alive. */
  readonly hold: (isHeld: boolean) => void
  /** Kills it. No event follows. */
  readonly end: () => Promise<void>
}

interface LifeOptions {
  /** The process's file without its extension, which is that of this file: `.ts` from source, `.js` when built. */
  readonly module: URL
  readonly heapMb: number
}

export function startLife<Head, Answer>(options: LifeOptions, events: LifeEvents<Answer>): Life<Head> {
  const child = start(options)
  let isOver = false
  const ended = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()))
  const onEnd = (how: string) => {
    if (!isOver) events.ended(how)
    isOver = true
  }
  child.on('message', (message: typeof READY | Reply<Answer>) => {
    if (isOver) return
    if (message === READY) events.ready()
    else events.replied(message)
  })
  child.once('error', ({ message }) => onEnd(message))
  child.once('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`))
  child.stdin?.on('error', () => undefined) // a failed write shows as the end of the process
  return {
    pid: child.pid,
    write: (frame) => child.stdin && writeFrame(child.stdin, frame),
    hold: (isHeld) => {
      for (const held of [child, child.channel]) isHeld ? held?.ref() : held?.unref()
    },
    end: () => {
      isOver = true
      child.ref()
      child.kill('SIGKILL')
      return ended
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

function start({ module, heapMb }: LifeOptions): ChildProcess {
  const ending = extname(fileURLToPath(import.meta.url))
  return fork(fileURLToPath(`${module.href}${ending}`), {
    // From source, this file runs under tsx or vitest; only tsx can be passed on to a process.
    execArgv: [`--max-old-space-size=${heapMb}`, ...(ending === '.ts' ? ['--import', tsx()] : [])],
    serialization: 'advanced',
    // It needs neither passwords nor a terminal: what V8 prints when it dies does not belong in a log of JSON lines.
    env: {},
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  })
}

const tsx = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
