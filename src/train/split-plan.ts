// How a corpus is split for judging, and a description of it for the manifest, the terminal and the report.

import { SHINGLE_WORDS } from '../shingles.js'
import type { Corpus } from './corpus.js'
import { type Groups, groupsOf } from './groups.js'
import { collectShingles } from './mail-shingles.js'
import { foldTurns, newestTurn, type SplitTurn, type Splittable } from './split.js'
import type { SplitKind } from './split-kinds.js'

export interface SplitPlan {
  /** Each mail is judged once; together the turns give the evidence for the thresholds. */
  readonly turns: readonly SplitTurn[]
  /** The newest mails, tried separately when the thresholds rest on folds; undefined without dates. */
  readonly newest: SplitTurn | undefined
  /** For people. */
  readonly split: string
}

/** Fewer mails than this are all held out in turn: each one counts, and training them is quick. */
export const FEW_MAILS = 5000
/** Mails held out of many: enough to know an error of 5 % to within one point. */
const HELD_MAILS = 3000
/** Of few mails the newest fifth is tried separately; alone it would be too little evidence for a promise. */
const NEWEST_SHARE = 0.2
const FOLDS = 5
/** A cut by time that leaves less than this part of what was to be held out is not used: most mails have one date, or are one thread. */
const LEAST_OF_WISHED = 0.5

export function planSplit(
  corpus: Corpus,
  { seed, kind = 'auto' }: { readonly seed: number; readonly kind?: SplitKind | undefined },
): SplitPlan {
  const mails = corpus.ids.length
  const labelAt = (at: number) => corpus.labels[corpus.targets[at] as number] as string
  const groups = groupsOf({
    ...{ labelAt, idAt: (at) => corpus.ids[at] as string, threadAt: corpus.threadAt },
    shingles: collectShingles(mails, corpus.partsAt, SHINGLE_WORDS),
  })
  const items = corpus.ids.map(
    (_, at): Splittable => ({ label: labelAt(at), group: groups.of[at] as number }),
  )
  const isFew = mails < FEW_MAILS
  const folds = isFew ? FOLDS : Math.max(FOLDS, Math.round(mails / HELD_MAILS))
  const newest =
    kind === 'folds' ? undefined : newestOf(items, corpus.dates, isFew ? NEWEST_SHARE : 1 / folds)
  if (newest && (kind === 'time' || !isFew)) {
    return { turns: [newest], newest: undefined, split: words([timeWords(newest)], groups, mails) }
  }
  const turns = foldTurns(items, { folds, seed, turns: isFew ? folds : 1 })
  const how = isFew ? `${folds} folds, stratified` : `one part of ${folds} held out, stratified`
  const apart = newest ? [`beside it ${timeWords(newest)}`] : []
  return { turns, newest, split: words([`${how}, seed ${seed}`, ...apart], groups, mails) }
}

// ---------------------------------------------------------------------------------------------------------------

function newestOf(items: readonly Splittable[], dates: Float64Array, share: number) {
  if (!dates.every(Number.isFinite)) return undefined
  const turn = newestTurn(items, dates, share)
  return turn.held.length >= LEAST_OF_WISHED * share * items.length ? turn : undefined
}

type NewestTurn = ReturnType<typeof newestTurn>

const timeWords = ({ held, learnt, cut }: NewestTurn): string =>
  `by time, the newest ${held.length} mails (after ${new Date(cut).toISOString().slice(0, 10)}) judged by ${learnt.length} older ones`

function words(how: readonly string[], { count, tooAlike }: Groups, mails: number): string {
  const alike =
    tooAlike.length === 0
      ? []
      : [`mails too alike to be kept together, so trust it less for ${tooAlike.join(', ')}`]
  return [
    ...how,
    `threads and near-duplicates kept together (${mails} mails, ${count} groups)`,
    ...alike,
  ].join('; ')
}
