import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskCpr } from '../../../src/ingest/mask.js'
import { MASK_SIGN, maskPersonal, maskToken } from '../../../src/model/mask.js'

describe('masking what is personal', () => {
  it.each([
    ['a CPR number with a hyphen', 'cpr 251248-9996 ok', 'cpr'],
    ['a CPR number without one', 'cpr 2512489996 ok', 'cpr'],
    ['a CPR number with blanks around the hyphen', 'cpr 251248 - 9996 ok', 'cpr'],
    ['a CPR number with a long dash', 'cpr 251248–9996 ok', 'cpr'],
    ['a CPR number that fails modulus 11', 'cpr 010190-1111 ok', 'cpr'],
    ['a CPR number whose last four are hidden', 'cpr 140583-xxxx ok', 'cpr'],
    ['a date in figures', 'den 31.12.2024 ok', 'date'],
    ['a date with a written month', 'den 3. marts 2024 ok', 'date'],
    ['a phone number in pairs', 'ring 00 00 12 34 ok', 'phone'],
    ['a phone number with its country', 'ring +45 00001234 ok', 'phone'],
    ['an e-mail address', 'skriv til bo.li@example.dk ok', 'email'],
    ['a web address', 'se https://kk.example/x?y=1 ok', 'url'],
    ['an amount', 'betal 1.020 kr ok', 'amount'],
    ['a case number', 'sag 2024-0123 ok', 'case-number'],
    ['a postcode before its town', 'bor i 2100 København', 'postcode'],
    ['any other long number', 'kunde 8812093 ok', 'number'],
  ] as const)('%s becomes a token of its kind', (_, text, kind) => {
    const masked = maskPersonal(text)
    expect(masked).toContain(maskToken(kind))
    expect(masked.replace(/2024$/, '')).not.toMatch(/\d{3,}/)
  })

  it('a year before a capital is no postcode', () => {
    expect(maskPersonal('i 2024 Har jeg')).toBe('i 2024 Har jeg')
  })

  it('mail that was imported is masked as mail that comes in is', () => {
    const text = 'mit nummer er 251248-9996, tak'
    expect(maskPersonal(maskCpr(text))).toBe(maskPersonal(text))
  })

  it('a mail cannot write a mask token of its own', () => {
    expect(maskPersonal(`hej ${MASK_SIGN}cpr`)).not.toContain(MASK_SIGN)
  })

  it('no date-valid CPR number survives, however it is joined', () => {
    const two = (most: number) => fc.integer({ min: 1, max: most }).map((n) => String(n).padStart(2, '0'))
    const last = fc.integer({ min: 0, max: 9999 }).map((n) => String(n).padStart(4, '0'))
    const parts = fc.tuple(two(28), two(12), two(99), fc.constantFrom('', '-', ' ', ' - ', '–'), last)
    fc.assert(
      fc.property(parts, ([day, month, year, join, end]) => {
        const masked = maskPersonal(`mit nummer er ${day}${month}${year}${join}${end}, tak`)
        return masked.includes(maskToken('cpr')) && !masked.includes(end)
      }),
    )
  })
})
