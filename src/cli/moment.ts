// A moment on the command line, in one grammar for every option that takes one: so long ago or ahead, a day, or an exact moment.
import { momentAtWall } from '../danish-time.js'
import type { IsoTime } from '../journey.js'
import { usageError } from './command.js'

/** What `--help` says of a moment in the past. */
export const sinceHelp =
  'so long ago (90s, 90m, 2h, 3d, 1w), a day (2025-03-01) or a moment (2025-03-01T09:30)'

/** Ends a command's help: the grammar in full. */
export const momentGrammar =
  'TIME is so long ago or ahead (90s, 90m, 2h, 3d, 1w), a day (2025-03-04), or a moment (2025-03-04T09:00, 2025-03-04T09:00:00Z).\n' +
  'A day begins at midnight in Denmark, and a moment without a zone is Danish time.'

/** @throws USAGE_INVALID */
export const momentBefore = (text: string, now: Date): IsoTime => momentOf(text, now, -1)

/** @throws USAGE_INVALID */
export const momentAfter = (text: string, now: Date): IsoTime => momentOf(text, now, 1)

// ---------------------------------------------------------------------------------------------------------------

const unitsMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

function momentOf(text: string, now: Date, direction: 1 | -1): IsoTime {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  const unitMs = unitsMs[unit]
  if (unitMs !== undefined) return new Date(now.getTime() + direction * Number(count) * unitMs).toISOString()
  const at = isoMoment(text)
  if (at !== undefined) return at.toISOString()
  throw usageError(
    `"${text}" is no time.`,
    'Write 90s, 90m, 2h, 3d or 1w, a day as 2025-03-04, or a moment as 2025-03-04T09:00 (Danish time) or 2025-03-04T09:00:00Z.',
  )
}

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/

function isoMoment(text: string): Date | undefined {
  const [, day, time = '00:00', zone] = iso.exec(text) ?? []
  if (day === undefined) return undefined
  const wall = new Date(`${day}T${time}Z`)
  const isReal = !Number.isNaN(wall.getTime()) && wall.toISOString().startsWith(day) // a 30 February becomes 2 March
  if (!isReal) return undefined
  return zone === undefined ? momentAtWall(wall) : validOrNone(new Date(`${day}T${time}${zone}`))
}

const validOrNone = (moment: Date): Date | undefined => (Number.isNaN(moment.getTime()) ? undefined : moment)
