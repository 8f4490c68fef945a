// Several processes of one installation that run until they are killed, and are started again at once, as a service manager does it.
import type { ChildProcess } from 'node:child_process'
import type { Installation } from '../live/installation.js'

export interface Member {
  readonly roles: string
  /** Where it serves http; undefined until it has started. */
  origin: string | undefined
  child: ChildProcess
  /** What it said last, for whoever wants to know why it ended. */
  said: string
}

export interface Fleet {
  readonly members: readonly Member[]
  /** Kills a process and starts it again at once. */
  kill(member: Member): void
  /** Waits until every process has started. @returns how long that took */
  untilStarted(withinMs: number): Promise<number>
  /** Where a page serves, as soon as one does. */
  page(): Promise<string>
  /** Processes that ended though nobody killed them, with what they said. */
  readonly ended: readonly string[]
  stop(): Promise<void>
}

export function startFleet(installed: Installation, roles: readonly string[]): Fleet {
  const ended: string[] = []
  let isOver = false
  const members = roles.map((role) => ({
    roles: role,
    origin: undefined,
    said: '',
    child: start(role),
  })) as Member[]
  for (const member of members) follow(member)

  function start(role: string): ChildProcess {
    return installed.start('run', '--roles', role)
  }

  function follow(member: Member): void {
    const { child } = member
    let [line, said] = ['', '']
    child.stdout?.on('data', (chunk: Buffer) => {
      line += chunk.toString()
      if (member.child !== child) return
      const port = /"port":(\d+)[^\n]*"msg":"started"/.exec(line)?.[1]
      if (port && member.origin === undefined) member.origin = `http://127.0.0.1:${port}`
      line = line.slice(-2_000)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2_000)
    })
    child.once('exit', (code, signal) => {
      if (isOver || signal === 'SIGKILL') return
      ended.push(`"run --roles ${member.roles}" ended by itself with ${code ?? signal}: ${said} ${line}`)
      restart(member)
    })
  }

  function restart(member: Member): void {
    member.origin = undefined
    member.child = start(member.roles)
    follow(member)
  }

  return {
    ...{ members, ended },
    kill(member) {
      member.child.kill('SIGKILL')
      restart(member)
    },
    async untilStarted(withinMs) {
      const began = performance.now()
      while (members.some(({ origin }) => origin === undefined)) {
        if (performance.now() - began > withinMs)
          throw new Error(`not started within ${withinMs} ms: ${ended.join('; ')}`)
        await soon()
      }
      return performance.now() - began
    },
    async page() {
      for (;;) {
        const origin = members.find(
          (member) => member.roles.includes('review') && member.origin !== undefined,
        )?.origin
        if (origin) return origin
        if (isOver) throw new Error('the fleet was stopped')
        await soon()
      }
    },
    async stop() {
      isOver = true
      const alive = members.filter(({ child }) => child.exitCode === null && child.signalCode === null)
      const gone = alive.map(({ child }) => new Promise((done) => child.once('exit', done)))
      for (const { child } of alive) child.kill('SIGKILL')
      await Promise.all(gone)
    },
  }
}

const soon = (): Promise<void> => new Promise((resume) => setTimeout(resume, 20))
