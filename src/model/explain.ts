// Step 4 of 8: which words of the mail moved it towards its queue, and which away from it.
import type { Evidence, Features } from '../journey.js'
import { maskName } from './mask.js'
import type { NetworkWeights } from './network.js'
import { type MailTerms, pairTerm, termsOfWord } from './terms.js'
import type { Word } from './tokenize.js'
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
  const met = timesMet(mail.terms)
  const ofWord = new Map<string, { part: number; surface: string }>()
  for (const { folded, surface } of mail.terms.words) {
    if (!ofWord.has(folded)) ofWord.set(folded, { part: 0, surface: maskName(folded) ?? surface })
  }
  eachTerm(mail.terms.words, (term, holders) => {
    const column = mail.vocabulary.columns.get(term)
    const whole = column === undefined ? 0 : (partOfColumn.get(column) ?? 0)
    const part = whole / (met.get(term) ?? 1) / holders.length
    for (const { folded } of holders) {
      const entry = ofWord.get(folded)
      if (entry) entry.part += part
    }
  })
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
function timesMet({ words }: MailTerms): ReadonlyMap<string, number> {
  const met = new Map<string, number>()
  eachTerm(words, (term) => met.set(term, (met.get(term) ?? 0) + 1))
  return met
}

/** Every term in reading order, with the words that hold it: one for a word and its pieces, two for a pair. */
function eachTerm(words: MailTerms['words'], visit: (term: string, holders: readonly Word[]) => void): void {
  let before: Word | undefined
  for (const word of words) {
    for (const term of termsOfWord(word.folded)) visit(term, [word])
    if (before) visit(pairTerm(before.folded, word.folded), [before, word])
    before = word
  }
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
