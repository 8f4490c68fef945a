// A mail's wording as hashes of its shingles, which are runs of words, for finding mails that are nearly the same.
import type { Part } from '../model/terms.js'

/**
 * The distinct shingles of `length` words, as 32-bit hashes; a mail with fewer words is a single shingle. Subject, own and forwarded text count as one text.
 * @returns empty for a mail without words
 * @source Broder 1997, "On the resemblance and containment of documents"
 */
export function shinglesOf(parts: readonly Part[], length: number): Uint32Array {
  const hashes: number[] = []
  for (const { words } of parts) for (const { folded } of words) hashes.push(hashOf(folded))
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
export function wordingOf(parts: readonly Part[]): number {
  let whole = SEED
  for (const { words } of parts) for (const { folded } of words) whole = mix(whole ^ hashOf(folded))
  return whole >>> 0
}

/** Spreads 32 bits over 32 bits. @source the finalizer of MurmurHash3 */
export function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

// ---------------------------------------------------------------------------------------------------------------

const SEED = 0x9e3779b9

/** @source FNV-1a */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
