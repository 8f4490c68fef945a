// Step 4 of 8: how unlike everything learnt a mail is. High when its words are unknown and no queue claims it.
import type { Features } from '../journey.js'

/** Known words say most: a mail in another language has few, whatever the scores say. */
const UNKNOWN_WEIGHT = 0.5

/**
 * Half the share of unknown words, half the lack of any queue's claim.
 * @returns [0, 1]
 */
export function noveltyOf(features: Features, highestProbability: number): number {
  if (features.indices.length === 0) return 1
  return UNKNOWN_WEIGHT * features.unknownShare + (1 - UNKNOWN_WEIGHT) * (1 - highestProbability)
}

/** The limit that all but this share of known mails stay under. */
export function fitNoveltyLimit(noveltiesOfKnown: readonly number[], shareAbove = 0.02): number {
  if (noveltiesOfKnown.length === 0) return 1
  const ascending = [...noveltiesOfKnown].sort((a, b) => a - b)
  const place = Math.min(ascending.length - 1, Math.ceil(ascending.length * (1 - shareAbove)) - 1)
  return ascending[Math.max(0, place)] ?? 1
}
