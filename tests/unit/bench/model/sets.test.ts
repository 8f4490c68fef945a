import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaveOneWriterOut, setsOf, textOf, writerOf } from '../../../../bench/model/sets.js'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sets-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const lines = (...labels: string[]): string =>
  labels.map((label, at) => `${JSON.stringify({ id: `${at}`, text: `t${at}`, label })}\n`).join('')

describe('the sets of a folder', () => {
  it('are its folders with a train and a test file, plain or gzipped', () => {
    mkdirSync(join(dir, 'a_da'))
    writeFileSync(join(dir, 'a_da', 'train.jsonl.gz'), gzipSync(lines('x', 'y')))
    writeFileSync(join(dir, 'a_da', 'test.jsonl'), lines('x'))
    mkdirSync(join(dir, 'no-set'))
    const sets = setsOf(dir)
    expect(sets.map(({ name, language, outside }) => ({ name, language, outside }))).toEqual([
      { name: 'a_da', language: 'da', outside: undefined },
    ])
    expect(sets[0]?.parts()[0]?.train.map(({ label }) => label)).toEqual(['x', 'y'])
  })

  it('never learn the label of items out of scope', () => {
    mkdirSync(join(dir, 'a'))
    writeFileSync(join(dir, 'a', 'train.jsonl'), lines('x', 'oos', 'y'))
    writeFileSync(join(dir, 'a', 'test.jsonl'), lines('x', 'oos'))
    const [set] = setsOf(dir)
    expect(set?.outside).toEqual({ kind: 'unseen', label: 'oos' })
    expect(set?.parts()[0]?.train.map(({ label }) => label)).toEqual(['x', 'y'])
    expect(set?.parts()[0]?.test.map(({ label }) => label)).toEqual(['x', 'oos'])
  })

  it('are two for the bundled corpus', () => {
    const sets = setsOf(join(import.meta.dirname, '../../../../data'))
    expect(sets.map(({ name }) => name)).toEqual(['writers', 'inbox'])
    expect(sets[0]?.parts().map(({ name, train, test }) => [name, train.length, test.length])).toEqual(
      ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'].map((writer) => [writer, 1560, 260]),
    )
    expect(sets[1]?.parts().map(({ train, test }) => [train.length, test.length])).toEqual([[1820, 260]])
  })

  it('of a folder without any is a fault that says what a set is', () => {
    expect(() => setsOf(dir)).toThrow('holds no set: a folder with train.jsonl')
    expect(() => setsOf(join(dir, 'gone'))).toThrow('There is no folder')
  })
})

describe('writers', () => {
  it.each([
    ['pas-w1-01', 'w1'],
    ['veje-groenne-omraader-w12-3', 'w12'],
  ])('the middle of %s is its writer', (id, writer) => {
    expect(writerOf({ id })).toBe(writer)
  })

  it('are left out one at a time', () => {
    const mails = ['a-w1-1', 'a-w2-1', 'b-w1-1'].map((id) => ({ id, label: 'x', text: '' }))
    expect(
      leaveOneWriterOut(mails).map(({ name, train, test }) => [
        name,
        train.map(({ id }) => id),
        test.map(({ id }) => id),
      ]),
    ).toEqual([
      ['w1', ['a-w2-1'], ['a-w1-1', 'b-w1-1']],
      ['w2', ['a-w1-1', 'b-w1-1'], ['a-w2-1']],
    ])
  })

  it('must be named by every id', () => {
    expect(() => writerOf({ id: '17' })).toThrow('does not name its writer')
  })
})

it('peers get subject and body as one text', () => {
  expect(textOf({ id: '1', label: 'x', subject: 'S', body: 'B' })).toBe('S\nB')
  expect(textOf({ id: '1', label: 'x', text: 'T' })).toBe('T')
})
