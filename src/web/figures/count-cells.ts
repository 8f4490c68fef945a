// The cells of the figures' tables: the same columns for queues and for weeks.
import type { Counts } from '../../desk/figures-shapes.js'
import type { Texts } from '../texts/da.js'
import { count, interval, share } from './format.js'

export const countHeadings = ({ figures: t }: Texts): readonly string[] => [
  t.filedAlone,
  t.blindError,
  t.overridden,
  t.byPeople,
  t.waiting,
]

export const countCells = (counts: Counts, texts: Texts): readonly string[] => [
  count(counts.filedAlone, texts),
  errorInWords(counts.blind, texts),
  count(counts.overridden, texts),
  count(counts.byPeople, texts),
  count(counts.waiting, texts),
]

/** `3,1 % (0,6 % til 8,9 %)`. */
export const errorInWords = (blind: Counts['blind'], texts: Texts): string =>
  blind.share === undefined
    ? texts.figures.notMeasured
    : `${share(blind.share, texts)} (${interval(blind, texts)})`
