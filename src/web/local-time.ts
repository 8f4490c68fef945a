// Moments as people here read them: in Danish time, whatever the server's time zone.
import type { IsoTime } from '../journey.js'

const zone = 'Europe/Copenhagen'

/** `3. marts 2026 kl. 10.12` or its English counterpart. */
export const inWords = (at: IsoTime, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )

/** The day in Denmark, as `YYYY-MM-DD`. */
export const dayOf = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)

/**
 * The moment at which a day begins in Denmark.
 * @param day `YYYY-MM-DD`, as a date field sends it
 * @param later this many days after it
 * @returns undefined when it is not a date
 */
export function startOfDay(
  day: string,
  { later = 0 }: { readonly later?: number } = {},
): IsoTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const utc = new Date(`${day}T00:00:00.000Z`)
  if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 10) !== day) return undefined
  utc.setUTCDate(utc.getUTCDate() + later)
  return new Date(utc.getTime() - offsetMs(utc)).toISOString()
}

// ---------------------------------------------------------------------------------------------------------------

/** How far Danish time is ahead at a moment: one hour, or two in summer. It never changes between midnight and two o'clock. */
function offsetMs(at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  return Number(parts) * 3_600_000
}
