// All programs on one set, one after the other. What a peer said before may be taken again: its predictions do not change.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { figuresOf, type JudgedPart } from './figures.js'
import { type Outcome, outcomeSchema } from './outcome.js'
import { ours, type Program } from './programs.js'
import type { Row, SetResult } from './results.js'
import { runProgram, writePart } from './run-program.js'
import type { BenchSet, Part } from './sets.js'

export interface MeasureOptions {
  readonly work: string
  readonly limitSeconds: number
  /** A folder of earlier outcomes of peers. */
  readonly reuse: string | undefined
  readonly progress: (text: string) => void
}

export async function measureSet(
  set: BenchSet,
  programs: readonly Program[],
  options: MeasureOptions,
): Promise<SetResult> {
  const parts = set.parts()
  for (const part of parts) writePart(part, partDir(options, set, part))
  const rows: Row[] = []
  for (const program of programs) rows.push(await rowOf(program, set, parts, options))
  rmSync(join(options.work, set.name), { recursive: true, force: true })
  const [first] = parts
  return {
    name: set.name,
    kind: set.kind,
    title: set.title,
    labels: new Set(first?.train.map(({ label }) => label)).size,
    trainItems: first?.train.length ?? 0,
    testItems: parts.reduce((sum, { test }) => sum + test.length, 0),
    outside: set.outside,
    rows,
  }
}

export const partDir = ({ work }: MeasureOptions, set: BenchSet, part: Part): string =>
  join(work, set.name, part.name)

/** Runs a program on a part that `writePart` has written, or takes what it said of the same part before. */
export async function runOrReuse(program: Program, set: BenchSet, part: Part, options: MeasureOptions) {
  const dir = partDir(options, set, part)
  const kept = program === ours ? undefined : keptFile(program, dir, options.reuse)
  if (kept !== undefined && existsSync(kept)) {
    const outcome = outcomeSchema.parse(JSON.parse(readFileSync(kept, 'utf8')))
    return { kind: 'measured', outcome, isReused: true } as const
  }
  const run = await runProgram(program, set, dir, {
    work: join(options.work, 'model'),
    limitSeconds: options.limitSeconds,
  })
  if (kept !== undefined && run.kind === 'measured') writeFileSync(kept, JSON.stringify(run.outcome))
  return { ...run, isReused: false }
}

// ---------------------------------------------------------------------------------------------------------------

/** Its predictions would be the same again; its seconds are those of another hour on this machine. */
const EARLIER = ' (taken from an earlier run, seconds and all)'

async function rowOf(
  program: Program,
  set: BenchSet,
  parts: readonly Part[],
  options: MeasureOptions,
): Promise<Row> {
  if (!program.isThere()) return { program: program.name, kind: 'missing', why: program.install }
  const judged: JudgedPart[] = []
  let isReused = false
  for (const part of parts) {
    options.progress(`${set.name}: ${program.name}${parts.length > 1 ? ` ${part.name}` : ''}`)
    const run = await runOrReuse(program, set, part, options)
    if (run.kind === 'failed') return { program: program.name, kind: 'failed', why: run.why }
    isReused ||= run.isReused
    judged.push({ name: part.name, truths: part.test.map(({ label }) => label), outcome: run.outcome })
  }
  return {
    program: program.name,
    kind: 'measured',
    figures: figuresOf(judged, set.outside),
    settings: settingsText(judged.map(({ outcome }) => outcome)) + (isReused ? EARLIER : ''),
  }
}

/** Named by the program and by all that it was given: other data has another name. */
function keptFile(program: Program, dir: string, reuse: string | undefined): string | undefined {
  if (reuse === undefined) return undefined
  mkdirSync(reuse, { recursive: true })
  const hash = createHash('sha256')
  for (const file of ['train.jsonl', 'test.jsonl']) hash.update(readFileSync(join(dir, file)))
  return join(reuse, `${program.name}-${hash.digest('hex').slice(0, 16)}.json`)
}

/** The settings of the only part, or, of several, each value that occurred; of numbers the span. */
function settingsText(outcomes: readonly Outcome[]): string {
  return Object.keys(outcomes[0]?.settings ?? {})
    .map((name) => `${name} ${spanOf(outcomes.map(({ settings }) => settings[name] ?? ''))}`)
    .join(', ')
}

function spanOf(values: readonly (string | number)[]): string {
  const different = [...new Set(values)]
  const numbers = different.filter((value) => typeof value === 'number')
  if (different.length < 2 || numbers.length < different.length) return different.join(' or ')
  return `${Math.min(...numbers)} to ${Math.max(...numbers)}`
}
