// A lexicon of concepts: which words and phrases point to the same matter. It lets a model know words that occurred in no mail it learnt from:
// `data/lexicon` says how one is written. A model keeps its own copy, so that it is served with the lexicon it was trained with.
import { tokenize } from './tokenize.js'

export interface Lexicon {
  /** As it was read; what a model keeps. */
  readonly text: string
  /** Concepts that a single word points to, by their names. */
  readonly conceptsOf: (folded: string) => readonly string[]
  /** Phrases that may begin with this word. */
  readonly phrasesFrom: (folded: string) => readonly Phrase[]
}

/** Several words in a row that point to a concept. */
export interface Phrase {
  readonly concept: string
  /** The words after the first. */
  readonly rest: readonly Pattern[]
}

/** A word with its ends open or not: `*licens`, `vuggestue*`, `*parkering*`. */
export interface Pattern {
  readonly core: string
  readonly isOpenBefore: boolean
  readonly isOpenAfter: boolean
}

/** The lexicon that knows nothing. */
export const emptyLexicon: Lexicon = { text: '', conceptsOf: () => [], phrasesFrom: () => [] }

/** Reads a lexicon: a concept a line, `key: term, term, ...`; lines that begin with # are comments. */
export function lexiconOf(text: string): Lexicon {
  const index = createIndex()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (line.startsWith('#') || colon < 0) continue
    const concept = line.slice(0, colon).trim()
    for (const term of line.slice(colon + 1).split(',')) addTerm(index, concept, patternsOf(term))
  }
  return {
    text,
    conceptsOf: (folded) => conceptsOf(index, folded),
    phrasesFrom: (folded) =>
      (index.phrases.get(folded.slice(0, INDEX_LETTERS)) ?? []).filter(({ first }) =>
        fitsEntry(first, folded),
      ),
  }
}

/** Whether a word fits a pattern. */
export function fitsEntry({ core, isOpenBefore, isOpenAfter }: Pattern, folded: string): boolean {
  if (isOpenBefore) return isOpenAfter ? folded.includes(core) : folded.endsWith(core)
  return isOpenAfter ? folded.startsWith(core) : folded === core
}

// ---------------------------------------------------------------------------------------------------------------

/** Phrases are indexed by this many first letters of their first word. */
const INDEX_LETTERS = 3

interface Index {
  readonly whole: Map<string, string[]>
  readonly starts: Map<string, string[]>
  readonly ends: Map<string, string[]>
  readonly inner: { readonly core: string; readonly concept: string }[]
  readonly phrases: Map<string, (Phrase & { readonly first: Pattern })[]>
}

function createIndex(): Index {
  return { whole: new Map(), starts: new Map(), ends: new Map(), inner: [], phrases: new Map() }
}

/** A term's words as the tokenizer makes them; a star belongs to the word it touches. */
function patternsOf(term: string): readonly Pattern[] {
  return term
    .trim()
    .split(/\s+/)
    .flatMap((piece) => {
      const words = tokenize(piece.replaceAll('*', ' '))
      return words.map(({ folded }, at) => ({
        core: folded,
        isOpenBefore: at === 0 && piece.startsWith('*'),
        isOpenAfter: at === words.length - 1 && piece.endsWith('*'),
      }))
    })
}

function addTerm(index: Index, concept: string, patterns: readonly Pattern[]): void {
  const [first, ...rest] = patterns
  if (!first) return
  if (rest.length > 0) add(index.phrases, first.core.slice(0, INDEX_LETTERS), { concept, first, rest })
  else if (first.isOpenBefore && first.isOpenAfter) index.inner.push({ core: first.core, concept })
  else if (first.isOpenBefore) add(index.ends, first.core, concept)
  else if (first.isOpenAfter) add(index.starts, first.core, concept)
  else add(index.whole, first.core, concept)
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function conceptsOf({ whole, starts, ends, inner }: Index, folded: string): readonly string[] {
  const found = new Set(whole.get(folded))
  for (let letters = 1; letters <= folded.length; letters++) {
    for (const concept of starts.get(folded.slice(0, letters)) ?? []) found.add(concept)
    for (const concept of ends.get(folded.slice(-letters)) ?? []) found.add(concept)
  }
  for (const { core, concept } of inner) if (folded.includes(core)) found.add(concept)
  return [...found]
}
