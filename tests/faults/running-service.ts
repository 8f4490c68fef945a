// A service of an installation as a process, as an operator starts it: what it logs, when it is ready, how it ends.
import type { ChildProcess } from 'node:child_process'
import { type Finished, finish, type Installation } from '../live/installation.js'

export interface RunningService {
  readonly child: ChildProcess
  /** Where its page, health and metrics are. */
  readonly url: string
  readonly logged: () => readonly Readonly<Record<string, unknown>>[]
  /** SIGTERM; the time it takes is part of the answer. */
  stop(): Promise<Finished & { readonly tookMs: number }>
}

const running = new Set<ChildProcess>()

/** Starts `run` and waits until it says that it has started. */
export async function startService(
  installed: Pick<Installation, 'start'>,
  ...args: readonly string[]
): Promise<RunningService> {
  const child = installed.start('run', ...args)
  running.add(child)
  const ended = finish(child).finally(() => running.delete(child))
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk
  })
  const logged = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  const until = performance.now() + 120_000
  let started: Readonly<Record<string, unknown>> | undefined
  while (!started) {
    if (child.exitCode !== null) throw new Error(`the service ended:\n${(await ended).stderr}`)
    if (performance.now() > until) throw new Error(`the service did not start:\n${text}`)
    await new Promise((done) => setTimeout(done, 100))
    started = logged().find(({ msg }) => msg === 'started')
  }
  return {
    child,
    url: `http://127.0.0.1:${started['port']}`,
    logged,
    async stop() {
      const asked = performance.now()
      child.kill('SIGTERM')
      const finished = await ended
      return { ...finished, tookMs: performance.now() - asked }
    },
  }
}

/** For `afterEach`: nothing runs on when a test has failed. */
export function killServices(): void {
  for (const child of running) {
    child.kill('SIGCONT')
    child.kill('SIGKILL')
  }
}
