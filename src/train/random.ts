// The only source of randomness in training: seeded, so that a run can be repeated bit for bit.

/** A number in [0, 1). */
export type Random = () => number

/** @source mulberry32, Tommy Ettinger: 32 bits of state, passes gjrand; enough for shuffling and dropout. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A copy in random order (Fisher-Yates). */
export function shuffled<Items extends { length: number; slice(): Items; [at: number]: unknown }>(
  items: Items,
  random: Random,
): Items {
  const result = items.slice()
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = result[at]
    result[at] = result[other]
    result[other] = kept
  }
  return result
}
