// Everything that is checked before a change is merged: servers, style and types, build, unit tests, live tests, faults. What may run side
// by side does; nothing is begun after the first step that fails. The last lines name the tests that were left out, and count all.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installServers } from './verify/install-servers.js'
import { heading, runCommand, runSteps, type Step, type StepResult } from './verify/run-steps.js'
import { createTestRuns } from './verify/tests.js'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'postfordeler-verify-'))
const tests = createTestRuns({ root, folder })

/** Mail of others, which may not be kept in this repository: where the variable says, or beside the checkout. */
const shared = process.env['MAIL_OF_OTHERS'] || resolve(root, '..', 'shared')
const hasForeignMail = existsSync(join(shared, 'foreign-mail'))
const env: Readonly<Record<string, string>> = hasForeignMail ? { MAIL_OF_OTHERS: shared } : {}

/** A step that is one of the package's scripts. */
const script = (name: string, command: string): Step => ({
  name,
  run: (say) => runCommand(say, 'npm', ['run', '--silent', command], { cwd: root }),
})

/** As many as a machine for continuous integration has processors. */
const AT_ONCE = 2

const steps: readonly Step[] = [
  { name: 'Servers for the live tests', run: (say) => installServers(say, root) },
  script('Types', 'types'),
  script('Build', 'build'),
  script('Style', 'lint'),
  script('Arrows', 'arrows'),
  script('Dead code', 'dead'),
  { name: 'Unit tests', isAlone: true, run: (say) => tests.run(say, 'unit', env) },
  {
    name: 'Live tests',
    isAlone: true,
    after: ['Servers for the live tests', 'Build'],
    run: (say) => tests.run(say, 'live', env),
  },
  {
    name: 'Faults',
    isAlone: true,
    after: ['Servers for the live tests', 'Build'],
    run: (say) => tests.run(say, 'faults*', { ...env, POSTFORDELER_FAULTS: 'short' }),
  },
]

const began = performance.now()
const results = await runSteps(steps, { atOnce: AT_ONCE, write: (text) => process.stdout.write(text) })
rmSync(folder, { recursive: true, force: true })
summarize(results)
process.exitCode = results.length === steps.length && results.every(({ isGood }) => isGood) ? 0 : 1

// ---------------------------------------------------------------------------------------------------------------

function summarize(done: readonly StepResult[]): void {
  const row = (mark: string, seconds: number | undefined, name: string) =>
    `${mark.padEnd(7)} ${(seconds === undefined ? '' : `${seconds.toFixed(1)} s`).padStart(9)}  ${name}`
  const table = steps.map((step) => {
    const { name } = step
    const result = done.find((one) => one.step === step)
    return result
      ? row(result.isGood ? 'ok' : 'FAILED', result.seconds, name)
      : row('not run', undefined, name)
  })
  const { passed, failed, leftOut, failures } = tests.counts()
  console.log(
    `${heading('Summary')}${table.join('\n')}\n${row('', (performance.now() - began) / 1000, 'in all')}\n`,
  )
  // Servers are never a reason: without one verify fails. What stands beside the test is: mail of others that is not there, a disk that may not be mounted.
  if (leftOut.length > 0)
    console.log(`Left out, for the reason beside each test:\n  ${leftOut.join('\n  ')}\n`)
  if (!hasForeignMail)
    console.log(
      `Mail of others does not lie at "${shared}": the tests over it were left out (CONTRIBUTING.md).\n`,
    )
  const failure = done.find(({ isGood }) => !isGood)
  if (failure) console.log(`"${failure.step.name}" failed; what it said stands above.\n`)
  if (failures.length > 0) console.log(`Failed:\n  ${failures.join('\n  ')}\n`)
  console.log(`${passed} passed, ${failed} failed, ${leftOut.length} left out`)
}
