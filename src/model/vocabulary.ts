// Step 3 of 8, what training chose: which term has which column, and how telling each is.
import { createHash } from 'node:crypto'
import { emptyLexicon, type Lexicon, type Phrase } from './lexicon.js'
import { conceptTerm, groupOf, type Part, termsIn, termsOfWord } from './terms.js'

export interface Vocabulary {
  /** In column order. */
  readonly terms: readonly string[]
  /** Inverse document frequency by column: ln((1 + mails) / (1 + mails with the term)) + 1. */
  readonly idfV: Float32Array
  /** The group of each column's term: 0 words and pairs, 1 pieces, 2 concepts. */
  readonly groupV: Uint8Array
  readonly lexicon: Lexicon
  readonly columnsOfWord: (folded: string) => WordColumns
  /** A slate for counting, one mail at a time; all 0 between two calls. A map of some hundred columns a mail costs three times as much. */
  readonly slateV: Float64Array
}

export interface WordColumns {
  /** Of the word, its pieces and its concepts, as often as they occur in it. */
  readonly columns: readonly number[]
  /** Whether the whole word has a column. */
  readonly isKnown: boolean
  /** Columns of the pairs that this word begins, by their second word. */
  readonly pairs: ReadonlyMap<string, number> | undefined
  /** The phrases of the lexicon that this word may begin. */
  readonly phrases: readonly (Pick<Phrase, 'rest'> & { readonly column: number })[]
}

export interface VocabularyOptions {
  /** A term in fewer mails than this is left out: it teaches nothing and may be a name. */
  readonly minMails?: number
  /** Most columns; the terms of most mails stay. */
  readonly maxTerms?: number
  /** What it knows beside the mails. */
  readonly lexicon?: Lexicon
}

/** Terms counted at once before the rarest are dropped: bounds the memory of a pass over millions of mails at some 300 MB. */
const COUNT_LIMIT = 3_000_000
/** Words whose columns are remembered. A cache only: Danish text repeats 9 of 10 words. */
const CACHE_WORDS = 50_000

/** Chooses the vocabulary in one pass over the mails. */
export function buildVocabulary(
  mails: Iterable<readonly Part[]>,
  options: VocabularyOptions = {},
): Vocabulary {
  const { minMails = 2, maxTerms = 100_000, lexicon = emptyLexicon } = options
  const mailsWith = new Map<string, number>()
  let total = 0
  for (const parts of mails) {
    total++
    for (const term of termsIn(parts, lexicon)) mailsWith.set(term, (mailsWith.get(term) ?? 0) + 1)
    if (mailsWith.size > COUNT_LIMIT) dropRarest(mailsWith)
  }
  const chosen = [...mailsWith].filter(([, count]) => count >= minMails)
  // Ties by the term itself, so that the order of the mails does not matter.
  chosen.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  chosen.length = Math.min(chosen.length, maxTerms)
  return vocabularyOf(
    chosen.map(([term]) => term),
    Float32Array.from(chosen, ([, count]) => Math.log((1 + total) / (1 + count)) + 1),
    lexicon,
  )
}

/** @shape idfV one value for each of `terms`. */
export function vocabularyOf(terms: readonly string[], idfV: Float32Array, lexicon: Lexicon): Vocabulary {
  const singles = new Map<string, number>()
  // Pairs by their first word and then their second: no string has to be joined to look one up.
  const pairs = new Map<string, Map<string, number>>()
  terms.forEach((term, column) => {
    if (term.startsWith('b')) addPair(pairs, term.slice(1), column)
    else singles.set(term, column)
  })
  return {
    terms,
    idfV,
    groupV: Uint8Array.from(terms, groupOf),
    lexicon,
    columnsOfWord: rememberColumns(singles, pairs, lexicon),
    slateV: new Float64Array(terms.length),
  }
}

/** The text of vocabulary.txt: one term a line, in column order. */
export const vocabularyText = ({ terms }: Pick<Vocabulary, 'terms'>): string => `${terms.join('\n')}\n`

/** Reads vocabulary.txt's text. */
export const termsFromText = (text: string): string[] => (text === '\n' ? [] : text.slice(0, -1).split('\n'))

/** sha256 of the terms in column order. */
export const vocabularyHash = (vocabulary: Pick<Vocabulary, 'terms'>): string =>
  createHash('sha256').update(vocabularyText(vocabulary)).digest('hex')

// --- Private helpers

function dropRarest(mailsWith: Map<string, number>): void {
  for (const [term, count] of mailsWith) {
    if (count === 1) mailsWith.delete(term)
  }
}

function addPair(pairs: Map<string, Map<string, number>>, pair: string, column: number): void {
  const blank = pair.indexOf(' ')
  const first = pair.slice(0, blank)
  const seconds = pairs.get(first) ?? new Map<string, number>()
  seconds.set(pair.slice(blank + 1), column)
  pairs.set(first, seconds)
}

function rememberColumns(
  singles: ReadonlyMap<string, number>,
  pairs: ReadonlyMap<string, ReadonlyMap<string, number>>,
  lexicon: Lexicon,
): (folded: string) => WordColumns {
  const cache = new Map<string, WordColumns>()
  return (folded) => {
    const known = cache.get(folded)
    if (known) return known
    const columns = termsOfWord(folded, lexicon).flatMap((term) => singles.get(term) ?? [])
    const phrases = lexicon.phrasesFrom(folded).flatMap(({ concept, rest }) => {
      const column = singles.get(conceptTerm(concept))
      return column === undefined ? [] : [{ rest, column }]
    })
    const found = {
      columns,
      isKnown: singles.has(`w${folded}`),
      pairs: pairs.get(folded),
      phrases,
    }
    if (cache.size >= CACHE_WORDS) cache.clear()
    cache.set(folded, found)
    return found
  }
}
