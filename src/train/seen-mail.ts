// What a model remembers of the mail it learnt from, so that `evaluate` can recognise mail that is no fair test: a Bloom filter of its shingles of five
// words. It answers "was this shingle there?" and nothing else; no shingle can be read out of it.
import type { Part } from '../model/terms.js'
import { mix, shinglesOf } from '../shingles.js'
import { foldedOf } from './mail-shingles.js'

/** Long enough that strangers seldom share one by chance. */
const SHINGLE_WORDS = 5
/** A mail resembles learnt mail when at least this share of its shingles was there. */
const RESEMBLANCE = 0.5
/** With 8 bits a shingle and 5 hashes one absent shingle in 50 is taken for present. @source Bloom 1970 */
const BITS_PER_SHINGLE = 8
const HASHES = 5
/** A filter grows up to this size; beyond it only a sample of the shingles is remembered (Broder's "0 mod m" sketch). */
const MOST_BYTES = 2 ** 20
/** A mail with fewer sampled shingles is not judged. */
const LEAST_SHINGLES = 3

/** Makes the filter. @returns four bytes with m (one shingle in m is remembered), little-endian, and then the bits */
export function rememberMails(
  mails: number,
  partsAt: (at: number) => readonly Part[],
  mostBytes = MOST_BYTES,
): Uint8Array {
  let shingles = 0
  for (let at = 0; at < mails; at++) shingles += shinglesOf(foldedOf(partsAt(at)), SHINGLE_WORDS).length
  const every = Math.max(1, Math.ceil((shingles * BITS_PER_SHINGLE) / (mostBytes * 8)))
  const bits = new Uint8Array(Math.max(8, Math.min(mostBytes, Math.ceil((shingles * BITS_PER_SHINGLE) / 8))))
  for (let at = 0; at < mails; at++) {
    for (const shingle of shinglesOf(foldedOf(partsAt(at)), SHINGLE_WORDS)) {
      if (!isSampled(shingle, every)) continue
      for (const bit of bitsOf(shingle, bits.length)) {
        bits[bit >>> 3] = (bits[bit >>> 3] as number) | (1 << (bit & 7))
      }
    }
  }
  const file = new Uint8Array(4 + bits.length)
  new DataView(file.buffer).setUint32(0, every, true)
  file.set(bits, 4)
  return file
}

/** Whether a mail resembles one that was learnt; undefined when too little of it can be compared. */
export function resemblesLearnt(filter: Uint8Array, parts: readonly Part[]): boolean | undefined {
  const every = new DataView(filter.buffer, filter.byteOffset).getUint32(0, true)
  const bits = filter.subarray(4)
  const shingles = shinglesOf(foldedOf(parts), SHINGLE_WORDS).filter((shingle) => isSampled(shingle, every))
  if (shingles.length === 0 || (every > 1 && shingles.length < LEAST_SHINGLES)) return undefined
  const isThere = (shingle: number) =>
    bitsOf(shingle, bits.length).every((bit) => ((bits[bit >>> 3] as number) & (1 << (bit & 7))) !== 0)
  return shingles.filter(isThere).length >= RESEMBLANCE * shingles.length
}

// ---------------------------------------------------------------------------------------------------------------

const isSampled = (shingle: number, every: number): boolean => mix(shingle ^ 0x5bd1e995) % every === 0

/** The bits that stand for a shingle. Two hashes make five. @source Kirsch and Mitzenmacher 2006, "Less hashing, same performance" */
function bitsOf(shingle: number, bytes: number): readonly number[] {
  const [first, second] = [mix(shingle), mix(shingle ^ 0x27d4eb2f) | 1]
  return Array.from({ length: HASHES }, (_, n) => ((first + Math.imul(n, second)) >>> 0) % (bytes * 8))
}
