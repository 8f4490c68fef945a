// Which mails are held out when: folds with every label spread evenly, the same for the same seed.
import { createRandom, shuffled } from './random.js'

/** What a fold may not tear apart. Now each mail is a group of its own; near-duplicates and threads will share one. */
export interface Splittable {
  readonly label: string
  readonly group: string
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
  const membersOfGroup = new Map<string, number[]>()
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

// --- Private helpers

/** A hair's difference makes each label begin at another fold, so that the rests do not all land in fold 0. */
const startingCounts = (folds: number, turn: number): number[] =>
  Array.from({ length: folds }, (_, fold) => ((((fold - turn) % folds) + folds) % folds) * 1e-6)
