// Which mails belong together, joined pair by pair.

export interface DisjointSet {
  /** The group of an item: the index of one of its members. */
  find(at: number): number
  join(a: number, b: number): void
}

/** Every item begins as a group of its own. @source Tarjan 1975, with path halving */
export function createDisjointSet(items: number): DisjointSet {
  const parent = Uint32Array.from({ length: items }, (_, at) => at)
  const find = (at: number): number => {
    let here = at
    while (parent[here] !== here) {
      parent[here] = parent[parent[here] as number] as number
      here = parent[here] as number
    }
    return here
  }
  return {
    find,
    join(a, b) {
      const [first, second] = [find(a), find(b)]
      // The earlier mail represents the group, so that groups do not depend on the order in which pairs are found.
      parent[Math.max(first, second)] = Math.min(first, second)
    },
  }
}
