// The real outside world of a command: this process.
import { userInfo } from 'node:os'
import type { Shell } from './frame.js'
import { createSecretReader } from './secret.js'

export function processShell(): Shell {
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
    },
  }
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `user-${process.getuid?.() ?? 'unknown'}`
  }
}
