// Step 4 of 8: which words of the mail moved it towards its queue, and which away from it.
import type { Evidence } from '../journey.js'
import type { LocatedColumns } from './featurize.js'
import { maskName } from './mask.js'
import type { NetworkWeights } from './network.js'
import type { SparseRows } from './sparse-rows.js'
import type { Vocabulary } from './vocabulary.js'

/** Terms shown: nobody reads more. */
const EVIDENCE_LIMIT = 12
/** Terms against the queue among them, at most. */
const AGAINST_LIMIT = 4
/** A word that moved the scores by less than this counts as having done nothing. */
const LEAST_WEIGHT = 1e-6

export interface Explained {
  readonly located: LocatedColumns
  /** The batch of mails, and which row of it this one is. */
  readonly rows: SparseRows
  readonly n: number
  /** What the sparse layer gave for it, the hidden part first. @shape [K] */
  readonly sumsK: Float32Array
  readonly best: number
  readonly second: number
}

export type Explain = (mail: Explained) => readonly Evidence[]

/**
 * A function that returns the words that counted most for the best label against the runner-up, strongest first.
 * A column's part is value x slope of (best - second); a word gets its own part, its pieces' (shared among the words that hold them)
 * and half of each pair it is part of. The hidden path's slope is taken at this mail, so the sum is exact up to the biases.
 * @shape best, second: columns of labels
 */
export function createExplain(vocabulary: Vocabulary, weights: NetworkWeights): Explain {
  const { groupV, scratchV, terms } = vocabulary
  const isPairV = Uint8Array.from(terms, (term) => (term.startsWith('b') ? 1 : 0))
  const slopeK = new Float32Array(weights.inputVK.width)
  let partOf = new Float32Array(groupV.length > 0 ? 1024 : 1)
  return ({ located, rows, n, sumsK, best, second }) => {
    const from = rows.offsets[n] as number
    const length = (rows.offsets[n + 1] as number) - from
    if (length > partOf.length) partOf = new Float32Array(length * 2)
    fillSlopes(slopeK, weights, sumsK, best, second)
    weights.inputVK.dot(rows, n, slopeK, partOf)
    const { columns, wordAt, words } = located
    for (let entry = 0; entry < columns.length; entry++) {
      const column = columns[entry] as number
      scratchV[column] = (scratchV[column] as number) + 1
    }
    for (let at = 0; at < length; at++) {
      const column = rows.indices[from + at] as number
      const part = (partOf[at] as number) * (rows.values[from + at] as number)
      scratchV[column] = part / (scratchV[column] as number)
    }
    const weightAt = new Float64Array(words.length)
    for (let entry = 0; entry < columns.length; entry++) {
      const column = columns[entry] as number
      const at = wordAt[entry] as number
      const weight = scratchV[column] as number
      if (isPairV[column] === 1) {
        weightAt[at] = (weightAt[at] as number) + weight / 2
        weightAt[at - 1] = (weightAt[at - 1] as number) + weight / 2
      } else weightAt[at] = (weightAt[at] as number) + weight
    }
    for (let at = 0; at < length; at++) scratchV[rows.indices[from + at] as number] = 0
    return strongest(located, weightAt)
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** How much best gains on second per unit of each input: directly in the direct part, through open units in the hidden one. */
function fillSlopes(
  slopeK: Float32Array,
  { hiddenUnits, labels, outputHC }: NetworkWeights,
  sumsK: Float32Array,
  best: number,
  second: number,
): void {
  slopeK.fill(0, hiddenUnits)
  slopeK[hiddenUnits + best] = 1
  slopeK[hiddenUnits + second] = -1
  for (let h = 0; h < hiddenUnits; h++) {
    const isOpen = (sumsK[h] as number) > 0
    slopeK[h] = isOpen
      ? (outputHC[h * labels + best] as number) - (outputHC[h * labels + second] as number)
      : 0
  }
}

/** Each word once, with all its occurrences added up. */
function strongest({ words }: LocatedColumns, weightAt: Float64Array): readonly Evidence[] {
  const ofWord = new Map<string, { weight: number; at: number }>()
  for (let at = 0; at < words.length; at++) {
    const folded = words[at]?.folded ?? ''
    const entry = ofWord.get(folded)
    if (entry) entry.weight += weightAt[at] as number
    else ofWord.set(folded, { weight: weightAt[at] as number, at })
  }
  const found = [...ofWord.values()].filter(({ weight }) => Math.abs(weight) > LEAST_WEIGHT)
  found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.at - b.at)
  const evidence: Evidence[] = []
  let against = 0
  for (const { weight, at } of found) {
    if (weight < 0 && ++against > AGAINST_LIMIT) continue
    const { folded = '', surface = '' } = words[at] ?? {}
    evidence.push({ term: maskName(folded) ?? surface, weight: Math.round(weight * 1e4) / 1e4 })
    if (evidence.length === EVIDENCE_LIMIT) break
  }
  return evidence
}
