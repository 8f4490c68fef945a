// ISO weeks in Danish time: from Monday 00:00 in Copenhagen, which is 23:00 or 22:00 UTC on Sunday.
import { momentAtWall, wallTime } from '../danish-time.js'
import type { IsoTime } from '../journey.js'

export interface Weeks {
  /** Oldest first, e.g. `2026-W47`. */
  readonly names: readonly string[]
  /** The moments between them, one more than there are names. */
  readonly bounds: readonly IsoTime[]
}

/** The last `count` weeks, the one of `now` among them. */
export function lastWeeks(now: Date, count: number): Weeks {
  const monday = mondayOf(now)
  const mondays = Array.from({ length: count + 1 }, (_, nth) => addDays(monday, 7 * (nth + 1 - count)))
  return {
    names: mondays.slice(0, -1).map(weekName),
    bounds: mondays.map((day) => momentAtWall(day).toISOString()),
  }
}

// ---------------------------------------------------------------------------------------------------------------

const DAY_MS = 24 * 3_600_000

/** The Monday of the week, as a calendar day (00:00 as if in UTC). */
function mondayOf(moment: Date): Date {
  const day = wallTime(moment)
  day.setUTCHours(0, 0, 0, 0)
  return addDays(day, -((day.getUTCDay() + 6) % 7))
}

const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS)

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekName(monday: Date): string {
  const thursday = addDays(monday, 3)
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const week = Math.floor((thursday.getTime() - newYear) / (7 * DAY_MS)) + 1
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}
