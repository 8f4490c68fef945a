// Danish time, whatever the server's clock is set to. A wall time is a Date whose UTC fields show what a clock in Denmark shows.

export const DANISH_ZONE = 'Europe/Copenhagen'

/** What the clock on the wall shows at a moment. */
export function wallTime(moment: Date): Date {
  const part = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]))
  return new Date(
    `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`,
  )
}

/** The moment at which the clock on the wall shows this; the later one where a skipped hour is named, the first of a repeated hour. */
export function momentAtWall(wall: Date): Date {
  const candidates = [...new Set([-DAY_MS, DAY_MS].map((aside) => wall.getTime() - offsetMs(wall, aside)))]
  const exact = candidates
    .sort((a, b) => a - b)
    .find((ms) => wallTime(new Date(ms)).getTime() === wall.getTime())
  return new Date(exact ?? Math.max(...candidates))
}

// ---------------------------------------------------------------------------------------------------------------

const DAY_MS = 24 * 3_600_000

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: DANISH_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** How far Danish time is ahead of UTC, some time beside a wall time: a day before and a day after show both of a night's offsets. */
function offsetMs(wall: Date, asideMs: number): number {
  const beside = new Date(wall.getTime() + asideMs)
  return wallTime(beside).getTime() - Math.floor(beside.getTime() / 1000) * 1000
}
