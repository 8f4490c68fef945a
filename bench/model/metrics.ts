// The measures that the program itself does not need. Pure; every one is tested against a table worked by hand.

export interface Ranked {
  readonly isRight: boolean
  /** The higher, the surer. */
  readonly confidence: number
}

/**
 * The area under the risk-coverage curve: the share of wrong items among the k surest, averaged over all k from 1 to n.
 * Items of equal confidence have no order among them, so the wrong ones count as spread evenly.
 * @returns [0, 1]; 0 for no items
 * @source Geifman and El-Yaniv 2017, "Selective classification for deep neural networks"
 */
export function riskCoverageArea(items: readonly Ranked[]): number {
  let [covered, wrong, area] = [0, 0, 0]
  for (const group of groupsOfEqual(items)) {
    const wrongInGroup = group.filter(({ isRight }) => !isRight).length
    for (let at = 1; at <= group.length; at++) {
      area += (wrong + (wrongInGroup * at) / group.length) / (covered + at)
    }
    covered += group.length
    wrong += wrongInGroup
  }
  return items.length === 0 ? 0 : area / items.length
}

/**
 * The largest number of items that some threshold on the confidence takes with at least this share of them right.
 * It is the best threshold in hindsight: no program can choose it beforehand, and it is so for all.
 * @units precision: (0, 1]
 */
export function takenAtPrecision(items: readonly Ranked[], precision: number): number {
  let [taken, right, most] = [0, 0, 0]
  for (const group of groupsOfEqual(items)) {
    taken += group.length
    right += group.filter(({ isRight }) => isRight).length
    // Counted, not divided: 19 of 20 is 95 %, whatever the nearest binary fraction of it is.
    if (right >= precision * taken - 1e-9) most = taken
  }
  return most
}

/**
 * The area under the ROC curve: the probability that an item of the first kind scores above one of the second; ties count half.
 * @returns [0, 1]; undefined when either kind is missing
 */
export function areaUnderRoc(higher: readonly number[], lower: readonly number[]): number | undefined {
  if (higher.length === 0 || lower.length === 0) return undefined
  const all = [
    ...higher.map((score) => ({ score, isHigher: true })),
    ...lower.map((score) => ({ score, isHigher: false })),
  ].sort((a, b) => a.score - b.score)
  let [below, wins] = [0, 0]
  for (let start = 0; start < all.length; ) {
    let end = start
    while (end < all.length && all[end]?.score === all[start]?.score) end++
    const group = all.slice(start, end)
    const highs = group.filter(({ isHigher }) => isHigher).length
    wins += highs * (below + (group.length - highs) / 2)
    below += group.length - highs
    start = end
  }
  return wins / (higher.length * lower.length)
}

// ---------------------------------------------------------------------------------------------------------------

/** Surest first; items of equal confidence together. */
function groupsOfEqual(items: readonly Ranked[]): readonly (readonly Ranked[])[] {
  const groups: Ranked[][] = []
  for (const item of [...items].sort((a, b) => b.confidence - a.confidence)) {
    const last = groups.at(-1)
    if (last?.[0]?.confidence === item.confidence) last.push(item)
    else groups.push([item])
  }
  return groups
}
