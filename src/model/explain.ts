// Step 4 of 8: which words of the mail moved it towards its queue, and which away from it.
import type { Evidence, Features } from '../journey.js'
import type { LocatedColumns } from './featurize.js'
import { maskName } from './mask.js'
import type { NetworkWeights } from './network.js'
import type { Vocabulary } from './vocabulary.js'

/** Terms shown: more are not read. */
const EVIDENCE_LIMIT = 12
/** Terms against the queue among them, at most. */
const AGAINST_LIMIT = 4

export interface Explained {
  readonly located: LocatedColumns
  readonly features: Features
  readonly vocabulary: Vocabulary
  readonly weights: NetworkWeights
  /** @shape [H] before relu */
  readonly hiddenInputH: Float32Array
  readonly best: number
  readonly second: number
}

/**
 * The words that counted most for the best label against the runner-up, strongest first.
 * A column's part is value x slope of (best - second); a word gets its own part, its pieces' (shared among the words that hold them)
 * and half of each pair it stands in. The hidden path's slope is taken at this mail, so the sum is exact up to the biases.
 * @shape best, second: columns of labels
 */
export function explain(mail: Explained): readonly Evidence[] {
  const { words } = mail.located
  const weightAt = weightsOfWords(mail)
  const ofWord = new Map<string, { weight: number; term: string }>()
  words.forEach(({ folded, surface }, at) => {
    const entry = ofWord.get(folded)
    const weight = weightAt[at] as number
    if (entry) entry.weight += weight
    else ofWord.set(folded, { weight, term: maskName(folded) ?? surface })
  })
  return strongest([...ofWord.values()])
}

// --- Private helpers

/** What each word adds to (best - second), by its place: a column's part is shared among the places where it occurs. */
function weightsOfWords(mail: Explained): Float64Array {
  const { words, columns, wordAt } = mail.located
  const { slateV, terms } = mail.vocabulary
  const { indices, values } = mail.features
  for (const column of columns) slateV[column] = (slateV[column] as number) + 1
  const slopeH = hiddenSlopes(mail)
  for (let at = 0; at < indices.length; at++) {
    const column = indices[at] as number
    slateV[column] = (slopeOf(column, slopeH, mail) * (values[at] as number)) / (slateV[column] as number)
  }
  const weightAt = new Float64Array(words.length)
  for (let entry = 0; entry < columns.length; entry++) {
    const column = columns[entry] as number
    const at = wordAt[entry] as number
    const weight = slateV[column] as number
    const isPair = terms[column]?.startsWith('b') === true
    weightAt[at] = (weightAt[at] as number) + (isPair ? weight / 2 : weight)
    if (isPair) weightAt[at - 1] = (weightAt[at - 1] as number) + weight / 2
  }
  for (const column of indices) slateV[column] = 0
  return weightAt
}

/** How much best gains on second through each hidden unit; 0 where relu is closed. @shape [H] */
function hiddenSlopes({ hiddenInputH, weights, best, second }: Explained): Float32Array {
  const { labels, outputHC } = weights
  const slopeH = new Float32Array(hiddenInputH.length)
  for (let h = 0; h < slopeH.length; h++) {
    if ((hiddenInputH[h] as number) <= 0) continue
    slopeH[h] = (outputHC[h * labels + best] as number) - (outputHC[h * labels + second] as number)
  }
  return slopeH
}

/** How much a column pulls towards best and away from second: through its direct part and the hidden units that are open. */
function slopeOf(column: number, slopeH: Float32Array, { weights, best, second }: Explained): number {
  const { hiddenUnits, labels, inputVK } = weights
  const base = column * (hiddenUnits + labels)
  const direct = base + hiddenUnits
  let slope = (inputVK[direct + best] as number) - (inputVK[direct + second] as number)
  for (let h = 0; h < hiddenUnits; h++) slope += (slopeH[h] as number) * (inputVK[base + h] as number)
  return slope
}

function strongest(evidence: readonly Evidence[]): readonly Evidence[] {
  const sorted = evidence
    .filter(({ weight }) => Math.abs(weight) > 1e-6)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  let against = 0
  return sorted
    .filter(({ weight }) => weight > 0 || ++against <= AGAINST_LIMIT)
    .slice(0, EVIDENCE_LIMIT)
    .map(({ term, weight }) => ({ term, weight: Math.round(weight * 1e4) / 1e4 }))
}
