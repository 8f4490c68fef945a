// Drift: whether last week's mail differs from the weeks before. Pure. A warning must be believed, so it is given only for what chance and the
// usual variation between weeks explain less than once in a thousand weeks, over all figures: once in twenty years.
import { isoWeekOf, weekBefore, weekOf } from '../danish-time.js'
import type { DayFigures } from '../ledger/contract/guarantee.js'
import { binomialCdf } from '../statistics.js'
import { normalTail } from './normal-tail.js'

/** One ISO week's figures. */
export interface WeekFigures {
  /** As `2025-W10`. */
  readonly week: string
  readonly mails: number
  /** Mean share of terms that the model has not learnt; undefined when no mail was measured. */
  readonly unknownTerms: number | undefined
  readonly novel: number
  readonly overridden: number
  /** Share of all mail by the queue it was filed in or guessed for. */
  readonly queues: Readonly<Record<string, number>>
}

export interface DriftWarning {
  readonly week: string
  readonly what: string
  readonly now: number
  readonly before: number
  /** For a person. */
  readonly message: string
}

/** The chance of a warning in a week in which nothing has changed, over all figures. */
const FALSE_ALARMS = 0.001
/** Weeks that the last one is compared with, and the fewest that show how much weeks differ. */
const MOST_WEEKS = 12
const FEWEST_WEEKS = 4
/** A week with fewer mails is not used. */
const FEWEST_MAILS = 50

/** Counts of one figure in one week: `hits` among `n`. */
interface Count {
  readonly n: number
  readonly hits: number
}

/** The weeks that have ended by `now`, oldest first; weeks without mail are left out. */
export function weekFigures(days: readonly DayFigures[], now: Date): readonly WeekFigures[] {
  return [...weeksOf(days, now)].map(([week, mine]) => {
    const mails = sum(mine, 'mails')
    const measured = sum(mine, 'measured')
    const queues: Record<string, number> = {}
    for (const label of labelsOf(mine))
      queues[label] =
        sum(
          mine.filter((day) => day.label === label),
          'mails',
        ) / mails
    return {
      ...{ week, mails, queues },
      unknownTerms: measured === 0 ? undefined : sum(mine, 'unknownSum') / measured,
      novel: sum(mine, 'novel') / mails,
      overridden: share(sum(mine, 'overridden'), sum(mine, 'routed')),
    }
  })
}

/** What is unusual about the last whole week. Empty while there are too few weeks to know what is usual. */
export function driftWarnings(days: readonly DayFigures[], now: Date): readonly DriftWarning[] {
  const weeks = [...weeksOf(days, now)].slice(-1 - MOST_WEEKS)
  const last = weeks.at(-1)
  if (!last || last[0] !== weekBefore(now)) return []
  const [week, latest] = last
  const before = weeks.slice(0, -1).map(([, mine]) => mine)
  const labels = labelsOf([...before.flat(), ...latest])
  const level = FALSE_ALARMS / (labels.length + 3) / 2
  const countsOf = (count: (mine: readonly DayFigures[]) => Count) => ({
    latest: count(latest),
    before: before.map(count),
  })
  const model = latest.reduce((most, day) => (day.mails > most.mails ? day : most)).modelId
  const ofModel = (mine: readonly DayFigures[]) => mine.filter(({ modelId }) => modelId === model)
  const figures = [
    {
      what: 'novelty',
      ...countsOf((mine) => ({ n: sum(ofModel(mine), 'mails'), hits: sum(ofModel(mine), 'novel') })),
    },
    { what: 'overrides', ...countsOf((mine) => ({ n: sum(mine, 'routed'), hits: sum(mine, 'overridden') })) },
    ...labels.map((label) => ({
      what: label,
      ...countsOf((mine) => ({
        n: sum(mine, 'mails'),
        hits: sum(
          mine.filter((day) => day.label === label),
          'mails',
        ),
      })),
    })),
  ].flatMap(({ what, latest: now, before: then }) => {
    const changed = changeOf(now, then, level)
    return changed ? [{ week, what, ...changed, message: messageOf(what, changed) }] : []
  })
  const unknown = unknownChange(ofModel(latest), before.map(ofModel), level)
  return unknown
    ? [...figures, { week, what: 'unknown terms', ...unknown, message: messageOf('unknown terms', unknown) }]
    : figures
}

// ---------------------------------------------------------------------------------------------------------------

