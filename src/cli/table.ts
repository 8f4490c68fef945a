// Tables for the terminal, without lines that a screen reader would read out.
import { createRequire } from 'node:module'
import type CliTable from 'cli-table3'

/** Loaded by the first table: a command that prints its help, or JSON, needs none. */
const require = createRequire(import.meta.url)

const noLines = {
  ...{
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
  },
  ...{
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  },
}

/** A table as lines. Numbers are set right, text left; undefined is an empty cell. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): readonly string[] {
  const isNumber = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] !== 'string'),
  )
  const Table: typeof CliTable = require('cli-table3')
  const grid = new Table({
    head: [...head],
    chars: noLines,
    colAligns: isNumber.map((right) => (right ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  for (const row of rows) grid.push(row.map((cell) => (cell === undefined ? '' : String(cell))))
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
