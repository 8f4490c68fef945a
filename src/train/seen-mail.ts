// What a model remembers of the mail it learnt from, so that `evaluate` can tell mail that is no fair test: a Bloom filter of its runs of five
// words. It answers "was this run there?" and no more; no run can be read out of it.
import type { Part } from '../model/terms.js'
import { mix, shinglesOf } from './shingles.js'

/** Long enough that strangers seldom share one by chance. */
const RUN_WORDS = 5
/** A mail resembles learnt mail when at least this share of its runs was there. */
const RESEMBLANCE = 0.5
/** With 8 bits a run and 5 hashes one absent run in 50 is taken for present. @source Bloom 1970 */
const BITS_PER_RUN = 8
const HASHES = 5
/** A filter grows to this size; of more mail it remembers a sample of the runs (Broder's "0 mod m" sketch). */
const MOST_BYTES = 2 ** 20
/** A mail with fewer sampled runs is not judged. */
const LEAST_RUNS = 3

/** Makes the filter. @returns four bytes with m (one run in m is remembered), little-endian, and then the bits */
export function rememberMails(
  mails: number,
  partsAt: (at: number) => readonly Part[],
  mostBytes = MOST_BYTES,
): Uint8Array {
  let runs = 0
  for (let at = 0; at < mails; at++) runs += shinglesOf(partsAt(at), RUN_WORDS).length
  const every = Math.max(1, Math.ceil((runs * BITS_PER_RUN) / (mostBytes * 8)))
  const bits = new Uint8Array(Math.max(8, Math.min(mostBytes, Math.ceil((runs * BITS_PER_RUN) / 8))))
  for (let at = 0; at < mails; at++) {
    for (const run of shinglesOf(partsAt(at), RUN_WORDS)) {
      if (!isSampled(run, every)) continue
      for (const place of placesOf(run, bits.length)) {
        bits[place >>> 3] = (bits[place >>> 3] as number) | (1 << (place & 7))
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
  const runs = shinglesOf(parts, RUN_WORDS).filter((run) => isSampled(run, every))
  if (runs.length === 0 || (every > 1 && runs.length < LEAST_RUNS)) return undefined
  const isThere = (run: number) =>
    placesOf(run, bits.length).every((place) => ((bits[place >>> 3] as number) & (1 << (place & 7))) !== 0)
  return runs.filter(isThere).length >= RESEMBLANCE * runs.length
}

// ---------------------------------------------------------------------------------------------------------------

const isSampled = (run: number, every: number): boolean => mix(run ^ 0x5bd1e995) % every === 0

/** Two hashes make five. @source Kirsch and Mitzenmacher 2006, "Less hashing, same performance" */
function placesOf(run: number, bytes: number): readonly number[] {
  const [first, second] = [mix(run), mix(run ^ 0x27d4eb2f) | 1]
  return Array.from({ length: HASHES }, (_, n) => ((first + Math.imul(n, second)) >>> 0) % (bytes * 8))
}
