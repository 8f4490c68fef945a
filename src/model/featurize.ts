// Step 3 of 8: MailText -> Features. One function for training and serving, so that a model always sees what it was trained on.
import type { Features, MailText } from '../journey.js'
import { type GroupWeights, isPhraseAt, type Part, partsOf } from './terms.js'
import { TOKENIZER_VERSION, type Word } from './tokenize.js'
import type { Vocabulary, WordColumns } from './vocabulary.js'

/** Changes whenever the same text may give other features; a model of another version is refused. */
export const FEATURIZER_VERSION = `featurize.v5+${TOKENIZER_VERSION}`

/** Turns a mail into its sparse row: sublinear term frequency times inverse document frequency, scaled to length 1. */
export const featurize = (text: MailText, vocabulary: Vocabulary): Features =>
  featuresOf(columnOf(partsOf(text), vocabulary), vocabulary)

/** Where the vocabulary's columns occur in a mail: the features are counted from it, and the explanation uses it. */
export interface LocatedColumns {
  /** In reading order. */
  readonly words: readonly Word[]
  /** One entry for each occurrence of a column. */
  readonly columns: readonly number[]
  /** The word at which it occurs, as an index in `words`. */
  readonly wordAt: readonly number[]
  /** How much it counts there. */
  readonly weights: readonly number[]
  /** Share of the words that are not in the vocabulary, [0, 1]. */
  readonly unknownShare: number
}

/** Looks every word up once. A pair's entry is at its second word, a phrase's at its first. */
export function columnOf(parts: readonly Part[], vocabulary: Vocabulary): LocatedColumns {
  const located: Growing = { words: [], columns: [], wordAt: [], weights: [] }
  let known = 0
  for (const part of parts) known += locatePart(part, vocabulary, located)
  const total = located.words.length
  return { ...located, unknownShare: total === 0 ? 1 : 1 - known / total }
}

/**
 * The row of a mail whose columns have been found. A mail without any known term gives an empty row.
 * Words and pairs, pieces, and concepts are groups; each is scaled to a length of its own, so that long compounds do not drown whole words.
 */
export function featuresOf(located: LocatedColumns, vocabulary: Vocabulary): Features {
  const { indices, counts } = countColumns(located, vocabulary)
  const values = new Float32Array(indices.length)
  const squares: [number, number, number] = [0, 0, 0]
  for (let at = 0; at < indices.length; at++) {
    const column = indices[at] as number
    const count = counts[at] as number
    // A count below 1 means that the term occurs only in quoted or forwarded text.
    const value = (count > 1 ? 1 + Math.log(count) : count) * (vocabulary.idfV[column] as number)
    values[at] = value
    squares[vocabulary.groupV[column] as 0 | 1 | 2] += value * value
  }
  const scales = scalesOf(squares, vocabulary.groupWeights)
  for (let at = 0; at < indices.length; at++) {
    const group = vocabulary.groupV[indices[at] as number] as number
    values[at] = (values[at] as number) * (scales[group] as number)
  }
  return { indices, values, unknownShare: located.unknownShare }
}

// ---------------------------------------------------------------------------------------------------------------

/** The factor of each group: its length becomes its weight, and the length of the whole row becomes 1. */
function scalesOf(squares: readonly number[], groupWeights: GroupWeights): readonly number[] {
  const whole = groupWeights.reduce((sum, weight, group) => sum + (squares[group] ? weight * weight : 0), 0)
  return groupWeights.map((weight, group) => weight / Math.sqrt((squares[group] || 1) * (whole || 1)))
}

interface Growing {
  readonly words: Word[]
  readonly columns: number[]
  readonly wordAt: number[]
  readonly weights: number[]
}

/** @returns how many of the part's words are in the vocabulary */
function locatePart({ words, weight }: Part, vocabulary: Vocabulary, located: Growing): number {
  let known = 0
  let before: WordColumns | undefined
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word
    const found = vocabulary.columnsOfWord(word.folded)
    const pair = before?.pairs?.get(word.folded)
    if (pair !== undefined) addColumn(located, pair, weight)
    for (const column of found.columns) addColumn(located, column, weight)
    for (const phrase of found.phrases) {
      if (isPhraseAt(phrase, words, at)) addColumn(located, phrase.column, weight)
    }
    if (found.isKnown) known++
    located.words.push(word)
    before = found
  }
  return known
}

/** At the word being read, which is the next to be added. */
function addColumn({ columns, wordAt, weights, words }: Growing, column: number, weight: number): void {
  columns.push(column)
  wordAt.push(words.length)
  weights.push(weight)
}

/** Each column once, ascending, and how much it counts. */
function countColumns(
  { columns, weights }: LocatedColumns,
  { scratchV }: Vocabulary,
): { readonly indices: Uint32Array; readonly counts: Float64Array } {
  const seen: number[] = []
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as number
    const before = scratchV[column] as number
    if (before === 0) seen.push(column)
    scratchV[column] = before + (weights[at] as number)
  }
  const indices = Uint32Array.from(seen).sort()
  const counts = new Float64Array(indices.length)
  for (let at = 0; at < indices.length; at++) {
    counts[at] = scratchV[indices[at] as number] as number
    scratchV[indices[at] as number] = 0
  }
  return { indices, counts }
}
