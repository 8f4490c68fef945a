// postfordeler compare: two models side by side on the same labelled mail.
import { loadClassifier } from '../model/load.js'
import { type Comparison, compare } from '../train/compare.js'
import { judge } from '../train/judge.js'
import { readAllLabelled } from '../train/read-labelled.js'
import { type ModelDeps, percent } from './model-deps.js'

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
      return { id: classifier.modelId, judged: await judge(classifier, examples) }
    } finally {
      classifier.dispose()
    }
  }
  const a = await judgeBy(options.a)
  const b = await judgeBy(options.b)
  return { modelA: a.id, modelB: b.id, ...compare(a.judged, b.judged) }
}

/** The document for people. */
export function compareLines(document: CompareDocument): readonly string[] {
  const { onlyARight, onlyBRight, pValue } = document
  return [
    `A ${document.modelA}: ${percent(document.a.accuracy)} right; B ${document.modelB}: ${percent(document.b.accuracy)} right; ${document.n} mails.`,
    `Only A right: ${onlyARight}; only B right: ${onlyBRight}; exact McNemar p = ${pValue.toFixed(4)}.`,
    ...document.perQueue.map(
      ({ queue, n, a, b }) =>
        `  ${queue.padEnd(28)} ${String(n).padStart(5)}  A ${percent(a)}  B ${percent(b)}`,
    ),
    document.mayPromote ? `B may be promoted (${document.verdict}).` : 'B is worse: do not promote it.',
  ]
}
