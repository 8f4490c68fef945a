// Step 3 of 8, what training chose: which term has which column, and how telling each is.
import { createHash } from 'node:crypto'
import { countTerms } from './count-terms.js'
import { emptyLexicon, type Lexicon, type Phrase } from './lexicon.js'
import { conceptTerm, type GroupWeights, groupOf, type Part, termsOfWord, wordTerm } from './terms.js'

export interface Vocabulary {
  /** In column order. */
  readonly terms: readonly string[]
  /** Inverse document frequency by column: ln((1 + mails) / (1 + mails with the term)) + 1. */
  readonly idfV: Float32Array
  /** The group of each column's term: 0 words and pairs, 1 pieces, 2 concepts. */
  readonly groupV: Uint8Array
  readonly groupWeights: GroupWeights
  readonly lexicon: Lexicon
  readonly columnsOfWord: (folded: string) => WordColumns
  /** A scratch buffer for counting one mail; all 0 between calls. A map of a few hundred columns per mail costs three times as much. */
  readonly scratchV: Float64Array
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
  /** A word, piece or concept in fewer mails than this is left out; a pair of words always needs two. */
  readonly minMails?: number
  /** Maximum number of columns; the most frequent terms are kept. */
  readonly maxTerms?: number
  /** Letters in the pieces that words are taken apart into. */
  readonly pieceLengths?: readonly number[]
  readonly groupWeights?: GroupWeights
  /** What it knows besides the mails. */
  readonly lexicon?: Lexicon
}

const EVEN: GroupWeights = [1, 1, 0.25]

/** Words whose columns are cached: in Danish text 9 of 10 words are repeats. */
const CACHE_WORDS = 50_000

/** Chooses the vocabulary in one pass over the mails. */
export function buildVocabulary(
  mails: Iterable<readonly Part[]>,
  options: VocabularyOptions = {},
): Vocabulary {
  const { minMails = 2, maxTerms = 300_000, lexicon = emptyLexicon, pieceLengths = [4] } = options
  const counts = countTerms(mails, { lexicon, pieceLengths })
  const chosen = [...counts.singles.filter(([, count]) => count >= minMails), ...counts.pairs]
  // Most frequent first: their weights are adjacent and stay in the processor's cache. Ties are broken by the term itself, so that the
  // order of the mails does not matter.
  chosen.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  chosen.length = Math.min(chosen.length, maxTerms)
  return vocabularyOf(
    chosen.map(([term]) => term),
    Float32Array.from(chosen, ([, count]) => Math.log((1 + counts.mails) / (1 + count)) + 1),
    { lexicon, groupWeights: options.groupWeights ?? EVEN },
  )
}

/** @shape idfV one value for each of `terms`. */
export function vocabularyOf(
  terms: readonly string[],
  idfV: Float32Array,
  settings: Pick<Vocabulary, 'lexicon' | 'groupWeights'>,
): Vocabulary {
  return indexed({ ...settings, terms, idfV, groupV: Uint8Array.from(terms, groupOf) }, () => true)
}

/** The same columns, with only some of them recognised in a mail. @shape isKeptV [V], 1 for yes */
export const onlyColumns = (vocabulary: Vocabulary, isKeptV: Uint8Array): Vocabulary =>
  indexed(vocabulary, (column) => isKeptV[column] === 1)

/** The text of vocabulary.txt: one term a line, in column order. */
export const vocabularyText = ({ terms }: Pick<Vocabulary, 'terms'>): string => `${terms.join('\n')}\n`

/** Reads vocabulary.txt's text. */
export const termsFromText = (text: string): string[] => (text === '\n' ? [] : text.slice(0, -1).split('\n'))

/** sha256 of the terms in column order. */
export const vocabularyHash = (vocabulary: Pick<Vocabulary, 'terms'>): string =>
  createHash('sha256').update(vocabularyText(vocabulary)).digest('hex')

// ---------------------------------------------------------------------------------------------------------------

function indexed(
  { terms, idfV, groupV, lexicon, groupWeights }: Omit<Vocabulary, 'columnsOfWord' | 'scratchV'>,
  isKept: (column: number) => boolean,
): Vocabulary {
  const singles = new Map<string, number>()
  // Pairs by their first word and then their second, so that no string has to be joined for a lookup.
  const pairs = new Map<string, Map<string, number>>()
  const pieceLengths = new Set<number>()
  terms.forEach((term, column) => {
    if (!isKept(column)) return
    if (term.startsWith('b')) addPair(pairs, term.slice(1), column)
    else singles.set(term, column)
    if (term.startsWith('c')) pieceLengths.add(term.length - 1)
  })
  return {
    ...{ terms, idfV, groupV, lexicon, groupWeights },
    columnsOfWord: rememberColumns({ singles, pairs, lexicon, pieceLengths: [...pieceLengths].sort() }),
    scratchV: new Float64Array(terms.length),
  }
}

function addPair(pairs: Map<string, Map<string, number>>, pair: string, column: number): void {
  const blank = pair.indexOf(' ')
  const first = pair.slice(0, blank)
  const seconds = pairs.get(first) ?? new Map<string, number>()
  seconds.set(pair.slice(blank + 1), column)
  pairs.set(first, seconds)
}

interface Known {
  readonly singles: ReadonlyMap<string, number>
  readonly pairs: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly lexicon: Lexicon
  readonly pieceLengths: readonly number[]
}

function rememberColumns(known: Known): (folded: string) => WordColumns {
  const cache = new Map<string, WordColumns>()
  return (folded) => {
    const remembered = cache.get(folded)
    if (remembered) return remembered
    const found = columnsOf(folded, known)
    if (cache.size >= CACHE_WORDS) cache.clear()
    cache.set(folded, found)
    return found
  }
}

function columnsOf(folded: string, { singles, pairs, ...knowledge }: Known): WordColumns {
  return {
    columns: termsOfWord(folded, knowledge).flatMap((term) => singles.get(term) ?? []),
    isKnown: singles.has(wordTerm(folded)),
    pairs: pairs.get(folded),
    phrases: knowledge.lexicon.phrasesFrom(folded).flatMap(({ concept, rest }) => {
      const column = singles.get(conceptTerm(concept))
      return column === undefined ? [] : [{ rest, column }]
    }),
  }
}
