// One program on one part, in a process of its own: so seconds and memory are its own, and a crash is a line in the table.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Outcome, outcomeSchema } from './outcome.js'
import type { Program } from './programs.js'
import type { BenchSet, LabelledLine, Part } from './sets.js'

export type Run =
  | { readonly kind: 'measured'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly why: string }

export interface RunOptions {
  /** A folder that this run may fill. */
  readonly work: string
  readonly limitSeconds: number
}

/** Arithmetic of every engine in one thread (ours is told so in src/model/backend.ts). We train two paths in a thread each; processor seconds tell what that costs. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
}
/** What of a crash's last words is shown. */
const LAST_WORDS = 300

/** Writes the part's two files once for all programs. */
export function writePart(part: Part, dir: string): void {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'train.jsonl'), jsonLines(part.train))
  writeFileSync(join(dir, 'test.jsonl'), jsonLines(part.test))
}

/** Runs a program on the files of `writePart`. Never throws for what the program does. */
export async function runProgram(
  program: Program,
  set: BenchSet,
  dir: string,
  { work, limitSeconds }: RunOptions,
): Promise<Run> {
  mkdirSync(work, { recursive: true })
  const out = join(work, 'outcome.json')
  const files = ['--train', join(dir, 'train.jsonl'), '--test', join(dir, 'test.jsonl')]
  const about = [`--outside=${set.outside?.label ?? ''}`]
  if (program.command[0] === process.execPath) about.push(`--language=${set.language}`)
  try {
    const ended = await end(
      [...program.command, ...files, ...about, '--work', work, '--out', out],
      limitSeconds,
    )
    if (ended !== undefined) return { kind: 'failed', why: ended }
    return { kind: 'measured', outcome: outcomeSchema.parse(JSON.parse(readFileSync(out, 'utf8'))) }
  } catch (error) {
    return {
      kind: 'failed',
      why: error instanceof Error ? error.message.slice(0, LAST_WORDS) : String(error),
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

// ---------------------------------------------------------------------------------------------------------------

const jsonLines = (lines: readonly LabelledLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** Waits for a command; undefined when it ended well, else why not. A group of its own, so that what it started ends with it. */
function end(command: readonly string[], limitSeconds: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const [file = '', ...args] = command
    const child = spawn(file, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...ONE_THREAD },
      detached: true,
    })
    let lastWords = ''
    let isCut = false
    const cut = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    }
    const timer = setTimeout(() => {
      isCut = true
      cut()
    }, limitSeconds * 1000)
    // Who interrupts the benchmark does not mean to leave a program of it running.
    process.prependOnceListener('exit', cut)
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS)
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('exit', cut)
      if (isCut) resolve(`cut off after ${limitSeconds} s`)
      else resolve(code === 0 ? undefined : `ended with ${code}: ${lastWords.trim()}`)
    })
  })
}
