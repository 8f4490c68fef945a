// A mail's wording as hashes of its shingles, which are runs of words, and the rule for when two mails are nearly the same: one rule for
// what training keeps together and what is a burst of like mails.

/** Words in a shingle. Few, so that a few changed words do not change every shingle. */
export const SHINGLE_WORDS = 3
/** Two mails are nearly the same when they share this part of all their shingles. @source Broder 1997, who takes 50 % too */
export const RESEMBLANCE = 0.5

/**
 * The distinct shingles of `length` words, as 32-bit hashes; a mail with fewer words is a single shingle.
 * @param words folded, in order
 * @returns empty for a mail without words
 * @source Broder 1997, "On the resemblance and containment of documents"
 */
export function shinglesOf(words: Iterable<string>, length: number): Uint32Array {
  const hashes = Array.from(words, hashOf)
  const shingles = new Set<number>()
  for (let start = 0; start + Math.min(length, hashes.length) <= hashes.length; start++) {
    if (start === hashes.length) break
    let shingle = SEED
    for (let at = start; at < Math.min(start + length, hashes.length); at++)
      shingle = mix(shingle ^ (hashes[at] as number))
    shingles.add(shingle >>> 0)
  }
  return Uint32Array.from(shingles)
}

/** The whole wording as one hash: equal for equal words in equal order. */
export function wordingOf(words: Iterable<string>): number {
  let whole = SEED
  for (const word of words) whole = mix(whole ^ hashOf(word))
  return whole >>> 0
}

/**
 * MinHash: for each salt the least hash of all shingles, the same for two mails with the probability of their resemblance.
 * @param least as many as there are salts; written to
 */
export function leastHashes(shingles: Uint32Array, salts: Uint32Array, least: Uint32Array): void {
  least.fill(0xffffffff)
  for (const shingle of shingles) {
    for (let n = 0; n < salts.length; n++) {
      const hash = mixOnce(shingle, salts[n] as number)
      if (hash < (least[n] as number)) least[n] = hash
    }
  }
}

/** Spreads 32 bits over 32 bits. @source the finalizer of MurmurHash3 */
export function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

// ---------------------------------------------------------------------------------------------------------------

const SEED = 0x9e3779b9

/** A hash of an already well-mixed number for each salt; half of `mix` is enough for that. */
const mixOnce = (shingle: number, salt: number): number => {
  const mixed = Math.imul(shingle ^ salt, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** @source FNV-1a */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
