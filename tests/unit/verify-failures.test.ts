import { describe, expect, it } from 'vitest'
import { failuresOf } from '../../scripts/verify/tests.js'

const test = (fullName: string, status: string, failureMessages: readonly string[] = []) => ({
  ...{ fullName, status, failureMessages },
})

describe('the failures that verify repeats at its end', () => {
  it('are the tests that failed, each with its file and the first line of its error', () => {
    const message = '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at somewhere.ts:3:4'
    const assertionResults = [test('a rule holds', 'passed'), test('a rule is kept', 'failed', [message])]
    expect(
      failuresOf({
        testResults: [{ name: '/src/tests/unit/rule.test.ts', status: 'failed', assertionResults }],
      }),
    ).toEqual(['rule.test.ts: a rule is kept\n    AssertionError: expected 1 to be 2'])
  })

  it('are files too that failed before their tests', () => {
    const file = { name: '/src/tests/unit/rule.test.ts', status: 'failed', assertionResults: [] }
    expect(failuresOf({ testResults: [{ ...file, message: '\nError: no such module\n  at x' }] })).toEqual([
      'rule.test.ts\n    Error: no such module',
    ])
    expect(failuresOf({ testResults: [file] })).toEqual(['rule.test.ts\n    it said nothing'])
  })

  it('are none of a run that went well, whatever it left out', () => {
    const assertionResults = [test('a', 'passed'), test('b', 'skipped')]
    expect(failuresOf({ testResults: [{ name: 'x.test.ts', status: 'passed', assertionResults }] })).toEqual(
      [],
    )
  })
})
