// postfordeler compare: two models side by side on the same labelled mail.
import { percent } from '../../format.js'
import { loadClassifier } from '../../model/load.js'
import { type Comparison, compare, type SideFigures } from '../../train/compare.js'
import { readAllLabelled } from '../../train/read-labelled.js'
import { scoreExamples } from '../../train/score.js'
import type { ModelDeps } from '../model-deps.js'

export interface CompareOptions {
  readonly a: string
  readonly b: string
  readonly data: readonly string[]
  readonly modelsDir: string
}

export type CompareDocument = Comparison & { readonly modelA: string; readonly modelB: string }

export async function runCompare(options: CompareOptions, deps: ModelDeps): Promise<CompareDocument> {
  const examples = await readAllLabelled(options.data, deps.readers)
  const judgeBy = async (name: string) => {
    const classifier = await loadClassifier(name, options)
    try {
      deps.progress(`judging with ${classifier.modelId}`)
      return {
        id: classifier.modelId,
        scored: await scoreExamples(classifier, examples),
        rule: classifier.manifest,
      }
    } finally {
      classifier.dispose()
    }
  }
  const a = await judgeBy(options.a)
  const b = await judgeBy(options.b)
  return { modelA: a.id, modelB: b.id, ...compare(a, b) }
}

/** The document for people. */
export function compareLines(document: CompareDocument): readonly string[] {
  const { onlyARight, onlyBRight, pValue, difference, changed } = document
  return [
    sideLine(`A ${document.modelA}`, document.a),
    sideLine(`B ${document.modelB}`, document.b),
    `On ${document.n} mails B is right ${signed(difference.share)} as often (95 % interval ${signed(difference.low)} to ${signed(difference.high)}). Only A right: ${onlyARight}; only B right: ${onlyBRight}; exact McNemar p = ${pValue.toFixed(4)}.`,
    ...document.perQueue.map(
      ({ queue, n, a, b, pValue: chance }) =>
        `  ${queue.padEnd(28)} ${String(n).padStart(5)}  A ${percent(a)}  B ${percent(b)}  p ${chance.toFixed(3)}`,
    ),
    `${changed.length} mails changed their queue${changed.length > SHOWN_CHANGES ? `; the first ${SHOWN_CHANGES}` : ''}:`,
    ...changed.slice(0, SHOWN_CHANGES).map(({ id, truth, a, b }) => `  ${id}: ${a} -> ${b} (is ${truth})`),
    document.mayPromote ? `B may be promoted (${document.verdict}).` : 'B is worse: do not promote it.',
  ]
}

/** --json has all. */
const SHOWN_CHANGES = 20

const sideLine = (name: string, { accuracy, coverage, error }: SideFigures): string =>
  `${name}: ${percent(accuracy)} right; would file ${percent(coverage)} alone, ${percent(error)} of them wrong.`

const signed = (share: number): string => `${share > 0 ? '+' : ''}${percent(share)}`
