// Near-duplicate mails, found without comparing every pair: MinHash puts likely pairs into one bucket, and only those are compared.
import { leastHashes, mix, RESEMBLANCE } from '../shingles.js'
import type { MailShingles } from './mail-shingles.js'
import { createRandom } from './random.js'
import type { DisjointSet } from './union-find.js'

/**
 * Pairs that resemble each other by half meet in at least one of 20 buckets with a probability of 1 - (1 - 0.5^2)^20 = 0.997,
 * pairs that share a twentieth with 0.05. @source Leskovec, Rajaraman and Ullman, "Mining of massive datasets", 3.4
 */
const BUCKETS = 20
const HASHES_PER_BUCKET = 2
/** How many mails of its bucket a mail is compared with, so that the cost grows with the size of the bucket, not with its square. */
const COMPARED = 4
/** Shingles in more mails than this share, and than this number, come from a form, a signature or a disclaimer: no evidence that two mails are the same. */
const FORM_SHARE = 0.05
const FORM_MAILS = 20

/** Joins all mails that are nearly the same. */
export function joinNearDuplicates({ mails, at: shinglesAt }: MailShingles, disjointSet: DisjointSet): void {
  const isForms = formShingles(mails, shinglesAt)
  const tellingAt = (at: number) => shinglesAt(at).filter((shingle) => !isForms(shingle))
  const keysNB = bucketKeys(mails, tellingAt)
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const members = new Map<number, number[]>()
    for (let at = 0; at < mails; at++) {
      const key = keysNB[at * BUCKETS + bucket] as number
      if (key === NO_KEY) continue
      const before = members.get(key)
      if (!before) members.set(key, [at])
      else if (!joinOne(at, before, tellingAt, disjointSet) && before.length < COMPARED) before.push(at)
    }
  }
}

/** Share of the shingles of either that both have (Jaccard). @returns [0, 1]; 0 when either has none */
export function resemblance(a: Uint32Array, b: Uint32Array): number {
  if (a.length === 0 || b.length === 0) return 0
  const ofA = new Set(a)
  let both = 0
  for (const shingle of b) if (ofA.has(shingle)) both++
  return both / (a.length + b.length - both)
}

// ---------------------------------------------------------------------------------------------------------------

const NO_KEY = 0

/** Joins a mail with those of the bucket that it resembles. @returns whether there was one */
function joinOne(
  at: number,
  before: readonly number[],
  shinglesAt: (at: number) => Uint32Array,
  disjointSet: DisjointSet,
): boolean {
  let shingles: Uint32Array | undefined
  let isJoined = false
  for (const other of before) {
    if (disjointSet.find(at) === disjointSet.find(other)) {
      isJoined = true
      continue
    }
    shingles ??= shinglesAt(at)
    if (resemblance(shingles, shinglesAt(other)) < RESEMBLANCE) continue
    disjointSet.join(at, other)
    isJoined = true
  }
  return isJoined
}

/** Counts shingles in a table of bounded size; shingles that share an entry make each other look a little more common. */
function formShingles(mails: number, shinglesAt: (at: number) => Uint32Array): (shingle: number) => boolean {
  const most = Math.max(FORM_MAILS, mails * FORM_SHARE)
  const counts = new Uint32Array(2 ** 22)
  for (let at = 0; at < mails; at++) {
    for (const shingle of shinglesAt(at)) {
      const index = shingle >>> 10
      counts[index] = (counts[index] as number) + 1
    }
  }
  return (shingle) => (counts[shingle >>> 10] as number) > most
}

/** The keys of the buckets that each mail falls into. @shape [mails x BUCKETS] */
function bucketKeys(mails: number, shinglesAt: (at: number) => Uint32Array): Uint32Array {
  const random = createRandom(1)
  const salts = Uint32Array.from({ length: BUCKETS * HASHES_PER_BUCKET }, () => random() * 2 ** 32)
  const keysNB = new Uint32Array(mails * BUCKETS)
  const least = new Uint32Array(salts.length)
  for (let at = 0; at < mails; at++) {
    const shingles = shinglesAt(at)
    if (shingles.length === 0) continue
    leastHashes(shingles, salts, least)
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const key = mix((least[2 * bucket] as number) ^ Math.imul(least[2 * bucket + 1] as number, 31))
      keysNB[at * BUCKETS + bucket] = key === NO_KEY ? 1 : key
    }
  }
  return keysNB
}
