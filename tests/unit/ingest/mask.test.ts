import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskCpr } from '../../../src/ingest/mask.js'
import { cpuMs } from '../cpu-time.js'

const day = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
})
const birthday = day.map((date) => {
  const [year = '', month = '', dayOfMonth = ''] = date.toISOString().slice(2, 10).split('-')
  return dayOfMonth + month + year
})
const serial = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0'))

describe('masking CPR numbers', () => {
  it.each([
    ['with a hyphen', 'Mit cpr er 251248-9996.', 'Mit cpr er [cpr].'],
    ['without anything between', '2512489996', '[cpr]'],
    ['across a space', '251248 9996', '[cpr]'],
    ['across a line end', '251248\n9996', '[cpr]'],
    ['across a hard space', '251248\u00A09996', '[cpr]'],
    ['across a hyphen with spaces', '251248 - 9996', '[cpr]'],
    ['with the long dash that programs make', '251248\u20139996', '[cpr]'],
    ['right after a word', 'cpr:251248-9996,', 'cpr:[cpr],'],
    ['twice', '251248-9996 og 070761-4285', '[cpr] og [cpr]'],
    ['that fails modulus 11', '010190-0001', '[cpr]'],
    ['with points in its date', '25.12.48-9996', '[cpr]'],
    ['with spaces in its date', '25 12 48 9996', '[cpr]'],
    ['behind another number', '2024-251248-9996', '2024-[cpr]'],
    ['of a leap day', '290200-1234', '[cpr]'],
    ['at the end of a sentence, before a figure', '251248-9996. 3 børn', '[cpr]. 3 børn'],
  ])('hides a number %s', (_how, text, masked) => {
    expect(maskCpr(text)).toBe(masked)
  })

  it.each([
    ['a date that no month has', '320148-9996'],
    ['a month that no year has', '251348-9996'],
    ['the day nought', '000148-9996'],
    ['a leap day in a year without one', '290201-1234'],
    ['a telephone number', '00 00 12 34'],
    ['a longer number', '25124899961'],
    ['a number whose last digits are hidden already', '251248-xxxx'],
    ['a sum', '251248,9996'],
  ])('leaves %s alone', (_what, text) => {
    expect(maskCpr(text)).toBe(text)
  })

  it('hides every number with a valid date, however it is written', () => {
    const between = fc.constantFrom('', '-', ' ', '\n', ' - ')
    const words = fc.constantFrom('', 'cpr ', '(', 'Født: ')
    fc.assert(
      fc.property(words, birthday, between, serial, (before, date, gap, last) => {
        expect(maskCpr(`${before}${date}${gap}${last}`)).toBe(`${before}[cpr]`)
      }),
    )
  })

  it('changes nothing the second time', () => {
    const text = fc
      .array(fc.oneof(fc.string(), birthday, serial, fc.constantFrom('-', ' ')))
      .map((parts) => parts.join(''))
    fc.assert(fc.property(text, (one) => maskCpr(maskCpr(one)) === maskCpr(one)))
  })

  it('takes no longer than its text is long', () => {
    const hostile = '2512 '.repeat(200_000) + '1'.repeat(1_000_000) + ' '.repeat(1_000_000)
    expect(cpuMs(() => maskCpr(hostile))).toBeLessThan(1000)
  })
})
