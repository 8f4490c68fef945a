// A Redis of a test's own that is killed, frozen, emptied and set back: the same port and folder each time, as a real one has.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { answers, freePort, serverBinary, temporaryFolder } from '../live/server-process.js'

export interface OwnRedis {
  readonly url: string
  /** SIGKILL; what it had acknowledged lies in its append-only file. */
  kill(): Promise<void>
  /** Starts it on what lies in its folder, and waits until it answers. */
  start(): Promise<void>
  freeze(): void
  thaw(): void
  /** Copies its append-only file aside, and later puts the copy back in place of the newer one; it must not run then. */
  keepCopy(): Promise<void>
  putBackCopy(): Promise<void>
  /** One command over a connection of its own. */
  tell(...command: readonly string[]): Promise<unknown>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

export async function startOwnRedis(): Promise<OwnRedis> {
  const dir = await temporaryFolder('redis')
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const [data, copy] = [join(dir, 'appendonlydir'), join(dir, 'copy')]
  let child: ChildProcess | undefined

  async function kill(): Promise<void> {
    if (!child) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    child = undefined
  }

  async function start(): Promise<void> {
    const settings = `--port ${port} --bind 127.0.0.1 --appendonly yes --maxmemory-policy noeviction --dir ${dir}`
    child = spawn(serverBinary('redis-server'), [...settings.split(' '), '--save', ''], {
      stdio: 'ignore',
      cwd: '/',
    })
    while (!(await answers(port, /^\+PONG/, 'PING\r\n'))) await new Promise((done) => setTimeout(done, 20))
  }

  const killAtExit = () => void child?.kill('SIGKILL')
  process.once('exit', killAtExit)
  await start()
  return {
    url,
    kill,
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async keepCopy() {
      await rm(copy, { recursive: true, force: true })
      await cp(data, copy, { recursive: true })
    },
    async putBackCopy() {
      await rm(data, { recursive: true, force: true })
      await cp(copy, data, { recursive: true })
    },
    async tell(...words) {
      const [command = '', ...more] = words
      const client = new Redis(url, { retryStrategy: () => null })
      client.on('error', () => undefined)
      try {
        return await client.call(command, ...more)
      } finally {
        client.disconnect()
      }
    },
    async remove() {
      await kill()
      process.off('exit', killAtExit)
      await rm(dir, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
