// The shingles (runs of words) of many mails, in one array: at four bytes a word they are kept for several passes over them.
import type { Part } from '../model/terms.js'
import { shinglesOf, wordingOf } from '../shingles.js'

export interface MailShingles {
  readonly mails: number
  /** The distinct shingles of a mail; a view, not to be written to. */
  at(mail: number): Uint32Array
  /** The whole wording as one hash. */
  wordingAt(mail: number): number
}

/** The words of subject, own and forwarded text as one text. */
export const foldedOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap(({ words }) => words.map(({ folded }) => folded))

/** Takes the shingles of `length` words of every mail. */
export function collectShingles(
  mails: number,
  partsAt: (at: number) => readonly Part[],
  length: number,
): MailShingles {
  let all = new Uint32Array(65_536)
  const ends = new Float64Array(mails + 1)
  const wordings = new Uint32Array(mails)
  let used = 0
  for (let at = 0; at < mails; at++) {
    const words = foldedOf(partsAt(at))
    const shingles = shinglesOf(words, length)
    if (used + shingles.length > all.length) {
      const grown = new Uint32Array(Math.max(used + shingles.length, all.length * 2))
      grown.set(all)
      all = grown
    }
    all.set(shingles, used)
    used += shingles.length
    ends[at + 1] = used
    wordings[at] = wordingOf(words)
  }
  return {
    mails,
    at: (mail) => all.subarray(ends[mail], ends[mail + 1]),
    wordingAt: (mail) => wordings[mail] as number,
  }
}
