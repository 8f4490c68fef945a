// What a program said on a set -> the figures of its row. Several parts (writers) are judged together; their costs are averaged.
import { calibrationError, evaluate } from '../../src/train/evaluate.js'
import type { ScoredExample } from '../../src/train/scored.js'
import { areaUnderRoc, riskCoverageArea, takenAtPrecision } from './metrics.js'
import type { BenchPrediction, Costs, Outcome } from './outcome.js'
import type { Outside } from './sets.js'

export interface Figures {
  /** Items judged. */
  readonly n: number
  /** Share of right guesses; the label for "no queue here" is one more label where it was learnt. */
  readonly accuracy: number
  /** The same among items that belong to a label. */
  readonly accuracyInside: number
  readonly macroF1: number
  /** Expected calibration error, 15 bins of equal width on the guess's probability; undefined without probabilities. */
  readonly ece: number | undefined
  readonly riskCoverageArea: number
  /** Share of all items that the best threshold in hindsight takes with 95 % of them right. */
  readonly coverageAt95: number
  /** Items that belong nowhere told from the others by how little the best label claims them. */
  readonly outsideByClaim: number | undefined
  /** The same by the program's own novelty score. */
  readonly outsideByNovelty: number | undefined
  readonly accuracyOfPart: Readonly<Record<string, number>>
  readonly costs: Costs
}

export interface JudgedPart {
  readonly name: string
  readonly truths: readonly string[]
  readonly outcome: Outcome
}

/** The figures of one program on one set. */
export function figuresOf(parts: readonly JudgedPart[], outside: Outside): Figures {
  const all = parts.flatMap(itemsOf)
  // Where the label was never seen, nobody can guess it: such items count for telling apart and for nothing else.
  const items = outside?.kind === 'unseen' ? all.filter(({ truth }) => truth !== outside.label) : all
  const judged = items.map(toJudged)
  const inside = judged.filter(({ truth }) => truth !== outside?.label)
  return {
    n: items.length,
    accuracy: rightShare(judged),
    accuracyInside: rightShare(inside),
    macroF1: evaluate(judged, nothingFiled).macroF1,
    ece: items.every(({ probability }) => probability !== undefined) ? calibrationError(judged) : undefined,
    riskCoverageArea: riskCoverageArea(items.map((item) => rankedForRisk(item, outside))),
    coverageAt95:
      takenAtPrecision(items.filter(({ guess }) => guess !== outside?.label).map(toRanked), 0.95) /
      items.length,
    outsideByClaim: toldApart(all, outside, ({ claim }) => -claim),
    outsideByNovelty: all.every(({ novelty }) => novelty !== undefined)
      ? toldApart(all, outside, ({ novelty = 0 }) => novelty)
      : undefined,
    accuracyOfPart: Object.fromEntries(
      parts.map((part) => [part.name, rightShare(itemsOf(part).map(toJudged))]),
    ),
    costs: meanCosts(parts.map(({ outcome }) => outcome)),
  }
}

/** By whichever of a program's scores tells items that belong nowhere apart best. */
export const toldApartBy = ({ outsideByClaim, outsideByNovelty }: Figures): number | undefined =>
  outsideByClaim === undefined ? undefined : Math.max(outsideByClaim, outsideByNovelty ?? 0)

// ---------------------------------------------------------------------------------------------------------------

interface Item extends BenchPrediction {
  readonly truth: string
}

const nothingFiled = { labels: [], outside: '', thresholds: {}, noveltyLimit: 1, target: 0.05 }

function itemsOf({ truths, outcome }: JudgedPart): Item[] {
  if (truths.length !== outcome.predictions.length) {
    throw new Error(`${outcome.predictions.length} predictions for ${truths.length} test items.`)
  }
  return outcome.predictions.map((prediction, at) => ({ ...prediction, truth: truths[at] as string }))
}

const toJudged = ({ id, truth, guess, probability = 0, novelty = 0 }: Item): ScoredExample => ({
  id,
  truth,
  guess,
  probability,
  novelty,
})

const toRanked = ({ truth, guess, confidence }: Item) => ({ isRight: truth === guess, confidence })

/** What is held for outside is never filed, so it is covered last, however sure the program is. */
const rankedForRisk = (item: Item, outside: Outside) =>
  item.guess === outside?.label ? { ...toRanked(item), confidence: Number.NEGATIVE_INFINITY } : toRanked(item)

const rightShare = (judged: readonly ScoredExample[]): number =>
  judged.length === 0 ? 0 : judged.filter(({ truth, guess }) => truth === guess).length / judged.length

function toldApart(
  items: readonly Item[],
  outside: Outside,
  scoreOf: (item: Item) => number,
): number | undefined {
  if (outside === undefined) return undefined
  return areaUnderRoc(
    items.filter(({ truth }) => truth === outside.label).map(scoreOf),
    items.filter(({ truth }) => truth !== outside.label).map(scoreOf),
  )
}

/** Seconds, rates and sizes are means over the parts; memory is the largest. */
function meanCosts(outcomes: readonly Outcome[]): Costs {
  const mean = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length
  return {
    tuneSeconds: mean(({ tuneSeconds }) => tuneSeconds),
    trainSeconds: mean(({ trainSeconds }) => trainSeconds),
    trainProcessorSeconds: mean(({ trainProcessorSeconds }) => trainProcessorSeconds),
    itemsPerSecond: mean(({ itemsPerSecond }) => itemsPerSecond),
    modelBytes: mean(({ modelBytes }) => modelBytes),
    trainPeakBytes: Math.max(...outcomes.map(({ trainPeakBytes }) => trainPeakBytes)),
    peakBytes: Math.max(...outcomes.map(({ peakBytes }) => peakBytes)),
  }
}
