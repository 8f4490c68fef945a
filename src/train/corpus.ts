// Labelled mails as training keeps them: every word once, and each mail as the numbers of its words. A mail's text is released once it
// is read, so memory grows by a few bytes per word.
import { createHash } from 'node:crypto'
import type { ThreadSigns, TrainingExample } from '../journey.js'
import { type Part, partsOf } from '../model/terms.js'
import type { Word } from '../model/tokenize.js'

export interface Corpus {
  readonly ids: readonly string[]
  /** Every label that occurs, sorted. */
  readonly labels: readonly string[]
  /** The label of each mail, as its index in `labels`. */
  readonly targets: Int32Array
  /** A mail's words, as `partsOf` gave them. */
  partsAt(at: number): readonly Part[]
  /** When each mail was written, in milliseconds; NaN where that is not known. */
  readonly dates: Float64Array
  threadAt(at: number): ThreadSigns | undefined
  /** sha256 of all that was learnt from. */
  readonly fingerprint: string
}

/** Reads all mails. Their order affects only how words are numbered. */
export async function readCorpus(
  examples: AsyncIterable<TrainingExample> | Iterable<TrainingExample>,
  onProgress?: (mails: number) => void,
): Promise<Corpus> {
  const ids: string[] = []
  const names: string[] = []
  const dates: number[] = []
  const threads: (ThreadSigns | undefined)[] = []
  const store = createWordStore()
  const hash = createHash('sha256')
  for await (const { id, label, text, date, thread } of examples) {
    ids.push(id)
    names.push(label)
    dates.push(Date.parse(date ?? ''))
    threads.push(thread)
    store.add(partsOf(text))
    hash.update(JSON.stringify([id, label, text.subject, text.own, text.forwarded, text.quoted]))
    if (ids.length % PROGRESS_MAILS === 0) onProgress?.(ids.length)
  }
  const labels = [...new Set(names)].sort()
  const indexOf = new Map(labels.map((label, at) => [label, at]))
  return {
    ids,
    labels,
    targets: Int32Array.from(names, (name) => indexOf.get(name) as number),
    partsAt: store.partsAt,
    dates: Float64Array.from(dates),
    threadAt: (at) => threads[at],
    fingerprint: hash.digest('hex'),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Progress is reported each time this many mails are read. */
const PROGRESS_MAILS = 1000

interface WordStore {
  add(parts: readonly Part[]): void
  partsAt(at: number): readonly Part[]
}

/** Mails as sequences of word numbers in one growing array. */
function createWordStore(): WordStore {
  const words: Word[] = []
  const numberOf = new Map<string, number>()
  let numbers = new Uint32Array(65_536)
  let used = 0
  /** For each mail the first of its parts in `partEnds`. */
  const firstPart: number[] = [0]
  const partEnds: number[] = []
  const partWeights: number[] = []

  const number = ({ folded }: Word): number => {
    const known = numberOf.get(folded)
    if (known !== undefined) return known
    words.push({ folded, surface: folded })
    numberOf.set(folded, words.length - 1)
    return words.length - 1
  }

  return {
    add(parts) {
      for (const part of parts) {
        if (part.words.length === 0) continue
        if (used + part.words.length > numbers.length) {
          const grown = new Uint32Array(Math.max(used + part.words.length, numbers.length * 2))
          grown.set(numbers)
          numbers = grown
        }
        for (const word of part.words) numbers[used++] = number(word)
        partEnds.push(used)
        partWeights.push(part.weight)
      }
      firstPart.push(partEnds.length)
    },
    partsAt(at) {
      const parts: Part[] = []
      for (let part = firstPart[at] as number; part < (firstPart[at + 1] as number); part++) {
        const here = numbers.subarray(part === 0 ? 0 : (partEnds[part - 1] as number), partEnds[part])
        parts.push({
          words: Array.from(here, (n) => words[n] as Word),
          weight: partWeights[part] as number,
        })
      }
      return parts
    },
  }
}
