// Everything that is checked before a change is merged, in order: servers, style and types, tests, build, live tests.
// Stops at the first step that fails. The last lines name the tests that no run made, and count those of all runs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { missingPackages } from '../tests/live/server-process.js'

interface Step {
  readonly name: string
  /** Returns whether it went well; its output goes straight to the terminal. */
  readonly run: () => boolean
}

interface Counts {
  readonly passed: number
  readonly failed: number
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

const root = resolve(import.meta.dirname, '..')
const shared = join(root, '..', 'shared')
const reports = mkdtempSync(join(tmpdir(), 'postfordeler-verify-'))
const counts: Counts[] = []
/** Tests by what became of them; one that a run leaves out may be made by a later one. */
const made = new Set<string>()
const leftOut = new Set<string>()

const steps: readonly Step[] = [
  { name: 'Servers for the live tests', run: installServers },
  { name: 'Style, types, arrows, dead code', run: () => run('npm', ['run', 'check']) },
  { name: 'Unit tests', run: () => runTests('unit', ['--project', 'unit']) },
  { name: 'Build', run: () => run('npm', ['run', 'build']) },
  { name: 'Live tests', run: () => runTests('live', ['--project', 'live']) },
  {
    name: 'Faults',
    run: () => runTests('faults', ['--project', 'faults'], { POSTFORDELER_FAULTS: 'short' }),
  },
  ...foreignMailSteps(),
]

const times: string[] = []
let isGood = true
for (const step of steps) {
  console.log(`\n==== ${step.name} ${'='.repeat(Math.max(4, 70 - step.name.length))}\n`)
  const start = performance.now()
  isGood = step.run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(7)
  times.push(`${isGood ? 'ok    ' : 'FAILED'} ${seconds} s  ${step.name}`)
  if (!isGood) break
}
rmSync(reports, { recursive: true, force: true })

const notRun = steps.slice(times.length).map((step) => `not run            ${step.name}`)
console.log(`\n==== Summary ${'='.repeat(65)}\n\n${[...times, ...notRun].join('\n')}\n`)
const never = [...leftOut].filter((name) => !made.has(name))
// Servers are never a reason: without one verify fails. What stands beside the test is: mail of others that is not there, a disk that may not be mounted.
if (never.length > 0) console.log(`Left out, for the reason beside each test:\n  ${never.join('\n  ')}\n`)
if (!existsSync(join(shared, 'foreign-mail')))
  console.log(`Mail of others does not lie at "${shared}": the tests over it were left out.\n`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${never.length} left out`)
process.exitCode = isGood ? 0 : 1

// ---------------------------------------------------------------------------------------------------------------

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (result.error) console.error(`"${command}" could not be started: ${result.error.message}`)
  return result.status === 0
}

/** Runs vitest with its own reporter on the terminal, and a second one in a file for the counts. */
function runTests(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): boolean {
  const file = join(reports, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const isDone = run('npx', ['vitest', 'run', ...args, ...reporters], env)
  const count = readCounts(file)
  // A run that ended without a report, or failed before its tests, is a failure that no test has counted.
  counts.push(isDone || count.failed > 0 ? count : { ...count, failed: 1 })
  return isDone
}

function readCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  const { numPassedTests, numFailedTests, testResults }: Report = JSON.parse(readFileSync(file, 'utf8'))
  for (const { fullName, status } of testResults.flatMap(({ assertionResults }) => assertionResults))
    (status === 'passed' || status === 'failed' ? made : leftOut).add(fullName)
  return { passed: numPassedTests, failed: numFailedTests }
}

function sum(key: keyof Counts): number {
  return counts.reduce((total, count) => total + count[key], 0)
}

/** A live test is never left out because its server is missing: it is installed, or this says how. */
function installServers(): boolean {
  const missing = missingPackages()
  if (missing.length === 0) {
    console.log('All are installed.')
    return true
  }
  const isRoot = process.getuid?.() === 0
  const canSudo = !isRoot && spawnSync('sudo', ['-n', 'true']).status === 0
  const install = ['install', '-y', '--no-install-recommends', ...missing]
  if (isRoot || canSudo) {
    const apt = (args: readonly string[]) =>
      run(isRoot ? 'env' : 'sudo', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args])
    if (apt(['update']) && apt(install) && missingPackages().length === 0) return true
  }
  const line = `apt-get update && apt-get ${install.join(' ')}`
  console.error(
    `The live tests need real servers, and these Debian packages are missing: ${missing.join(', ')}.\nInstall them as root and run this again:\n\n  ${line}\n`,
  )
  return false
}

/** Tests over mail of others, which may not be kept in this repository: they run where it lies beside the checkout. */
function foreignMailSteps(): readonly Step[] {
  if (!existsSync(join(shared, 'foreign-mail'))) return []
  // One project after the other: some of these tests measure time, and would measure each other.
  return ['unit', 'live', 'faults'].flatMap((project) => {
    const files = readdirSync(join(root, 'tests', project), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join('tests', project, name))
      .filter((name) => readFileSync(join(root, name), 'utf8').includes('POSTFORDELER_SHARED'))
    if (files.length === 0) return []
    const args = ['--project', project, ...files]
    const run = () => runTests(`foreign-${project}`, args, { POSTFORDELER_SHARED: shared })
    return [{ name: `Foreign mail, ${project}`, run }]
  })
}
