// Which mails are held out when. Groups stay whole. By time if there are dates and enough mails: learnt from the past, judged by the newest;
// else in folds with every label spread evenly. The same seed gives the same split.
import { createRandom, shuffled } from './random.js'

export interface Splittable {
  readonly label: string
  /** What a split must not separate. */
  readonly group: string | number
}

/** One round of judging: a network learns from `learnt` and is judged by `held`. Both are indices of the items. */
export interface SplitTurn {
  readonly learnt: readonly number[]
  readonly held: readonly number[]
}

/**
 * Gives every item a fold in [0, folds): groups stay whole, labels are spread as evenly as groups allow.
 * @returns the fold of each item, in the order of the items
 */
export function foldsOf(
  items: readonly Splittable[],
  options: { readonly folds: number; readonly seed: number },
): readonly number[] {
  const random = createRandom(options.seed)
  const membersOfGroup = new Map<string | number, number[]>()
  items.forEach(({ group }, at) => {
    const members = membersOfGroup.get(group)
    if (members) members.push(at)
    else membersOfGroup.set(group, [at])
  })
  const fold = new Array<number>(items.length).fill(0)
  const filled = new Map<string, number[]>()
  for (const members of shuffled([...membersOfGroup.values()], random)) {
    const label = items[members[0] as number]?.label ?? ''
    const counts = filled.get(label) ?? startingCounts(options.folds, filled.size)
    const smallest = counts.indexOf(Math.min(...counts))
    counts[smallest] = (counts[smallest] ?? 0) + members.length
    filled.set(label, counts)
    for (const member of members) fold[member] = smallest
  }
  return fold
}

/** The first `turns` folds, each held out in its turn. */
export function foldTurns(
  items: readonly Splittable[],
  options: { readonly folds: number; readonly turns: number; readonly seed: number },
): readonly SplitTurn[] {
  const fold = foldsOf(items, options)
  const indices = [...items.keys()]
  return Array.from({ length: options.turns }, (_, turn) => ({
    learnt: indices.filter((at) => fold[at] !== turn),
    held: indices.filter((at) => fold[at] === turn),
  }))
}

/**
 * The newest `share` of all items is held out, everything older is learnt from. A newer mail whose group began before the cut is in
 * neither: learning from it would leak the future, and judging by it would test what was learnt.
 * @shape datesN: milliseconds, none missing; equal dates are on one side
 */
export function newestTurn(
  items: readonly Splittable[],
  datesN: ArrayLike<number>,
  share: number,
): SplitTurn & { /** Date of the newest mail that is learnt from, in milliseconds. */ readonly cut: number } {
  const ascending = Float64Array.from(datesN).sort()
  const cut = ascending[Math.max(0, Math.ceil(ascending.length * (1 - share)) - 1)] as number
  const learnt: number[] = []
  const newer: number[] = []
  items.forEach((_, at) => {
    if ((datesN[at] as number) <= cut) learnt.push(at)
    else newer.push(at)
  })
  const begun = new Set(learnt.map((at) => items[at]?.group))
  return { learnt, held: newer.filter((at) => !begun.has(items[at]?.group)), cut }
}

// ---------------------------------------------------------------------------------------------------------------

/** A tiny offset makes each label begin at another fold, so that the remainders do not all end up in fold 0. */
const startingCounts = (folds: number, turn: number): number[] =>
  Array.from({ length: folds }, (_, fold) => ((((fold - turn) % folds) + folds) % folds) * 1e-6)
