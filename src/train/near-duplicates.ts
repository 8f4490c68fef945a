// Mails that are nearly the same, found without comparing each with each: MinHash puts likely pairs into one bucket, and only those are compared.
import { createRandom } from './random.js'
import type { Runs } from './runs.js'
import { mix } from './shingles.js'
import type { Unions } from './union-find.js'

/** Words in a run. Short, so that a few changed words do not change them all. */
export const RUN_WORDS = 3
/** Two mails are nearly the same when they share this part of all their runs. @source Broder 1997, who takes 50 % too */
const RESEMBLANCE = 0.5
/**
 * Pairs that resemble each other by half meet in at least one of 20 buckets with a probability of 1 - (1 - 0.5^2)^20 = 0.997,
 * pairs that share a twentieth with 0.05. @source Leskovec, Rajaraman and Ullman, "Mining of massive datasets", 3.4
 */
const BUCKETS = 20
const HASHES_PER_BUCKET = 2
/** Mails of a bucket that a newcomer is compared with, so that a bucket of thousands costs no more than thousands. */
const COMPARED = 4
/** Runs in more mails than this share, and than so many, are a form's, a signature's or a disclaimer's: no sign that two mails are one. */
const FORM_SHARE = 0.05
const FORM_MAILS = 20

/** Joins all mails that are nearly the same. */
export function joinNearDuplicates({ mails, at: runsAt }: Runs, disjointSet: Unions): void {
  const isForms = formRuns(mails, runsAt)
  const tellingAt = (at: number) => runsAt(at).filter((run) => !isForms(run))
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

/** Share of the runs of either that both have (Jaccard). @returns [0, 1]; 0 when either has none */
export function resemblance(a: Uint32Array, b: Uint32Array): number {
  if (a.length === 0 || b.length === 0) return 0
  const ofA = new Set(a)
  let both = 0
  for (const run of b) if (ofA.has(run)) both++
  return both / (a.length + b.length - both)
}

// ---------------------------------------------------------------------------------------------------------------

/** A hash of an already well mixed number for each salt; half of `mix` is enough for that. */
const mixOnce = (run: number, salt: number): number => {
  const mixed = Math.imul(run ^ salt, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

const NO_KEY = 0

/** Joins a mail with those of the bucket that it resembles. @returns whether there was one */
function joinOne(
  at: number,
  before: readonly number[],
  runsAt: (at: number) => Uint32Array,
  disjointSet: Unions,
): boolean {
  let runs: Uint32Array | undefined
  let isJoined = false
  for (const other of before) {
    if (disjointSet.find(at) === disjointSet.find(other)) {
      isJoined = true
      continue
    }
    runs ??= runsAt(at)
    if (resemblance(runs, runsAt(other)) < RESEMBLANCE) continue
    disjointSet.join(at, other)
    isJoined = true
  }
  return isJoined
}

/** Counts runs in a table of bounded size; runs that share a place make each other look a little more common. */
function formRuns(mails: number, runsAt: (at: number) => Uint32Array): (run: number) => boolean {
  const most = Math.max(FORM_MAILS, mails * FORM_SHARE)
  const counts = new Uint32Array(2 ** 22)
  for (let at = 0; at < mails; at++) {
    for (const run of runsAt(at)) {
      const place = run >>> 10
      counts[place] = (counts[place] as number) + 1
    }
  }
  return (run) => (counts[run >>> 10] as number) > most
}

/** MinHash: for each salt the least hash of all runs, the same for two mails with the probability of their resemblance. */
function leastHashes(runs: Uint32Array, salts: Uint32Array, least: Uint32Array): void {
  least.fill(0xffffffff)
  for (const run of runs) {
    for (let n = 0; n < salts.length; n++) {
      const hash = mixOnce(run, salts[n] as number)
      if (hash < (least[n] as number)) least[n] = hash
    }
  }
}

/** The keys of the buckets that each mail falls into. @shape [mails x BUCKETS] */
function bucketKeys(mails: number, runsAt: (at: number) => Uint32Array): Uint32Array {
  const random = createRandom(1)
  const salts = Uint32Array.from({ length: BUCKETS * HASHES_PER_BUCKET }, () => random() * 2 ** 32)
  const keysNB = new Uint32Array(mails * BUCKETS)
  const least = new Uint32Array(salts.length)
  for (let at = 0; at < mails; at++) {
    const runs = runsAt(at)
    if (runs.length === 0) continue
    leastHashes(runs, salts, least)
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const key = mix((least[2 * bucket] as number) ^ Math.imul(least[2 * bucket + 1] as number, 31))
      keysNB[at * BUCKETS + bucket] = key === NO_KEY ? 1 : key
    }
  }
  return keysNB
}
