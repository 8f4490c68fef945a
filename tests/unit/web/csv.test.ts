import { describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import { toCsv } from '../../../src/web/csv.js'
import { figuresCsv } from '../../../src/web/figures-csv.js'

const cellOf = (value: string | number) => toCsv([[value]]).slice(1, -2)

describe('csv', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    'a\n=1',
    '%0A-2+3',
    '|calc',
  ])('has no cell that a spreadsheet would calculate: %j', (text) => {
    expect(cellOf(text).replace(/^"/, '')).toMatch(/^'/)
  })

  it.each([
    ['Pas', 'Pas'],
    ['2025-W10', '2025-W10'],
    ['a;b', '"a;b"'],
    ['han sagde "nej"', '"han sagde ""nej"""'],
    ['to\nlinjer', '"to\nlinjer"'],
    [0.0126, '0,0126'],
    [-3, '-3'],
    ['', ''],
  ])('writes %j as %j', (value, expected) => {
    expect(cellOf(value)).toBe(expected)
  })

  it('has a line for each row, and a mark that says UTF-8', () => {
    expect(
      toCsv([
        ['Kø', 'Uge'],
        ['Pas', 3],
      ]),
    ).toBe('\ufeffKø;Uge\r\nPas;3\r\n')
  })

  it('has the figures with the bounds of the blind sample, where there is one', () => {
    const counts = { filedAlone: 3, overridden: 1, byPeople: 2, waiting: 4 }
    const blind = { wrong: 1, n: 2, share: 0.5, low: 0.01258, high: 0.98742 }
    const none = { wrong: 0, n: 0, share: undefined, low: 0, high: 1 }
    const rows = [
      { queue: label('pas'), week: '2025-W10', ...counts, blind },
      { queue: 'none', week: '2025-W10', ...counts, blind: none },
    ] as const
    const headings = {
      ...{ queue: 'Kø', week: 'Uge', filedAlone: 'A', overridden: 'B', byPeople: 'C', waiting: 'D' },
      ...{ blindAnswered: 'E', blindWrong: 'F', blindLow: 'G', blindHigh: 'H' },
    }
    const nameOf = (queue: string) => (queue === 'pas' ? '=Pas' : 'Uden forslag')
    expect(
      figuresCsv({ rows, left: undefined, leftPerWeek: [] }, headings, nameOf).slice(1).split('\r\n'),
    ).toEqual([
      'Kø;Uge;A;B;C;D;E;F;G;H',
      "'=Pas;2025-W10;3;1;2;4;2;1;0,0126;0,9874",
      'Uden forslag;2025-W10;3;1;2;4;0;0;;',
      '',
    ])
  })
})
