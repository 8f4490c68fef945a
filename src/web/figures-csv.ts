// The figures as a table for a spreadsheet: one row for each queue and week.

import type { Figures } from '../desk/figures-shapes.js'
import type { Label } from '../ids.js'
import { toCsv } from './csv.js'

const columns = [
  'queue',
  'week',
  'filedAlone',
  'overridden',
  'byPeople',
  'waiting',
  'blindAnswered',
  'blindWrong',
  'blindLow',
  'blindHigh',
] as const
type Column = (typeof columns)[number]

/** @param headings what each column is called; @param nameOf a queue's name as people know it. */
export const figuresCsv = (
  { rows }: Pick<Figures, 'rows'>,
  headings: Readonly<Record<Column, string>>,
  nameOf: (queue: Label | 'none') => string,
): string =>
  toCsv([
    columns.map((column) => headings[column]),
    ...rows.map(({ queue, week, filedAlone, overridden, byPeople, waiting, blind }) => [
      ...[nameOf(queue), week, filedAlone, overridden, byPeople, waiting, blind.n, blind.wrong],
      ...(blind.n === 0 ? ['', ''] : [blind.low, blind.high].map((bound) => Number(bound.toFixed(4)))),
    ]),
  ])
