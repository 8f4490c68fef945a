// The team lead's figures: the ledger's counts by queue and ISO week, with the error of the blind sample and what it all saves.
import type { Config } from '../config/schema.js'
import { lastWeeks, type Weeks } from '../danish-time.js'
import type { Label } from '../ids.js'
import type { GuaranteeStore, WeekCount, WeeklyCounts } from '../ledger/contract/guarantee.js'
import type { LeftStore } from '../ledger/contract/left.js'
import { lowerBound, upperBound } from '../statistics.js'
import type { DeskDeps } from './deps.js'
import type { Desk } from './desk.js'
import type {
  Counts,
  Figures,
  FiguresQuery,
  FiguresRow,
  LeftFigures,
  Saving,
  Share,
} from './figures-shapes.js'

const weeksShown = { default: 12, most: 53 }

type FiguresDeps = Pick<DeskDeps, 'config' | 'now' | 'leftGuarantee'> & {
  readonly ledger: GuaranteeStore & LeftStore
}

export const createFigures = ({
  ledger,
  config,
  now,
  leftGuarantee,
}: FiguresDeps): Pick<Desk, 'figures'> => ({
  async figures({ weeks = weeksShown.default, queues }) {
    const spans = lastWeeks(now(), Math.min(Math.max(1, weeks), weeksShown.most))
    const left = queues === undefined ? await leftGuarantee() : undefined
    const counts = figuresOf(await ledger.weeklyCounts(spans.bounds), spans, { queues, config, left })
    const { since, until: before } = counts
    return { ...counts, leftBySign: queues === undefined ? await ledger.leftCounts({ since, before }) : [] }
  },
})

/** Folds counts into rows. Pure. */
function figuresOf(
  counts: WeeklyCounts,
  { names, bounds }: Weeks,
  {
    queues,
    config,
    left,
  }: {
    readonly queues: FiguresQuery['queues']
    readonly config: Config
    readonly left: LeftFigures | undefined
  },
): Omit<Figures, 'leftBySign'> {
  const wanted: readonly (Label | 'none')[] = queues ?? [...(Object.keys(config.queues) as Label[]), 'none']
  const rows = wanted.flatMap((queue) =>
    names.map((week, nth) => ({ queue, week, ...countsAt(counts, queue, nth) })).filter(hasAny),
  )
  const total = sumOf(rows)
  return {
    since: bounds[0] ?? '',
    until: bounds.at(-1) ?? '',
    weeks: names,
    rows,
    perQueue: wanted
      .map((queue) => ({ queue, ...sumOf(rows.filter((row) => row.queue === queue)) }))
      .filter(hasAny),
    perWeek: names.map((week) => ({ week, ...sumOf(rows.filter((row) => row.week === week)) })),
    total,
    left,
    leftPerWeek: left === undefined ? [] : leftPerWeek(counts.left, names),
    saving: savingOf(total, config.review.costs),
  }
}

/** The share of wrong ones with its two-sided 95 % Clopper-Pearson interval. @units wrong, n: mails, 0 <= wrong <= n */
const shareOf = (wrong: number, n: number): Share => ({
  wrong,
  n,
  share: n === 0 ? undefined : wrong / n,
  low: lowerBound(wrong, n, ONE_SIDED),
  high: upperBound(wrong, n, ONE_SIDED),
})

// ---------------------------------------------------------------------------------------------------------------

/** 2.5 % left out on either side. */
const ONE_SIDED = 0.975

function countsAt(counts: WeeklyCounts, queue: Label | 'none', week: number): Counts {
  const at = (rows: readonly WeekCount[]) =>
    rows.find((row) => row.week === week && (row.label ?? 'none') === queue)
  const blind = at(counts.blind)
  return {
    filedAlone: at(counts.filed)?.count ?? 0,
    overridden: at(counts.overridden)?.count ?? 0,
    byPeople: at(counts.byPeople)?.count ?? 0,
    waiting: at(counts.waiting)?.count ?? 0,
    blind: shareOf(blind?.otherwise ?? 0, blind?.count ?? 0),
  }
}

const leftPerWeek = (counts: WeeklyCounts['left'], names: Weeks['names']): Figures['leftPerWeek'] =>
  names.flatMap((week, nth) => {
    const at = counts.find((count) => count.week === nth)
    return at === undefined ? [] : [{ week, blind: shareOf(at.otherwise, at.count) }]
  })

const hasAny = ({ filedAlone, overridden, byPeople, waiting, blind }: Counts): boolean =>
  filedAlone + overridden + byPeople + waiting + blind.n > 0

function sumOf(rows: readonly Pick<FiguresRow, keyof Counts>[]): Counts {
  const sum = (of: (row: Counts) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    filedAlone: sum((row) => row.filedAlone),
    overridden: sum((row) => row.overridden),
    byPeople: sum((row) => row.byPeople),
    waiting: sum((row) => row.waiting),
    blind: shareOf(
      sum((row) => row.blind.wrong),
      sum((row) => row.blind.n),
    ),
  }
}

/** Only mail that nobody had to sort again is a saving; its sorting is the part of a handled enquiry that was spared. */
function savingOf({ filedAlone, overridden }: Counts, costs: Config['review']['costs']): Saving {
  const mails = Math.max(0, filedAlone - overridden)
  const minutes = mails * costs.sortMinutes
  return { mails, hours: minutes / 60, kroner: (minutes / costs.enquiryMinutes) * costs.enquiry }
}
