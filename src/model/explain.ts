// Step 4 of 8: which words of the mail moved it towards its queue, and which away from it.
import type { Evidence, Features } from '../journey.js'
import { maskName } from './mask.js'
import type { NetworkWeights } from './network.js'
import { type MailTerms, pairTerm, termsOfWord } from './terms.js'
import type { Vocabulary } from './vocabulary.js'

/** Terms shown: more are not read. */
const EVIDENCE_LIMIT = 12
/** Terms against the queue among them, at most. */
const AGAINST_LIMIT = 4

/**
 * The words that counted most for the best label against the runner-up, strongest first.
 * A column's part is value x slope of (best - second); a word gets its own part, its pieces' (shared among the words that hold them)
 * and half of each pair it stands in. The hidden path's slope is taken at this mail, so the sum is exact up to the biases.
 * @shape best, second: columns of labels
 */
export function explain(mail: {
  readonly terms: MailTerms
  readonly features: Features
  readonly vocabulary: Vocabulary
  readonly weights: NetworkWeights
  /** @shape [H] before relu */
  readonly hiddenInputH: Float32Array
  readonly best: number
  readonly second: number
}): readonly Evidence[] {
  const partOfColumn = partsOf(mail)
  const ofWord = new Map<string, { part: number; surface: string }>()
  const shares = sharesOf(mail.terms)
  let before: string | undefined
  for (const { folded, surface } of mail.terms.words) {
    const pair = before === undefined ? [] : [pairTerm(before, folded)]
    for (const term of [...termsOfWord(folded), ...pair]) {
      const column = mail.vocabulary.columns.get(term)
      const part = column === undefined ? 0 : (partOfColumn.get(column) ?? 0) / (shares.get(term) ?? 1)
      const isPair = term.startsWith('b')
      give(ofWord, folded, surface, isPair ? part / 2 : part)
      if (isPair && before !== undefined) give(ofWord, before, before, part / 2)
    }
    before = folded
  }
  return strongest([...ofWord.values()].map(({ part, surface }) => ({ term: surface, weight: part })))
}

// --- Private helpers

/** What each column adds to (best - second). */
function partsOf(mail: Parameters<typeof explain>[0]): ReadonlyMap<number, number> {
  const { features, weights, best, second } = mail
  const width = weights.hiddenUnits + weights.labels
  const slopeH = slopes(mail)
  const parts = new Map<number, number>()
  features.indices.forEach((column, at) => {
    const base = column * width
    let slope = 0
    for (let h = 0; h < weights.hiddenUnits; h++) {
      slope += (slopeH[h] as number) * (weights.inputVK[base + h] as number)
    }
    const direct = base + weights.hiddenUnits
    slope += (weights.inputVK[direct + best] as number) - (weights.inputVK[direct + second] as number)
    parts.set(column, slope * (features.values[at] as number))
  })
  return parts
}

/** The hidden units' slope towards best and away from second, 0 where relu is closed. @shape [H] */
function slopes({ hiddenInputH, weights, best, second }: Parameters<typeof explain>[0]): Float32Array {
  const { labels, outputHC } = weights
  return hiddenInputH.map((sum, h) =>
    sum <= 0 ? 0 : (outputHC[h * labels + best] as number) - (outputHC[h * labels + second] as number),
  )
}

/** How often each term was met, so that its part is given out once in all. */
function sharesOf({ words }: MailTerms): ReadonlyMap<string, number> {
  const met = new Map<string, number>()
  let before: string | undefined
  for (const { folded } of words) {
    for (const term of termsOfWord(folded)) met.set(term, (met.get(term) ?? 0) + 1)
    if (before !== undefined) {
      const pair = pairTerm(before, folded)
      met.set(pair, (met.get(pair) ?? 0) + 1)
    }
    before = folded
  }
  return met
}

function give(
  ofWord: Map<string, { part: number; surface: string }>,
  folded: string,
  surface: string,
  part: number,
): void {
  const known = ofWord.get(folded)
  if (known) known.part += part
  else ofWord.set(folded, { part, surface: maskName(folded) ?? surface })
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
