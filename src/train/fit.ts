// Step 8 of 8, the heart: TrainingExamples -> a network. Both paths are fitted on their own; held-out mails then say how much each counts.
import type { Mixture } from '../model/calibration.js'
import { createRowMatrix } from '../model/kernel/row-matrix.js'
import type { NetworkWeights } from '../model/network.js'
import type { SparseRows } from '../model/sparse-rows.js'
import { createDirect, type DirectPath } from './fit-direct.js'
import type { HiddenWeights } from './fit-hidden.js'
import type { HiddenThread } from './hidden-thread.js'

export interface FitOptions {
  readonly seed: number
  /** Number of labels. */
  readonly labels: number
  /** Number of columns of the vocabulary. */
  readonly columns: number
  /** How far rare labels are compensated for, [0, 1]: 0 not at all, 1 so that all labels weigh the same. */
  readonly balance?: number
  /** Whether a row is a queue's description rather than a mail. */
  readonly isDescription?: (row: number) => boolean
}

/** The network's two paths, before they are joined. */
export interface Paths {
  readonly direct: Pick<DirectPath, 'weightsVC' | 'biasC'>
  readonly hidden: HiddenWeights
}

/** Two paths that learn in parallel, each in its thread. What was learnt before is kept. */
export interface Learner {
  /** Learns some of the rows, given by their indices. `isLast`: nothing comes after. */
  learnRows(members: Uint32Array, options: { readonly isLast: boolean }): Promise<Paths>
  /** Learns all rows once most of them are known already: a third of the rounds. Nothing comes after. */
  learnTheRest(all: Uint32Array): Promise<Paths>
}

/** The cost of a mail on the wrong side; 2 for rows of length 1 matches scikit-learn's default, whose rows are longer. */
const MAIL_COST = 2
/** A description states the matter and nothing else, without a letter's small talk (docs/experiments/0004). */
const DESCRIPTION_COST = 5

/** Many labels need more room: 128 units for 150 of them, 64 for up to 100 (docs/experiments/0005). */
const unitsFor = (labels: number): number => 64 * Math.min(4, Math.max(1, Math.round(labels / 64)))

/** Passes over the mails: the more mails, the fewer passes, so that a million are learnt in minutes. */
interface Rounds {
  readonly most: number
  readonly least: number
  /** Mails seen over all passes that are enough. */
  readonly enough: number
}
const DIRECT_ROUNDS: Rounds = { most: 8, least: 3, enough: 200_000 }
const HIDDEN_ROUNDS: Rounds = { most: 6, least: 2, enough: 200_000 }

const roundsFor = (mails: number, { most, least, enough }: Rounds): number =>
  Math.max(least, Math.min(most, Math.ceil(enough / mails)))

/** Both paths, untrained. Same seed, same engine: same bits. @shape targets: column of the right label, for each row */
export function createLearner(
  rows: SparseRows,
  targets: Int32Array,
  options: FitOptions & { readonly thread: HiddenThread },
): Learner {
  const { isDescription = () => false, seed, labels, columns, thread } = options
  const weightC = labelWeights(targets, options)
  const costOf = (row: number) =>
    (isDescription(row) ? DESCRIPTION_COST : MAIL_COST) * (weightC[targets[row] as number] as number)
  const hidden = thread.open(rows, targets, { seed, labels, columns, units: unitsFor(labels) })
  const direct = createDirect(rows, targets, { ...options, costOf })
  const learn = async (members: Uint32Array, share: number, isLast: boolean): Promise<Paths> => {
    const rounds = (of: Rounds) => Math.ceil(roundsFor(members.length, of) * share)
    const hiddenLearns = hidden.learn(members, rounds(HIDDEN_ROUNDS), { isLast })
    direct.learn(members, rounds(DIRECT_ROUNDS))
    return { direct, hidden: await hiddenLearns }
  }
  return {
    learnRows: (members, { isLast }) => learn(members, 1, isLast),
    learnTheRest: (all) => learn(all, 1 / 3, true),
  }
}

/** Puts the two paths side by side, as the network reads them, each weighted by the mixture. */
export function joinPaths({ hidden, direct }: Paths, mixture: Mixture): NetworkWeights {
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
    for (let c = 0; c < labels; c++) directC[c] = (directC[c] as number) * mixture.direct
    inputVK.setRow(column, rowK)
  }
  const inputBiasK = new Float32Array(hiddenUnits + labels)
  inputBiasK.set(hidden.inputBiasH)
  inputBiasK.set(
    direct.biasC.map((bias) => bias * mixture.direct),
    hiddenUnits,
  )
  return {
    ...{ hiddenUnits, labels, inputVK, inputBiasK },
    outputHC: hidden.outputHC.map((weight) => weight * mixture.hidden),
    outputBiasC: hidden.outputBiasC.map((bias) => bias * mixture.hidden),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The weight of a mail of each label: (mean mails of a label / its own mails) to the power of `balance`. @shape [C] */
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
