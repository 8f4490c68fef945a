// Runs vitest for verify and counts, over all its runs, which tests were made and which were left out.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { runCommand, type Say } from './run-steps.js'

export interface TestRuns {
  /** Runs the projects that the pattern names: with vitest's own reporter for people, and a second one for the counts. */
  readonly run: (say: Say, projects: string, env?: Readonly<Record<string, string>>) => Promise<boolean>
  readonly counts: () => {
    readonly passed: number
    readonly failed: number
    readonly leftOut: readonly string[]
    /** Each that failed, with the first line of what it said. */
    readonly failures: readonly string[]
  }
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** Why the file failed, where it was not by a test. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[] | null
    }[]
  }[]
}

/** @param folder where vitest's reports go */
export function createTestRuns({
  root,
  folder,
}: {
  readonly root: string
  readonly folder: string
}): TestRuns {
  const total = { passed: 0, failed: 0 }
  const leftOut = new Set<string>()
  const failures: string[] = []
  return {
    async run(say, projects, env = {}) {
      const file = join(folder, `${projects.replace(/\W/g, '')}.json`)
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      const isDone = await runCommand(say, 'npx', ['vitest', 'run', '--project', projects, ...reporters], {
        ...{ cwd: root, env },
      })
      const { passed, failed, names, ...more } = readReport(file)
      failures.push(...more.failures)
      total.passed += passed
      // A run that ended without a report, or failed before its tests, is a failure that no test has counted.
      total.failed += isDone ? failed : Math.max(failed, 1)
      for (const name of names) leftOut.add(name)
      return isDone
    },
    counts: () => ({ ...total, leftOut: [...leftOut], failures: [...failures] }),
  }
}

// ---------------------------------------------------------------------------------------------------------------

function readReport(file: string) {
  if (!existsSync(file)) return { passed: 0, failed: 0, names: [], failures: [] }
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  return {
    ...{ passed: report.numPassedTests, failed: report.numFailedTests },
    names: skipped.map(({ fullName }) => fullName),
    failures: failuresOf(report),
  }
}

/**
 * The tests that failed, and the files that failed before or after their tests, each with the first line of its error. The last lines of
 * a run are all that some records of it keep.
 */
export const failuresOf = ({ testResults }: Pick<Report, 'testResults'>): readonly string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [failureLine(basename(name), message)]
    return failed.map((test) => failureLine(`${basename(name)}: ${test.fullName}`, test.failureMessages?.[0]))
  })

const LONGEST_LINE = 300

function failureLine(name: string, message = ''): string {
  const plain = stripVTControlCharacters(message)
  const first = plain.split('\n').find((line) => line.trim() !== '') ?? 'it said nothing'
  return `${name}\n    ${first.trim().slice(0, LONGEST_LINE)}`
}
