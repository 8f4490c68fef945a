// A shell that remembers what a command wrote: the real program without a process.
import { main } from '../../../src/cli/index.js'

export interface Ran {
  readonly code: number
  readonly out: readonly string[]
  readonly notes: readonly string[]
  /** The whole of stdout as one JSON document. */
  readonly json: () => unknown
}

interface RunOptions {
  readonly stdin?: readonly string[]
  readonly now?: () => Date
}

/** Runs one command to its end. */
export async function run(
  args: readonly string[],
  { stdin = [], now = () => new Date() }: RunOptions = {},
): Promise<Ran> {
  const out: string[] = []
  const notes: string[] = []
  const code = await main(args, {
    out: (line) => out.push(line),
    note: (line) => notes.push(line),
    progress: () => {},
    env: {},
    stdin: (async function* () {
      yield* stdin
    })(),
    secret: async () => stdin[0] ?? '',
    now,
    user: 'birthe',
    onStop: () => {},
  })
  return { code, out, notes, json: () => JSON.parse(out.join('\n')) }
}
