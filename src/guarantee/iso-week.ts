// ISO 8601 weeks: they begin on Monday, and belong to the year that has their Thursday.

const DAY_MS = 86_400_000

/** The ISO week of a day. @example isoWeekOf('2024-12-30') === '2025-W01' */
export function isoWeekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const nth = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1
  return `${year}-W${String(nth).padStart(2, '0')}`
}

/** The last week that has ended at a moment. */
export const weekBefore = (now: Date): string =>
  isoWeekOf(new Date(now.getTime() - 7 * DAY_MS).toISOString().slice(0, 10))
