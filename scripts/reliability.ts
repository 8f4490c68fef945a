// npm run reliability: the long form of the fault tests, and docs/reliability.md from what they measured. No figure is written by hand:
// each test's lies as JSON in docs/reliability, from its last run.
//   npm run reliability                          all of them: hours
//   npm run reliability -- kill redis            those whose file name holds one of these words
//   npm run reliability -- --from figures.jsonl  takes over what runs have told into files of their own (POSTFORDELER_FIGURES), as one run
//   npm run reliability -- --page                writes the page anew
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keepFigures, pageOf, readKept, readTold } from './reliability-page.js'

const root = resolve(import.meta.dirname, '..')
const kept = join(root, 'docs', 'reliability')
const { values, positionals } = parseArgs({
  options: { from: { type: 'string', multiple: true }, page: { type: 'boolean' } },
  allowPositionals: true,
})

const isGood = values.page || values.from ? true : runLong(positionals)
keepFigures(kept, (values.from ?? []).flatMap(readTold))
writeFileSync(join(root, 'docs', 'reliability.md'), pageOf(readKept(kept)))
process.exitCode = isGood ? 0 : 1

// ---------------------------------------------------------------------------------------------------------------

function runLong(words: readonly string[]): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'postfordeler-reliability-'))
  const file = join(dir, 'figures.jsonl')
  const env = { ...process.env, POSTFORDELER_FAULTS: 'long', POSTFORDELER_FIGURES: file }
  const run = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, { cwd: root, stdio: 'inherit', env }).status === 0
  try {
    const isDone = run('npm', 'run', 'build') && run('npx', 'vitest', 'run', '--project', 'faults*', ...words)
    keepFigures(kept, readTold(file))
    return isDone
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
