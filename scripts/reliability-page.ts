// The figures of fault tests: kept as one JSON file a test, and printed as docs/reliability.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure, ToldFigures } from '../tests/faults/figures.js'

/** One test's figures of its last run, the parts of a long run taken together. */
interface Kept {
  readonly test: string
  readonly form: ToldFigures['form']
  readonly at: string
  readonly machine: string
  /** The highest that any part met. */
  readonly load?: number
  readonly figures: Readonly<Record<string, number | string>>
}

/** What a run has told, line by line; nothing if it told nothing. */
export function readTold(file: string): readonly ToldFigures[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** Writes each test's figures over those of its last run. */
export function keepFigures(dir: string, told: readonly ToldFigures[]): void {
  mkdirSync(dir, { recursive: true })
  for (const test of new Set(told.map((one) => one.test))) {
    const kept = together(told.filter((one) => one.test === test))
    writeFileSync(join(dir, `${slugOf(test)}.json`), `${JSON.stringify(kept, null, 2)}\n`)
  }
}

/** All that is kept, by the names of the tests. */
export const readKept = (dir: string): readonly Kept[] =>
  (existsSync(dir) ? readdirSync(dir) : [])
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')))

export function pageOf(kept: readonly Kept[]): string {
  const rows = kept.map(({ test, form, at, load, figures }) => {
    const words = Object.entries(figures).map(([name, figure]) => `${name} ${grouped(figure)}`)
    return `| ${test} | ${words.join('; ')} | ${form}, ${at.slice(0, 10)}${load === undefined ? '' : `, load ${load}`} |`
  })
  const machines = [...new Set(kept.map(({ machine }) => machine))]
  return `${head}\nMachine: ${machines.join('; ')}\n\n| Test | Figures | Form and date |\n|---|---|---|\n${rows.join('\n')}\n`
}

// ---------------------------------------------------------------------------------------------------------------

const head = `# What was done to it, and what came of it

Fault tests run the program as its users run it, against a real Dovecot, Redis and PostgreSQL, and break something. Afterwards the checker
(\`tests/faults/checker.ts\`) reads the folders, the database and Redis over its own connections: every mail that was delivered lies in exactly
one folder, has one identity in the ledger, one effect for its decision, a complete trail, and an owner. A test passes when it finds nothing wrong.

The short form of each is part of \`npm run verify\`. These are the figures of the last runs, written by \`npm run reliability\`, which runs the long form.
The load is that of the machine meanwhile: above its number of cores other work went on too, and times are longer than the program's own.
`

/** The parts of a run as one; the newest is told last. */
function together(parts: readonly ToldFigures[]): Kept {
  const last = parts.at(-1) as ToldFigures
  const names = new Set(parts.flatMap((part) => Object.keys(part.figures)))
  const figures = [...names].map((name) => {
    const all = parts.flatMap((part) => part.figures[name] ?? [])
    return [name, all.map(numberOf).reduce((one, other) => joined(one, other, all.at(-1)))] as const
  })
  const loads = parts.flatMap(({ load }) => load ?? [])
  return {
    ...last,
    ...(loads.length > 0 ? { load: Math.max(...loads) } : {}),
    figures: Object.fromEntries(figures),
  }
}

function joined(one: number | string, other: number | string, kind: Figure | undefined): number | string {
  if (typeof kind !== 'object' || typeof one !== 'number' || typeof other !== 'number') return other
  if ('sum' in kind) return one + other
  return 'most' in kind ? Math.max(one, other) : Math.min(one, other)
}

function numberOf(figure: Figure): number | string {
  if (typeof figure !== 'object') return figure
  if ('sum' in figure) return figure.sum
  return 'most' in figure ? figure.most : figure.least
}

const slugOf = (test: string): string =>
  test
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** @example grouped(12345.678) === '12,345.68' */
const grouped = (figure: number | string): string =>
  typeof figure === 'number' ? figure.toLocaleString('en', { maximumFractionDigits: 2 }) : figure
