// ISO weeks as Danish people live them: from Monday 00:00 in Copenhagen, which is 23:00 or 22:00 UTC on Sunday.
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
  return { names: mondays.slice(0, -1).map(weekName), bounds: mondays.map(midnight) }
}

// ---------------------------------------------------------------------------------------------------------------

const DAY_MS = 24 * 3_600_000

const danish = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Copenhagen',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** The time on the wall in Denmark, as if it were UTC. */
function wallTime(moment: Date): Date {
  const part = Object.fromEntries(danish.formatToParts(moment).map(({ type, value }) => [type, value]))
  return new Date(
    `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`,
  )
}

/** The Monday of the week, as a calendar day (00:00 as if in UTC). */
function mondayOf(moment: Date): Date {
  const day = wallTime(moment)
  day.setUTCHours(0, 0, 0, 0)
  return addDays(day, -((day.getUTCDay() + 6) % 7))
}

const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS)

/** When a calendar day begins in Denmark. Clocks change at night and never at midnight, so the day before tells the offset. */
function midnight(day: Date): IsoTime {
  const guess = new Date(day.getTime() - 2 * 3_600_000)
  const offsetMs = wallTime(guess).getTime() - guess.getTime()
  return new Date(day.getTime() - offsetMs).toISOString()
}

/** ISO 8601: a week belongs to the year that its Thursday lies in. */
function weekName(monday: Date): string {
  const thursday = addDays(monday, 3)
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const week = Math.floor((thursday.getTime() - newYear) / (7 * DAY_MS)) + 1
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}
