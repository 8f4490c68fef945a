// Step 3 of 8, middle: a mail's words -> its weighted terms. A term is a key of the vocabulary: its first letter is the kind.
//   w pas        a whole word            b nyt pas    two words in a row
//   c ' pas'     some letters of a word, its ends marked by blanks: they carry Danish compounds (docs/experiments/0001)
//   l passport   a concept of the lexicon that a word or a phrase points to (docs/experiments/0004)
import type { MailText } from '../journey.js'
import { fitsEntry, type Lexicon, type Phrase } from './lexicon.js'
import { MASK_SIGN } from './mask.js'
import { tokenize, type Word } from './tokenize.js'

/** With fewer own words the sender is passing something on, and the matter is in the forwarded text. */
const FEW_OWN_WORDS = 12
/** A forwarded text beside real own text counts half: it is often the background of the question. */
const FORWARDED_WEIGHT = 0.5
/** The answered mail says what the answer is about: 2.4 points on newsgroup mail, nothing on the bundled one (docs/experiments/0005). */
const QUOTED_WEIGHT = 0.5
/**
 * Characters of each text that are read: eight pages, as in the must-see rules. No mail of the bundled corpus is that long; a megabyte of
 * gibberish took three seconds, in which the service did nothing else.
 */
export const READ_CHARACTERS = 20_000
/** A stretch of a mail in which two words can be a pair. */
export interface Part {
  readonly words: readonly Word[]
  /** What one word in it counts. */
  readonly weight: number
}

/** Takes a mail apart into words. Somebody else's text (forwarded, quoted) counts in full only where there is little or nothing else. */
export function partsOf(text: MailText): readonly Part[] {
  const [subject, own, forwarded, quoted] = [text.subject, text.own, text.forwarded, text.quoted].map(
    (each) => tokenize(each.slice(0, READ_CHARACTERS)),
  )
  const said = (subject?.length ?? 0) + (own?.length ?? 0)
  return [
    { words: subject ?? [], weight: 1 },
    { words: own ?? [], weight: 1 },
    { words: forwarded ?? [], weight: said < FEW_OWN_WORDS ? 1 : FORWARDED_WEIGHT },
    { words: quoted ?? [], weight: said + (forwarded?.length ?? 0) === 0 ? 1 : QUOTED_WEIGHT },
  ]
}

/** The terms of one word: itself, its pieces and its concepts; a mask token has only itself. */
export const termsOfWord = (folded: string, { lexicon, pieceLengths }: WordKnowledge): readonly string[] =>
  folded.startsWith(MASK_SIGN)
    ? [wordTerm(folded)]
    : [
        wordTerm(folded),
        ...pieceLengths.flatMap((length) => charNgramsOf(folded, length)),
        ...lexicon.conceptsOf(folded).map(conceptTerm),
      ]

/** What a word is taken apart by. */
export interface WordKnowledge {
  readonly lexicon: Lexicon
  /** Letters in a piece, ends of the word included. */
  readonly pieceLengths: readonly number[]
}

export const wordTerm = (folded: string): string => `w${folded}`

export const conceptTerm = (concept: string): string => `l${concept}`

/** Whether the words from an index on are the phrase; its first word is known to fit. */
export const isPhraseAt = ({ rest }: Pick<Phrase, 'rest'>, words: readonly Word[], at: number): boolean =>
  rest.every((pattern, nth) => {
    const word = words[at + 1 + nth]
    return word !== undefined && fitsEntry(pattern, word.folded)
  })

/** The weight of each group of terms, whose lengths are normalised separately (docs/experiments/0004, 0005). */
export type GroupWeights = readonly [words: number, pieces: number, concepts: number]
export const groupOf = (term: string): 0 | 1 | 2 => (term.startsWith('c') ? 1 : term.startsWith('l') ? 2 : 0)

/** The term of two words in a row. */
export const pairTerm = (first: string, second: string): string => `b${first} ${second}`

// ---------------------------------------------------------------------------------------------------------------

function charNgramsOf(folded: string, length: number): string[] {
  const padded = ` ${folded} `
  const charNgrams: string[] = []
  for (let at = 0; at + length <= padded.length; at++) charNgrams.push(`c${padded.slice(at, at + length)}`)
  return charNgrams
}
