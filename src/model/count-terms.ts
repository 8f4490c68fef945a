// In how many mails each term occurs: what a vocabulary is chosen from. One pass; a word is taken apart only the first time it occurs.
import type { Lexicon } from './lexicon.js'
import { conceptTerm, isPhraseAt, type Part, pairTerm, termsOfWord } from './terms.js'

export interface CountOptions {
  readonly lexicon: Lexicon
  readonly pieceLengths: readonly number[]
}

export interface TermCounts {
  /** Mails counted. */
  readonly mails: number
  /** Words, pieces and concepts, with the number of mails that contain them. */
  readonly singles: readonly (readonly [term: string, mails: number])[]
  /** Pairs of words that at least two mails contain. */
  readonly pairs: readonly (readonly [term: string, mails: number])[]
}

/** Pairs held before those seen in a single mail are dropped: bounds the memory of a pass over millions of mails. */
const PAIR_LIMIT = 3_000_000
/** A pair's key is first x this + second. */
const WORD_LIMIT = 2 ** 26

interface Counter {
  readonly term: string
  mails: number
  lastMail: number
}

interface CountedWord {
  readonly number: number
  readonly counters: readonly Counter[]
  readonly phrases: readonly { readonly rest: Parameters<typeof isPhraseAt>[0]['rest']; counter: Counter }[]
  lastMail: number
}

export function countTerms(mails: Iterable<readonly Part[]>, options: CountOptions): TermCounts {
  const tally: Tally = { counters: new Map(), words: new Map(), folded: [], pairs: new Map() }
  let total = 0
  for (const parts of mails) {
    total++
    countMail(parts, total, tally, options)
    if (tally.pairs.size > PAIR_LIMIT) dropSingle(tally.pairs)
  }
  return {
    mails: total,
    singles: [...tally.counters.values()]
      .filter(({ mails }) => mails > 0)
      .map(({ term, mails }) => [term, mails]),
    pairs: namedPairs(tally),
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Tally {
  readonly counters: Map<string, Counter>
  readonly words: Map<string, CountedWord>
  /** By a word's number. */
  readonly folded: string[]
  readonly pairs: Map<number, number>
}

function countMail(parts: readonly Part[], mail: number, tally: Tally, options: CountOptions): void {
  const pairsHere = new Set<number>()
  for (const { words } of parts) {
    let before: CountedWord | undefined
    words.forEach(({ folded }, at) => {
      const word = wordOf(folded, tally, options)
      countWord(word, mail)
      for (const { rest, counter } of word.phrases) if (isPhraseAt({ rest }, words, at)) count(counter, mail)
      if (before) pairsHere.add(before.number * WORD_LIMIT + word.number)
      before = word
    })
  }
  for (const pair of pairsHere) tally.pairs.set(pair, (tally.pairs.get(pair) ?? 0) + 1)
}

function wordOf(folded: string, tally: Tally, options: CountOptions): CountedWord {
  const known = tally.words.get(folded)
  if (known) return known
  const made = countedWord(folded, tally.folded.length, tally.counters, options)
  tally.words.set(folded, made)
  tally.folded.push(folded)
  return made
}

function countedWord(
  word: string,
  number: number,
  counters: Map<string, Counter>,
  { lexicon, pieceLengths }: CountOptions,
): CountedWord {
  const counterOf = (term: string): Counter => {
    const known = counters.get(term)
    if (known) return known
    const made = { term, mails: 0, lastMail: 0 }
    counters.set(term, made)
    return made
  }
  return {
    number,
    counters: termsOfWord(word, { lexicon, pieceLengths }).map(counterOf),
    phrases: lexicon.phrasesFrom(word).map(({ rest, concept }) => ({
      rest,
      counter: counterOf(conceptTerm(concept)),
    })),
    lastMail: 0,
  }
}

/** A word that occurs twice in a mail is taken apart once. */
function countWord(word: CountedWord, mail: number): void {
  if (word.lastMail === mail) return
  word.lastMail = mail
  for (const counter of word.counters) count(counter, mail)
}

function count(counter: Counter, mail: number): void {
  if (counter.lastMail === mail) return
  counter.lastMail = mail
  counter.mails++
}

function dropSingle(pairs: Map<number, number>): void {
  for (const [pair, mails] of pairs) {
    if (mails === 1) pairs.delete(pair)
  }
}

function namedPairs({ pairs, folded }: Tally): [string, number][] {
  const named: [string, number][] = []
  for (const [pair, mails] of pairs) {
    if (mails < 2) continue
    const [first, second] = [folded[Math.floor(pair / WORD_LIMIT)], folded[pair % WORD_LIMIT]]
    named.push([pairTerm(first as string, second as string), mails])
  }
  return named
}
