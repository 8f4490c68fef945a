// Step 3 of 8, what training chose: which term has which column, and how telling each is.
import { createHash } from 'node:crypto'
import type { MailTerms } from './terms.js'

export interface Vocabulary {
  /** Column order; `terms[columns.get(t)] === t`. */
  readonly terms: readonly string[]
  readonly columns: ReadonlyMap<string, number>
  /** Inverse document frequency by column: ln((1 + mails) / (1 + mails with the term)) + 1. */
  readonly idfV: Float32Array
}

export interface VocabularyOptions {
  /** A term in fewer mails than this is left out: it teaches nothing and may be a name. */
  readonly minMails?: number
  /** Most columns; the terms of most mails stay. */
  readonly maxTerms?: number
}

/** Terms counted at once before the rarest are dropped: bounds the memory of a pass over millions of mails at some 300 MB. */
const COUNT_LIMIT = 3_000_000

/** Chooses the vocabulary in one pass over the mails' terms. */
export function buildVocabulary(mails: Iterable<MailTerms>, options: VocabularyOptions = {}): Vocabulary {
  const { minMails = 2, maxTerms = 100_000 } = options
  const mailsWith = new Map<string, number>()
  let total = 0
  for (const { counts } of mails) {
    total++
    for (const term of counts.keys()) mailsWith.set(term, (mailsWith.get(term) ?? 0) + 1)
    if (mailsWith.size > COUNT_LIMIT) dropRarest(mailsWith)
  }
  const chosen = [...mailsWith].filter(([, count]) => count >= minMails)
  // Ties by the term itself, so that the order of the mails does not matter.
  chosen.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  chosen.length = Math.min(chosen.length, maxTerms)
  return vocabularyOf(
    chosen.map(([term]) => term),
    Float32Array.from(chosen, ([, count]) => Math.log((1 + total) / (1 + count)) + 1),
  )
}

/** @shape idfV one value for each of `terms`. */
export function vocabularyOf(terms: readonly string[], idfV: Float32Array): Vocabulary {
  return { terms, columns: new Map(terms.map((term, column) => [term, column])), idfV }
}

/** The text of vocabulary.txt: one term a line, in column order. */
export const vocabularyText = ({ terms }: Vocabulary): string => `${terms.join('\n')}\n`

/** Reads vocabulary.txt's text. */
export const termsFromText = (text: string): string[] => (text === '\n' ? [] : text.slice(0, -1).split('\n'))

/** sha256 of the terms in column order. */
export const vocabularyHash = (vocabulary: Vocabulary): string =>
  createHash('sha256').update(vocabularyText(vocabulary)).digest('hex')

// --- Private helpers

function dropRarest(mailsWith: Map<string, number>): void {
  for (const [term, count] of mailsWith) {
    if (count === 1) mailsWith.delete(term)
  }
}
