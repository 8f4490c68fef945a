import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstFittingRule, ruleFits } from '../../../src/route/rules.js'
import { aMail } from '../build.js'
import { cpuMs } from '../cpu-time.js'

describe('patterns', () => {
  it.each([
    ['*@udk.example', 'post@UDK.example', true],
    ['*@udk.example', 'post@udk.example.org', false],
    ['post@*', 'post@kk.example', true],
    ['*bbr*', 'Spørgsmål om BBR-meddelelse', true],
    ['bbr', 'BBR', true],
    ['bbr', 'BBR-meddelelse', false],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['*', '', true],
    ['Omsorgsomra\u030adet*', 'omsorgsområdet nord', true],
    ['a.c', 'abc', false],
  ])('"%s" against "%s" is %s', (pattern, text, expected) => {
    expect(ruleFits(pattern, text)).toBe(expected)
  })

  it('agrees with the regular expression it stands for', () => {
    const pieces = fc
      .array(fc.constantFrom('a', 'b', '*', 'ab', 'æ'), { maxLength: 8 })
      .map((list) => list.join(''))
    const texts = fc.array(fc.constantFrom('a', 'b', 'æ'), { maxLength: 12 }).map((list) => list.join(''))
    fc.assert(
      fc.property(pieces, texts, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'u').test(text)
        return ruleFits(pattern, text) === expected
      }),
    )
  })

  it('stays quick on a subject of a million characters', () => {
    expect(cpuMs(() => ruleFits('*a*b*c*d*e*f*g*h*', 'a'.repeat(1_000_000)))).toBeLessThan(200)
  })
})

describe('rules', () => {
  const rules = [
    { name: 'begge', when: { from: '*@kirken.example', subject: '*vielse*' }, queue: 'vielser' },
    { name: 'liste', when: { to: ['pas@kk.example', 'id@kk.example'] }, queue: 'pas' },
    { name: 'mappe', when: { folder: 'INBOX/Parkering' }, queue: 'parkering' },
  ]
  const find = (mail = aMail(), folder = 'INBOX') => firstFittingRule(rules, mail, folder)?.name

  it('fit only when every key of theirs fits', () => {
    const from = { name: '', address: 'sogn@kirken.example' }
    expect(find(aMail({ from }))).toBeUndefined()
    expect(find(aMail({ from, subject: 'Om vielsen i maj' }))).toBe('begge')
  })

  it('look at copies as well as recipients', () => {
    expect(find(aMail({ cc: [{ name: '', address: 'id@kk.example' }] }))).toBe('liste')
  })

  it('can go by the polled folder', () => {
    expect(find(aMail(), 'INBOX/Parkering')).toBe('mappe')
  })

  it('never fit a mail without a sender by its sender', () => {
    expect(
      firstFittingRule(
        [{ name: 'alle', when: { from: '*' }, queue: 'pas' }],
        aMail({ from: undefined }),
        'INBOX',
      ),
    ).toBeUndefined()
  })
})
