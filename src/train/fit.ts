// Step 8 of 8, the heart: TrainingExamples -> a network. Both paths are fitted on their own; held-out mails then say how much each counts.
import type { Blend } from '../model/calibration.js'
import { createRowMatrix } from '../model/kernel/row-matrix.js'
import type { NetworkWeights } from '../model/network.js'
import type { SparseRows } from '../model/sparse-rows.js'
import { createDirect, type DirectPath } from './fit-direct.js'
import { createHidden, type HiddenPath } from './fit-hidden.js'

export interface FitOptions {
  readonly seed: number
  /** Number of labels. */
  readonly labels: number
  /** Number of columns of the vocabulary. */
  readonly columns: number
  /** How far rare labels are made up for, [0, 1]: 0 not at all, 1 so that all labels weigh alike. */
  readonly balance?: number
  /** Whether a row is a queue's description rather than a mail. */
  readonly isDescription?: (row: number) => boolean
}

/** The network's two paths, before they are one. */
export interface Paths {
  readonly direct: DirectPath
  readonly hidden: HiddenPath
}

/** The price of a mail on its wrong side; rows of length 1 at 2 are what scikit-learn does by default, whose rows are longer. */
const MAIL_COST = 2
/** A description holds the matter in so many words, without a letter's small talk (docs/experiments/0004). */
const DESCRIPTION_COST = 5

/** Many labels need more room: 128 units for 150 of them, 64 for up to 100 (docs/experiments/0005). */
const unitsFor = (labels: number): number => 64 * Math.min(4, Math.max(1, Math.round(labels / 64)))

/** How often the mails are gone through: most for few mails, fewer the more there are, so that a million are learnt in minutes. */
interface Rounds {
  readonly most: number
  readonly least: number
  /** Mails looked at altogether that are enough. */
  readonly enough: number
}
const DIRECT_ROUNDS: Rounds = { most: 8, least: 3, enough: 200_000 }
const HIDDEN_ROUNDS: Rounds = { most: 9, least: 2, enough: 200_000 }

const roundsFor = (mails: number, { most, least, enough }: Rounds): number =>
  Math.max(least, Math.min(most, Math.ceil(enough / mails)))

/** Both paths, with nothing learnt yet. Same seed, same engine: same bits. @shape targets: column of the right label, for each row */
export function createPaths(rows: SparseRows, targets: ArrayLike<number>, options: FitOptions): Paths {
  const { isDescription = () => false } = options
  const weightC = labelWeights(targets, options)
  const costOf = (row: number) =>
    (isDescription(row) ? DESCRIPTION_COST : MAIL_COST) * (weightC[targets[row] as number] as number)
  return {
    direct: createDirect(rows, targets, { ...options, costOf }),
    hidden: createHidden(rows, targets, { ...options, units: unitsFor(options.labels) }),
  }
}

/** Learns some of the rows, given by their places. */
export function learnRows({ direct, hidden }: Paths, members: Uint32Array): void {
  direct.learn(members, roundsFor(members.length, DIRECT_ROUNDS))
  hidden.learn(members, roundsFor(members.length, HIDDEN_ROUNDS))
}

/** Learns all rows once most of them are known already: a third of the rounds. */
export function learnTheRest({ direct, hidden }: Paths, all: Uint32Array): void {
  direct.learn(all, Math.ceil(roundsFor(all.length, DIRECT_ROUNDS) / 3))
  hidden.learn(all, Math.ceil(roundsFor(all.length, HIDDEN_ROUNDS) / 3))
}

/** Lays the two paths side by side, as the network reads them, each as loud as the blend says. */
export function joinPaths({ hidden, direct }: Paths, blend: Blend): NetworkWeights {
  const [hiddenUnits, labels, columns] = [
    hidden.inputBiasH.length,
    direct.biasC.length,
    direct.weightsVC.rows,
  ]
  const inputVK = createRowMatrix(columns, hiddenUnits + labels)
  const rowK = new Float32Array(hiddenUnits + labels)
  const directC = rowK.subarray(hiddenUnits)
  for (let column = 0; column < columns; column++) {
    hidden.inputVH.copyRow(column, rowK.subarray(0, hiddenUnits))
    direct.weightsVC.copyRow(column, directC)
    for (let c = 0; c < labels; c++) directC[c] = (directC[c] as number) * blend.direct
    inputVK.setRow(column, rowK)
  }
  const inputBiasK = new Float32Array(hiddenUnits + labels)
  inputBiasK.set(hidden.inputBiasH)
  inputBiasK.set(
    direct.biasC.map((bias) => bias * blend.direct),
    hiddenUnits,
  )
  return {
    ...{ hiddenUnits, labels, inputVK, inputBiasK },
    outputHC: hidden.outputHC.map((weight) => weight * blend.hidden),
    outputBiasC: hidden.outputBiasC.map((bias) => bias * blend.hidden),
  }
}

// --- Private helpers

/** What a mail of each label weighs: (mean mails of a label / its own mails) to the power of `balance`. @shape [C] */
function labelWeights(
  targets: ArrayLike<number>,
  { labels, balance = 0 }: Pick<FitOptions, 'labels' | 'balance'>,
): Float64Array {
  const countC = new Float64Array(labels)
  for (let row = 0; row < targets.length; row++) {
    const target = targets[row] as number
    countC[target] = (countC[target] as number) + 1
  }
  return countC.map((count) => (targets.length / labels / Math.max(1, count)) ** balance)
}
