// The one calendar: moments, days and ISO weeks as people in Denmark live them, whatever the server's clock is set to. A moment is an
// ISO time in UTC; a day is a date on the wall in Copenhagen, written `2026-03-02`, which begins at 23:00 or 22:00 UTC of the day before.
import type { IsoTime } from './journey.js'

const zone = 'Europe/Copenhagen'

/** `3. marts 2026 kl. 10.12` and its English like. */
export const inWords = (at: IsoTime, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )

// -- days ------------------------------------------------------------------------------------------------------------

/** The day that a moment falls on, as `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => dates.format(at)

/** The day a number of days later (or earlier, if negative). @param day as dayOf gives it */
export function addDays(day: string, days: number): string {
  const date = utcMidnight(day)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The moment at which a day begins. @param day as dayOf gives it */
export function startOf(day: string): IsoTime {
  const date = utcMidnight(day)
  return new Date(date.getTime() - offsetMs(date)).toISOString()
}

/**
 * The moment at which a day begins, for a day that somebody has typed.
 * @param text `YYYY-MM-DD`, as a date field sends it
 * @param later how many days after it
 * @returns undefined when it is no day
 */
export function startOfDay(
  text: string,
  { later = 0 }: { readonly later?: number } = {},
): IsoTime | undefined {
  return isDay(text) ? startOf(addDays(text, later)) : undefined
}

// -- the clock on the wall ---------------------------------------------------------------------------------------------

/**
 * The moment at which the clock on the wall shows this; the later one where a skipped hour is named, the first of a repeated hour.
 * @param wall a Date whose UTC fields show what the clock shows
 */
export function momentAtWall(wall: Date): Date {
  // A day before and a day after show both offsets of a night in which the clocks change.
  const offsets = [-1, 1].map((days) => wallOffsetMs(new Date(wall.getTime() + days * DAY_MS)))
  const candidates = [...new Set(offsets)].map((offset) => wall.getTime() - offset).sort((a, b) => a - b)
  const exact = candidates.find((ms) => ms + wallOffsetMs(new Date(ms)) === wall.getTime())
  return new Date(exact ?? Math.max(...candidates))
}

// -- ISO 8601 weeks: they begin on Monday, and belong to the year that has their Thursday ------------------------------

export interface Weeks {
  /** Oldest first, e.g. `2026-W47`. */
  readonly names: readonly string[]
  /** The moments between them, one more than there are names. */
  readonly bounds: readonly IsoTime[]
}

/** The ISO week of a day. @example isoWeekOf('2024-12-30') === '2025-W01' */
export function isoWeekOf(day: string): string {
  const thursday = addDays(mondayOf(day), 3)
  const year = thursday.slice(0, 4)
  const nth = Math.floor((utcMidnight(thursday).getTime() - Date.UTC(Number(year), 0, 1)) / WEEK_MS) + 1
  return `${year}-W${String(nth).padStart(2, '0')}`
}

/** The ISO week that a moment falls in. */
export const weekOf = (at: Date): string => isoWeekOf(dayOf(at))

/** The last week that has ended at a moment. */
export const weekBefore = (now: Date): string => isoWeekOf(addDays(dayOf(now), -7))

/** The last `count` weeks, the one of `now` among them. */
export function lastWeeks(now: Date, count: number): Weeks {
  const monday = mondayOf(dayOf(now))
  const mondays = Array.from({ length: count + 1 }, (_, nth) => addDays(monday, 7 * (nth + 1 - count)))
  return { names: mondays.slice(0, -1).map(isoWeekOf), bounds: mondays.map(startOf) }
}

// ---------------------------------------------------------------------------------------------------------------

const WEEK_MS = 7 * 24 * 3_600_000

/** Made once: a formatter costs a hundred times what it then formats. Swedish dates are ISO dates. */
const dates = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
const DAY_MS = 24 * 3_600_000

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

const hours = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })

const utcMidnight = (day: string): Date => new Date(`${day}T00:00:00.000Z`)

function mondayOf(day: string): string {
  return addDays(day, -((utcMidnight(day).getUTCDay() + 6) % 7))
}

/** Written as a day, and in the calendar: 30 February is not. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = utcMidnight(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/**
 * How far Danish time is ahead of UTC at the start of a day: one hour, or two in summer.
 * @param utc 00:00 UTC of that day, at which the hour on the wall is the offset; it never changes between midnight and two o'clock
 */
const offsetMs = (utc: Date): number => Number(hours.format(utc)) * 3_600_000

/** How far Danish time is ahead of UTC at a moment. */
function wallOffsetMs(at: Date): number {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  const shown = `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`
  return Date.parse(shown) - Math.floor(at.getTime() / 1000) * 1000
}
