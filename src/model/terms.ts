// Step 3 of 8, middle: a mail's words -> its weighted terms. A term is a key of the vocabulary: its first letter is the kind.
//   w pas        a whole word            b nyt pas    two words in a row
//   c ' pas'     four letters of a word, its ends marked by blanks: they carry Danish compounds (docs/experiments/0001)
import type { MailText } from '../journey.js'
import { MASK_SIGN } from './mask.js'
import { tokenize, type Word } from './tokenize.js'

/** Own words below this: the sender passes something on, and the matter is in the forwarded text. */
const FEW_OWN_WORDS = 12
/** A forwarded text beside real own text counts half: it is often the background of the question. */
const FORWARDED_WEIGHT = 0.5
/** Letters in a piece of a word. 3-5 was 0.3 points better for 2.6 times the features (docs/experiments/0001). */
const PIECE_LENGTH = 4
/** Words with their pieces that are remembered. A cache only: Danish text repeats 9 of 10 words. */
const CACHE_WORDS = 50_000

/** A mail's terms with their weighted counts, and the whole words among them in reading order. */
export interface MailTerms {
  readonly counts: ReadonlyMap<string, number>
  readonly words: readonly Word[]
}

/** Takes a mail apart into terms. The answered (quoted) mail is left out: its matter was filed when it came. */
export function termsOf(text: MailText): MailTerms {
  const counts = new Map<string, number>()
  const own = [tokenize(text.subject), tokenize(text.own)] as const
  const isPassedOn = own[0].length + own[1].length < FEW_OWN_WORDS
  for (const words of own) count(counts, words, 1)
  const rest = restOf(text, own[1].length)
  count(counts, rest, isPassedOn ? 1 : FORWARDED_WEIGHT)
  return { counts, words: [...own[0], ...own[1], ...rest] }
}

/** The terms of one word: itself and its pieces; a mask token has no pieces. */
export function termsOfWord(folded: string): readonly string[] {
  const known = cache.get(folded)
  if (known) return known
  if (cache.size >= CACHE_WORDS) cache.clear()
  const terms = [`w${folded}`, ...piecesOf(folded)]
  cache.set(folded, terms)
  return terms
}

/** The term of two words in a row. */
export const pairTerm = (first: string, second: string): string => `b${first} ${second}`

// --- Private helpers

const cache = new Map<string, readonly string[]>()

/** The forwarded text; the quoted text only when there is nothing else at all to go by. */
function restOf(text: MailText, ownWords: number): readonly Word[] {
  if (text.forwarded !== '') return tokenize(text.forwarded)
  return ownWords === 0 ? tokenize(text.quoted) : []
}

function count(counts: Map<string, number>, words: readonly Word[], weight: number): void {
  let before: string | undefined
  for (const { folded } of words) {
    for (const term of termsOfWord(folded)) counts.set(term, (counts.get(term) ?? 0) + weight)
    if (before !== undefined) {
      const pair = pairTerm(before, folded)
      counts.set(pair, (counts.get(pair) ?? 0) + weight)
    }
    before = folded
  }
}

function piecesOf(folded: string): string[] {
  if (folded.startsWith(MASK_SIGN)) return []
  const padded = ` ${folded} `
  const pieces: string[] = []
  for (let at = 0; at + PIECE_LENGTH <= padded.length; at++) {
    pieces.push(`c${padded.slice(at, at + PIECE_LENGTH)}`)
  }
  return pieces
}
