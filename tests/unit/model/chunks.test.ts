import { describe, expect, it } from 'vitest'
import { portionsOf } from '../../../src/model/chunks.js'
import { maskPersonal } from '../../../src/model/mask.js'
import { partsOf } from '../../../src/model/terms.js'
import { cpuMs } from '../cpu-time.js'
import { mailText } from './tiny.js'

describe('a batch is predicted in portions', () => {
  it('of many short mails, and of few long ones, in order', () => {
    const mails = [...Array(100).keys()].map((n) => mailText(`${n} `.padEnd(n < 90 ? 400 : 30_000, 'a')))
    const portions = portionsOf(mails)
    expect(portions.flat()).toEqual(mails)
    expect(portions.map(({ length }) => length)).toEqual([90, 2, 2, 2, 2, 2])
  })

  it('of which there is none for no mail', () => {
    expect(portionsOf([])).toEqual([])
  })
})

describe('what the model looks at', () => {
  it('ends after eight pages', () => {
    const [, own] = partsOf(mailText('ord '.repeat(10_000)))
    expect(own?.words).toHaveLength(5_000)
  })

  it.each([
    ['letters without end', `${'a'.repeat(20_000)} @1`],
    ['amounts without a currency', '111 '.repeat(5_000)],
    ['digits without end', '1'.repeat(20_000)],
    ['dots and digits', '1.'.repeat(10_000)],
    ['at signs', 'a@'.repeat(10_000)],
  ])('is masked in time that does not grow with the square of its length: %s', (_, text) => {
    expect(cpuMs(() => maskPersonal(text))).toBeLessThan(200)
  })
})
