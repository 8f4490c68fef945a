// Numbers and spans in the reader's words.
import type { IsoTime } from '../../journey.js'
import type { Texts } from '../texts/da.js'

const MINUTE_MS = 60_000
const units = [
  { unit: 'day', ms: 24 * 60 * MINUTE_MS },
  { unit: 'hour', ms: 60 * MINUTE_MS },
  { unit: 'minute', ms: MINUTE_MS },
] as const

/** How long ago something was, in its largest unit, rounded down: `2 dage`, `1 minut`. */
export function spanInWords(
  since: IsoTime,
  now: Date,
  { locale, work }: Pick<Texts, 'locale' | 'work'>,
): string {
  const spanMs = Math.max(0, now.getTime() - Date.parse(since))
  const largest = units.find((one) => spanMs >= one.ms)
  if (largest === undefined) return work.justNow
  const { unit, ms } = largest
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.floor(spanMs / ms))
}

/** @param probability [0, 1]; anything below 1 is shown as 99 % at most, because the program is never certain. */
export function percent(probability: number, { locale }: Pick<Texts, 'locale'>): string {
  const shown = probability < 1 ? Math.min(probability, 0.99) : 1
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(shown)
}

/** A probability in words, for people who do not think in numbers. */
export function likelihood(probability: number, { work }: Pick<Texts, 'work'>): string {
  const t = work.answer.words
  if (probability >= 0.95) return t.almostSure
  if (probability >= 0.8) return t.veryLikely
  if (probability >= 0.6) return t.likely
  if (probability >= 0.35) return t.maybe
  return probability >= 0.1 ? t.unlikely : t.veryUnlikely
}
