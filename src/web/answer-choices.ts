// An answer as a form field, both ways: `confirm`, `queue:pas`, `not-ours:spam`, `later:tomorrow`.

import { dayOf, startOfDay } from '../danish-time.js'
import type { Choice } from '../desk/answer-shapes.js'
import { label } from '../ids.js'
import { type IsoTime, notOursKinds } from '../journey.js'

export const laters = ['hours', 'tomorrow', 'monday', 'week', 'month'] as const
export type Later = (typeof laters)[number]

/** Urgent mail can be put off for less than a day only. */
export const shortLaters = ['hours', 'tomorrow'] as const satisfies readonly Later[]

/** @returns undefined when the field is not an answer; whether the queue exists is checked by the desk. */
export function choiceOf(field: string, now: Date): Choice | undefined {
  const at = field.indexOf(':')
  const [kind, value] = at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)]
  if (kind === 'confirm') return { kind }
  if (kind === 'queue') return { kind, label: label(value) }
  const what = notOursKinds.find((one) => one === value)
  if (kind === 'not-ours' && what) return { kind, what }
  const later = laters.find((one) => one === value)
  return kind === 'later' && later ? { kind, until: momentOf(later, now) } : undefined
}

/** When a deferred mail comes back: at the beginning of a working day, or some hours later. */
export function momentOf(later: Later, now: Date): IsoTime {
  if (later === 'hours') return new Date(now.getTime() + 3 * HOUR_MS).toISOString()
  const days = { tomorrow: 1, monday: daysToMonday(now), week: 7, month: 30 }[later]
  const morning = startOfDay(dayOf(now), { later: days })
  if (morning === undefined) throw new Error('a day of the calendar is no day')
  return new Date(Date.parse(morning) + WORK_BEGINS_MS).toISOString()
}

// ---------------------------------------------------------------------------------------------------------------

const HOUR_MS = 3_600_000

/** Eight o'clock; off by an hour on the two days a year when the clocks change. */
const WORK_BEGINS_MS = 8 * HOUR_MS

/** 1..7: on a Monday, the next Monday. */
function daysToMonday(now: Date): number {
  const weekday = new Date(`${dayOf(now)}T12:00:00Z`).getUTCDay()
  return (8 - weekday) % 7 || 7
}
