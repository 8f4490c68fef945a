// A sample that is the same in every run: the short form of a test that tries everything in its long form.

/** Numbers in [0, 1) that are the same for the same seed. @source mulberry32, Tommy Ettinger */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Those of `all` that must always be tried, and so many of the others, in the order of `all`. */
export function sampleOf<Item>(
  all: readonly Item[],
  {
    always,
    count,
    seed,
  }: { readonly always: readonly Item[]; readonly count: number; readonly seed: number },
): readonly Item[] {
  const chosen = new Set(always)
  const others = all.filter((item) => !chosen.has(item))
  const next = randomFrom(seed)
  for (let n = 0; n < count && others.length > 0; n += 1) {
    const [item] = others.splice(Math.floor(next() * others.length), 1)
    if (item !== undefined) chosen.add(item)
  }
  return all.filter((item) => chosen.has(item))
}
