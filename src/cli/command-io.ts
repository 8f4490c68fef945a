// The real outside world of a command: this process.
import { userInfo } from 'node:os'
import type { CommandIo } from './command.js'
import { createSecretReader } from './secret.js'

export function processIo(): CommandIo {
  const isTerminal = process.stderr.isTTY === true
  let hasProgress = false
  const clear = () => {
    if (hasProgress) process.stderr.write('\r\u001b[K')
    hasProgress = false
  }
  // A reader that went away ("| head") is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
  })
  return {
    out: (line) => {
      clear()
      process.stdout.write(`${line}\n`)
    },
    note: (line) => {
      clear()
      process.stderr.write(`${line}\n`)
    },
    progress: (line) => {
      if (!isTerminal) return
      process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
      hasProgress = true
    },
    env: process.env,
    stdin: process.stdin,
    secret: createSecretReader(process.stdin, (question) => process.stderr.write(question)),
    now: () => new Date(),
    user: userName(),
    onStop: (stop) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, endInTime)
    },
  }
}

/** Whoever asked kills after 30 seconds, so nothing is gained by holding on: what was in hand is in the ledger. */
const LAST_MOMENT_MS = 29_000

/** A command that is done has said how it ended; a connection to a server that hangs must not keep the process. */
const endInTime = (): void => {
  const endIfDone = () => {
    if (process.exitCode !== undefined) process.exit()
  }
  setInterval(endIfDone, 500).unref()
  setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref()
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `user-${process.getuid?.() ?? 'unknown'}`
  }
}
