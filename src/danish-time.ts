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

/**
 * The moment of a time on the wall: of an hour that comes twice the first, of one that the clock skips the same time an hour on.
 * @param time `09:30`, `09:30:15` or with fractions of a second
 * @returns undefined when it is no time of a day
 */
export function momentAt(day: string, time: string): IsoTime | undefined {
  const wall = new Date(`${day}T${time}Z`)
  if (!isDay(day) || Number.isNaN(wall.getTime())) return undefined
  // The offsets of the day before and the day after: two where the clock changes between.
  const candidates = [-1, 1]
    .map((aside) => new Date(wall.getTime() - offsetMs(utcMidnight(addDays(day, aside)))))
    .sort((a, b) => a.getTime() - b.getTime())
  const shown = wall.toISOString().slice(0, 19).replace('T', ' ')
  return (candidates.find((one) => times.format(one) === shown) ?? candidates.at(-1) ?? wall).toISOString()
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
const times = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
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
