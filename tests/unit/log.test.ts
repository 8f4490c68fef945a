import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TriageError } from '../../src/errors.js'
import { createFaultLog, createLog, faultFields, mask } from '../../src/log.js'
import { anId } from './build.js'

describe('mask', () => {
  it.each([
    ['a CPR number', '"note":"010190-1234"', '"note":"[cpr]"'],
    ['one without its dash', 'nr 0101901234.', 'nr [cpr].'],
    ['one with a space', '(010190 1234)', '([cpr])'],
    ['one right after a line end in JSON', '"a\\n010190-1234\\n"', '"a\\n[cpr]\\n"'],
    ['one that a word leads into', 'cpr010190-1234', 'cpr[cpr]'],
    ['an address', '<ane.marie+post@kk.example.dk>', '<[address]>'],
    ['one with Danish letters', 'jørgen.ås@ørsted.dk', '[address]'],
    ['one with an apostrophe', "o'brien@example.dk", '[address]'],
    ['a login name at a server', 'postkasse@kk', '[address]'],
  ])('hides %s', (_, line, masked) => {
    expect(mask(line)).toBe(masked)
  })

  it.each([
    ['a time', '"time":"2025-03-04T09:12:00.000Z"'],
    ['a model id', '20250101-120000-01234567'],
    ['a phone number', '33 66 33 66'],
    ['a count', '12345678'],
  ])('leaves %s', (_, line) => {
    expect(mask(line)).toBe(line)
  })

  it('leaves every id of a mail', () => {
    fc.assert(fc.property(fc.nat(), (seed) => mask(`"${anId(seed)}"`) === `"${anId(seed)}"`))
  })
})

const collected = () => {
  const lines: string[] = []
  return {
    lines,
    log: createLog((line) => lines.push(line)),
    parsed: () => lines.map((line) => JSON.parse(line)),
  }
}

describe('the log', () => {
  it('is one JSON document a line, masked', () => {
    const { log, lines, parsed } = collected()
    log.info({ mailbox: 'borgerservice' }, 'mail from ane@example.dk, 010190-1234')
    expect(lines.join('')).not.toContain('\n')
    expect(parsed()).toMatchObject([{ mailbox: 'borgerservice', msg: 'mail from [address], [cpr]' }])
    expect(Date.parse(parsed()[0].time)).toBeGreaterThan(0)
  })

  it('tells no debug lines unless it is asked to', () => {
    const { log, lines } = collected()
    log.debug({}, 'nothing of interest')
    expect(lines).toEqual([])
  })
})

describe('an error in the log', () => {
  it('of ours has its code and its message', () => {
    expect(faultFields(new TriageError('IMAP_CLOSED', 'It was closed.'))).toEqual({
      code: 'IMAP_CLOSED',
      fault: 'It was closed.',
    })
  })

  it('of anybody else has its kind and its place, and no word of its message', () => {
    const error = new SyntaxError('Unexpected token "Kære kommune\n    at hemmelig (x.ts:1:1)"')
    const fields = faultFields(error)
    expect(fields).toMatchObject({ code: 'FAULT', fault: 'unexpected SyntaxError' })
    expect(fields.at).toMatch(/^log\.test\.ts:\d+:\d+$/)
  })

  it('that is none has only its code', () => {
    expect(faultFields('Kære kommune')).toEqual({ code: 'FAULT', fault: 'unexpected fault' })
  })
})

describe('a fault that stays', () => {
  it('is told when it begins, when it becomes another, and when it is over', () => {
    const { log, parsed } = collected()
    const faults = createFaultLog(log, { mailbox: 'borgerservice' })
    const refused = new TriageError('IMAP_LOGIN_REFUSED', 'No.')
    const away = new TriageError('IMAP_UNREACHABLE', 'Nobody.')
    for (const error of [refused, refused, away, away, refused]) faults.began(error)
    faults.ended()
    faults.ended()
    expect(parsed().map(({ code, msg }) => code ?? msg)).toEqual([
      'IMAP_LOGIN_REFUSED',
      'IMAP_UNREACHABLE',
      'IMAP_LOGIN_REFUSED',
      'the fault is over',
    ])
  })
})
