// One life of a process that answers requests: its start, what it says, what it uses, its end. Who asks it what is bounded-child's matter.
import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Frame, writeFrame } from './frames.js'

/** First message of the process: it is ready for requests. Each further one replies to the oldest of them. */
export const READY = 'ready'
export type Reply<Answer> = { readonly answer: Answer } | { readonly error: string }

interface LifeEvents<Answer> {
  readonly ready: () => void
  readonly replied: (reply: Reply<Answer>) => void
  /** It ended, and nobody has ended it. */
  readonly ended: (how: string) => void
}

export interface Life<Head> {
  readonly pid: number | undefined
  readonly write: (frame: Frame<Head>) => void
  /** Whether this process lives on for that one's sake. */
  readonly hold: (isHeld: boolean) => void
  /** Kills it. No event comes after this is called. */
  readonly end: () => Promise<void>
}

interface LifeOptions {
  /** The process's file without its ending, which is that of this file: `.ts` as written, `.js` as built. */
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
  child.stdin?.on('error', () => undefined) // what cannot be written is met as the process's end
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
    // As written, this file runs under tsx or vitest; of the two only tsx can be given to a process.
    execArgv: [`--max-old-space-size=${heapMb}`, ...(ending === '.ts' ? ['--import', tsx()] : [])],
    serialization: 'advanced',
    // It has no need for passwords, nor for anybody's terminal: what V8 writes when it dies does not belong into a log of JSON lines.
    env: {},
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  })
}

const tsx = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
