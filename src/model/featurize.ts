// Step 3 of 8: MailText -> Features. One function for training and serving, so that a model always sees what it was trained on.
import type { Features, MailText } from '../journey.js'
import { type MailTerms, termsOf } from './terms.js'
import { TOKENIZER_VERSION } from './tokenize.js'
import type { Vocabulary } from './vocabulary.js'

/** Changes whenever the same text may give other features; a model of another version is refused. */
export const FEATURIZER_VERSION = `featurize.v1+${TOKENIZER_VERSION}`

/** Turns a mail into its sparse row: sublinear term frequency times inverse document frequency, scaled to length 1. */
export const featurize = (text: MailText, vocabulary: Vocabulary): Features =>
  featuresOf(termsOf(text), vocabulary)

/**
 * The row of terms that are at hand already. A mail without any known term gives an empty row.
 * Words and pairs are one group, pieces the other; each is scaled to length 1 first, so that long compounds do not drown whole words.
 */
export function featuresOf({ counts, words }: MailTerms, vocabulary: Vocabulary): Features {
  const found: { column: number; value: number; isPiece: boolean }[] = []
  let squaresOfWords = 0
  let squaresOfPieces = 0
  for (const [term, count] of counts) {
    const column = vocabulary.columns.get(term)
    if (column === undefined) continue
    const value = (1 + Math.log(Math.max(count, 1))) * (vocabulary.idfV[column] ?? 0)
    const isPiece = term.startsWith('c')
    if (isPiece) squaresOfPieces += value * value
    else squaresOfWords += value * value
    found.push({ column, value, isPiece })
  }
  found.sort((a, b) => a.column - b.column)
  const groups = (squaresOfWords > 0 ? 1 : 0) + (squaresOfPieces > 0 ? 1 : 0)
  const wordScale = 1 / Math.sqrt(squaresOfWords * groups || 1)
  const pieceScale = 1 / Math.sqrt(squaresOfPieces * groups || 1)
  return {
    indices: Uint32Array.from(found, ({ column }) => column),
    values: Float32Array.from(found, ({ value, isPiece }) => value * (isPiece ? pieceScale : wordScale)),
    unknownShare: unknownShare(words, vocabulary),
  }
}

// --- Private helpers

function unknownShare(words: MailTerms['words'], { columns }: Vocabulary): number {
  if (words.length === 0) return 1
  let unknown = 0
  for (const { folded } of words) {
    if (!columns.has(`w${folded}`)) unknown++
  }
  return unknown / words.length
}
