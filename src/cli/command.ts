// What every command shares: --config and --json, where output goes, and how an error becomes a message and an exit code.
import { type Command, CommanderError, InvalidArgumentError } from 'commander'
import { TriageError } from '../errors.js'

/** The outside world of a command, passed in so that tests can run one without a process. */
export interface CommandIo {
  /** One line on stdout: data, and with --json nothing but JSON. */
  readonly out: (line: string) => void
  /** One line on stderr: everything else. */
  readonly note: (line: string) => void
  /** A line on stderr that the next one overwrites; does nothing when stderr is no terminal. */
  readonly progress: (line: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Uint8Array | string>
  /** Reads a password: at a terminal unseen, else from stdin, where one line answers all questions. */
  readonly secret: (question: string) => Promise<string>
  readonly now: () => Date
  /** Who works at this machine; the name in the trail unless a command is told another. */
  readonly user: string
  /** Calls back once when the process is asked to end. */
  readonly onStop: (stop: () => void) => void
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly config?: string
  readonly json?: boolean
}

export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const

/** Adds a command with the common options. */
export const addCommand = (program: Command, nameAndArgs: string, description: string): Command =>
  program
    .command(nameAndArgs)
    .description(description)
    .option('--config <file>', 'configuration file (default: postfordeler.yml, if it is there)')
    .option('--json', 'print JSON and nothing else on stdout')

/** Reads the number of `--limit` and the like. */
export function positiveNumber(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidArgumentError('It must be a whole number above 0.')
}

export const usageError = (message: string, hint: string): TriageError =>
  new TriageError('USAGE_INVALID', message, { hint })

/** Prints an error for a person and says how the process ends. A bug shows its stack; what a person can mend shows how. */
export function reportError(error: unknown, io: CommandIo): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof TriageError) {
    io.note(`error: ${error.message}`)
    if (error.hint) io.note(`hint: ${error.hint}`)
    return /^(CONFIG|USAGE)_/.test(error.code) ? exitCodes.usage : exitCodes.failed
  }
  io.note(
    'error: This is a fault in postfordeler itself. Nothing is lost: what is in the ledger is taken up again at the next run.',
  )
  io.note(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exitCodes.failed
}

/** Prints a value as one JSON document, or as the lines a person reads. */
export const print = (
  io: CommandIo,
  { json }: CommonOptions,
  value: unknown,
  lines: () => readonly string[],
): void => {
  if (json) io.out(JSON.stringify(value))
  else for (const line of lines()) io.out(line)
}
