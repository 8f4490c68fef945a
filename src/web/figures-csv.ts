// The figures as a table for a spreadsheet: one row for each queue and week.

import type { Figures, Share } from '../desk/figures-shapes.js'
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

/**
 * After the queues come the weeks in which left mail was judged blind, and the bound on all of it with no week.
 * @param headings what each column is called; @param nameOf a queue's name as people know it, and that of left mail.
 */
export const figuresCsv = (
  { rows, left, leftPerWeek }: Pick<Figures, 'rows' | 'left' | 'leftPerWeek'>,
  headings: Readonly<Record<Column, string>>,
  nameOf: (queue: Label | 'none' | 'left') => string,
): string =>
  toCsv([
    columns.map((column) => headings[column]),
    ...rows.map(({ queue, week, filedAlone, overridden, byPeople, waiting, blind }) => [
      ...[nameOf(queue), week, filedAlone, overridden, byPeople, waiting],
      ...blindCells(blind),
    ]),
    ...leftPerWeek.map(({ week, blind }) => [nameOf('left'), week, '', '', '', '', ...blindCells(blind)]),
    ...(left === undefined || left.n === 0
      ? []
      : [[nameOf('left'), '', '', '', '', '', left.n, left.wrong, '', Number(left.high.toFixed(4))]]),
  ])

// ---------------------------------------------------------------------------------------------------------------

const blindCells = ({ n, wrong, low, high }: Share) => [
  ...[n, wrong],
  ...(n === 0 ? ['', ''] : [low, high].map((bound) => Number(bound.toFixed(4)))),
]
