// A text in which the words that counted for or against the suggested queue are marked.
import type { Evidence } from '../../journey.js'
import { shownText } from '../page/shown-text.js'

interface MarkedProps {
  readonly text: string
  readonly evidence: readonly Evidence[]
}

/** Marks whole words and phrases, ignoring case. A term that stands for a kind, such as a masked number, occurs nowhere in the text. */
export const Marked = ({ text, evidence }: MarkedProps) => (
  <>
    {pieces(shownText(text), evidence).map(({ words, weight }) =>
      weight === undefined ? words : <mark class={weight > 0 ? 'for' : 'against'}>{words}</mark>,
    )}
  </>
)

interface Piece {
  readonly words: string
  readonly weight: number | undefined
}

/** The text in pieces that join to the text again; those with a weight are marked. */
export function pieces(text: string, evidence: readonly Evidence[]): readonly Piece[] {
  const weights = new Map(evidence.map(({ term, weight }) => [fold(term), weight]))
  const terms = [...weights.keys()].filter((term) => term !== '').sort((a, b) => b.length - a.length)
  if (terms.length === 0) return [{ words: text, weight: undefined }]
  const alternatives = terms.map((term) => term.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu')
  const all: Piece[] = []
  let end = 0
  for (const match of text.matchAll(found)) {
    if (match.index > end) all.push({ words: text.slice(end, match.index), weight: undefined })
    all.push({ words: match[0], weight: weights.get(fold(match[0])) })
    end = match.index + match[0].length
  }
  if (end < text.length) all.push({ words: text.slice(end), weight: undefined })
  return all
}

// ---------------------------------------------------------------------------------------------------------------

const fold = (term: string): string => term.toLowerCase()