interface Change {
  readonly now: number
  readonly before: number
}

/**
 * A share that differs from the weeks before. If nothing has changed, this week has the same share of all hits as of all mails: an exact
 * test. If weeks differ from each other by more than chance, each mail carries that much less information, and counts for that much less.
 */
function changeOf(latest: Count, weeks: readonly Count[], level: number): Change | undefined {
  const usable = weeks.filter(({ n }) => n >= FEWEST_MAILS)
  if (usable.length < FEWEST_WEEKS || latest.n < FEWEST_MAILS) return undefined
  const n = usable.reduce((total, week) => total + week.n, 0)
  const hits = usable.reduce((total, week) => total + week.hits, 0)
  const [now, before] = [latest.hits / latest.n, hits / n]
  const usual = Math.max(before, 1 / n)
  const overdispersion = overdispersionOf(
    usable.map((week) => (week.hits - before * week.n) ** 2 / (week.n * usual * (1 - usual) + 1e-9)),
  )
  const all = Math.round((latest.hits + hits) / overdispersion)
  const mine = latest.hits / overdispersion
  const expected = latest.n / (latest.n + n)
  const chance =
    now > before
      ? 1 - binomialCdf(Math.floor(mine) - 1, all, expected)
      : binomialCdf(Math.ceil(mine), all, expected)
  return chance < level ? { now, before } : undefined
}

function unknownChange(
  latest: readonly DayFigures[],
  weeks: readonly (readonly DayFigures[])[],
  level: number,
): Change | undefined {
  const usable = weeks.filter((mine) => sum(mine, 'measured') >= FEWEST_MAILS)
  const n = sum(latest, 'measured')
  if (usable.length < FEWEST_WEEKS || n < FEWEST_MAILS) return undefined
  const all = usable.flat()
  const total = sum(all, 'measured')
  const before = sum(all, 'unknownSum') / total
  const variance = Math.max(1e-6, sum(all, 'unknownSquares') / total - before ** 2)
  const overdispersion = overdispersionOf(
    usable.map((mine) => {
      const count = sum(mine, 'measured')
      return (sum(mine, 'unknownSum') / count - before) ** 2 / (variance / count)
    }),
  )
  const now = sum(latest, 'unknownSum') / n
  const z = Math.abs(now - before) / Math.sqrt(variance * overdispersion * (1 / n + 1 / total))
  return normalTail(z) < level ? { now, before } : undefined
}

/** How much more weeks differ than by chance alone: at least 1. Few weeks estimate it badly, so for them it is taken larger. */
function overdispersionOf(squares: readonly number[]): number {
  const mean = squares.reduce((total, square) => total + square, 0) / (squares.length - 1)
  return Math.max(1, mean * (1 + 2 / (squares.length - 1)))
}

function messageOf(what: string, { now, before }: Change): string {
  const [is, was] = [percent(now), percent(before)]
  if (what === 'novelty')
    return `${is} of last week's mail was unlike everything the model has learnt, ${was} before: a new matter, or a new kind of sender. Look at it, and train again if it stays.`
  if (what === 'overrides')
    return `People moved ${is} of last week's filed mail elsewhere, ${was} before: the model errs more, or departments have changed.`
  if (what === 'unknown terms')
    return `${is} of the words in last week's mail are unknown to the model, ${was} before: train again with newer mail.`
  return `"${what}" got ${is} of last week's mail, ${was} before: a season, a campaign, or mail that the model mistakes for it.`
}

/** Days by ISO week, oldest first, without the week that `now` is in. */
function weeksOf(days: readonly DayFigures[], now: Date): ReadonlyMap<string, readonly DayFigures[]> {
  const weeks = new Map<string, DayFigures[]>()
  const current = weekOf(now)
  for (const day of [...days].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const week = isoWeekOf(day.day)
    if (week >= current) continue
    const mine = weeks.get(week)
    if (mine) mine.push(day)
    else weeks.set(week, [day])
  }
  return weeks
}

const labelsOf = (days: readonly DayFigures[]): readonly string[] =>
  [...new Set(days.flatMap(({ label }) => label ?? []))].sort()

type Counted = 'mails' | 'novel' | 'routed' | 'overridden' | 'measured' | 'unknownSum' | 'unknownSquares'
const sum = (days: readonly DayFigures[], of: Counted): number =>
  days.reduce((total, day) => total + day[of], 0)

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`
