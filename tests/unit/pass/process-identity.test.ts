import { describe, expect, it } from 'vitest'
import { isProcessGone, nameOfThisProcess, type View } from '../../../src/pass/process-identity.js'

/** A machine where number 7 runs since tick 100. */
const here: View = { place: 'b007-1', startOf: (pid) => (pid === 7 ? '100' : undefined) }

describe('a process', () => {
  it.each([
    { name: 'a.b007-1.7.100.0f', gone: false, why: 'it lives' },
    { name: 'a.b007-1.8.100.0f', gone: true, why: 'no process has its number' },
    { name: 'a.b007-1.7.99.0f', gone: true, why: 'its number belongs to a later one' },
    { name: 'a.b007-2.1.100.0f', gone: false, why: 'it is of another container, whatever its host name' },
    { name: 'a.cafe-1.8.100.0f', gone: false, why: 'it is of another machine' },
    { name: 'a.unknown.8.100.0f', gone: false, why: 'its system did not tell' },
    { name: 'somebody', gone: false, why: 'its name tells nothing' },
  ])('$name is gone: $gone, as $why', ({ name, gone }) => {
    expect(isProcessGone(name, here)).toBe(gone)
  })

  it('is never thought gone where the system tells nothing', () => {
    expect(isProcessGone('a.b007-1.8.100.0f', { ...here, place: undefined })).toBe(false)
  })

  it('has a name of its own each time, and knows that it lives', () => {
    expect(nameOfThisProcess()).not.toBe(nameOfThisProcess())
    expect(isProcessGone(nameOfThisProcess())).toBe(false)
  })
})
