// Step 3 of 8: MailText -> Features. One function for training and serving, so that a model always sees what it was trained on.
import type { Features, MailText } from '../journey.js'
import { type Part, partsOf } from './terms.js'
import { TOKENIZER_VERSION, type Word } from './tokenize.js'
import type { Vocabulary } from './vocabulary.js'

/** Changes whenever the same text may give other features; a model of another version is refused. */
export const FEATURIZER_VERSION = `featurize.v1+${TOKENIZER_VERSION}`

/** Turns a mail into its sparse row: sublinear term frequency times inverse document frequency, scaled to length 1. */
export const featurize = (text: MailText, vocabulary: Vocabulary): Features =>
  featuresOf(partsOf(text), vocabulary)

/**
 * The row of a mail that is taken apart already. A mail without any known term gives an empty row.
 * Words and pairs are one group, pieces the other; each is scaled to the same length, so that long compounds do not drown whole words.
 */
export function featuresOf(parts: readonly Part[], vocabulary: Vocabulary): Features {
  const counts = countColumns(parts, vocabulary)
  const indices = Uint32Array.from(counts.keys()).sort()
  const values = new Float32Array(indices.length)
  const squares = [0, 0]
  indices.forEach((column, at) => {
    const value = (1 + Math.log(Math.max(counts.get(column) ?? 1, 1))) * (vocabulary.idfV[column] as number)
    const group = vocabulary.isPieceV[column] as number
    values[at] = value
    squares[group] = (squares[group] ?? 0) + value * value
  })
  const groups = squares.filter((sum) => sum > 0).length
  const scales = squares.map((sum) => 1 / Math.sqrt(sum * groups || 1))
  indices.forEach((column, at) => {
    values[at] = (values[at] as number) * (scales[vocabulary.isPieceV[column] as number] as number)
  })
  return { indices, values, unknownShare: unknownShare(parts, vocabulary) }
}

/** Every column of a mail in reading order, with the word that holds it, or for a pair the two. */
export function eachColumn(
  { words }: Part,
  vocabulary: Vocabulary,
  visit: (column: number, word: Word, next: Word | undefined) => void,
): void {
  words.forEach((word, at) => {
    for (const column of vocabulary.columnsOfWord(word.folded).columns) visit(column, word, undefined)
    const next = words[at + 1]
    const pair = next && vocabulary.columnOfPair(word.folded, next.folded)
    if (pair !== undefined) visit(pair, word, next)
  })
}

// --- Private helpers

function countColumns(parts: readonly Part[], vocabulary: Vocabulary): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const part of parts) {
    eachColumn(part, vocabulary, (column) => counts.set(column, (counts.get(column) ?? 0) + part.weight))
  }
  return counts
}

function unknownShare(parts: readonly Part[], { columnsOfWord }: Vocabulary): number {
  const words = parts.flatMap((part) => part.words)
  if (words.length === 0) return 1
  return words.filter(({ folded }) => !columnsOfWord(folded).isKnown).length / words.length
}
