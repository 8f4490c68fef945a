// The runs of words of many mails, side by side in one array: four bytes a word, so that they can be gone through again and again.
import type { Part } from '../model/terms.js'
import { shinglesOf, wordingOf } from './shingles.js'

export interface Runs {
  readonly mails: number
  /** The distinct runs of a mail; a view, not to be written to. */
  at(mail: number): Uint32Array
  /** The whole wording as one hash. */
  wordingAt(mail: number): number
}

/** Takes the runs of `length` words of every mail. */
export function runsOf(mails: number, partsAt: (at: number) => readonly Part[], length: number): Runs {
  let all = new Uint32Array(65_536)
  const ends = new Float64Array(mails + 1)
  const wordings = new Uint32Array(mails)
  let used = 0
  for (let at = 0; at < mails; at++) {
    const parts = partsAt(at)
    const runs = shinglesOf(parts, length)
    if (used + runs.length > all.length) {
      const grown = new Uint32Array(Math.max(used + runs.length, all.length * 2))
      grown.set(all)
      all = grown
    }
    all.set(runs, used)
    used += runs.length
    ends[at + 1] = used
    wordings[at] = wordingOf(parts)
  }
  return {
    mails,
    at: (mail) => all.subarray(ends[mail], ends[mail + 1]),
    wordingAt: (mail) => wordings[mail] as number,
  }
}
