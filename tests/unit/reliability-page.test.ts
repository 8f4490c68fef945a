import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { keepFigures, pageOf, readKept, readTold } from '../../scripts/reliability-page.js'
import type { Figure } from '../faults/figures.js'

const dir = mkdtempSync(join(tmpdir(), 'postfordeler-page-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const told = (test: string, figures: Readonly<Record<string, Figure>>) =>
  ({ test, form: 'long', at: '2026-11-21T20:00:00.000Z', machine: '2 cores', figures }) as const

describe('the page of the fault tests', () => {
  it('takes the parts of a run together: sums, the largest, the smallest, and else the last', () => {
    keepFigures(dir, [
      told('Kill, at random', {
        kills: { sum: 300 },
        'slowest, s': { most: 4.5 },
        'fewest mails': { least: 3 },
        points: 60,
      }),
      told('Another', { offsets: 12_345 }),
      told('Kill, at random', {
        kills: { sum: 700 },
        'slowest, s': { most: 3.25 },
        'fewest mails': { least: 2 },
        points: 66,
      }),
    ])
    const page = pageOf(readKept(dir))
    expect(page).toContain(
      '| Kill, at random | kills 1,000; slowest, s 4.5; fewest mails 2; points 66 | long, 2026-11-21 |',
    )
    expect(page).toContain('| Another | offsets 12,345 | long, 2026-11-21 |')
    expect(page).toContain('Machine: 2 cores\n')
  })

  it('keeps what the last run of each test has told, and the others as they were', () => {
    keepFigures(dir, [told('Another', { offsets: 1 })])
    expect(readKept(dir).map(({ test, figures }) => [test, Object.values(figures)[0]])).toEqual([
      ['Another', 1],
      ['Kill, at random', 1000],
    ])
  })

  it('reads what was told line by line, and nothing where nothing was told', () => {
    const file = join(dir, 'told.jsonl')
    writeFileSync(
      file,
      `${JSON.stringify(told('One', { n: 1 }))}\n${JSON.stringify(told('One', { n: 2 }))}\n`,
    )
    expect(readTold(file).map(({ figures }) => figures['n'])).toEqual([1, 2])
    expect(readTold(join(dir, 'missing'))).toEqual([])
  })
})
