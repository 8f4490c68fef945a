// The direct path of the network: one straight line per label, found by dual coordinate descent (no step size, no tuning).
// @source Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 1 with the squared hinge.
import { createRowMatrix, type RowMatrix } from '../model/kernel/row-matrix.js'
import type { SparseRows } from '../model/sparse-rows.js'
import { createRandom, shuffled } from './random.js'

export interface DirectWeights {
  /** @shape [V, C] */
  readonly weightsVC: RowMatrix
  /** @shape [C] */
  readonly biasC: Float32Array
}

export interface DirectPath extends DirectWeights {
  /** Learns from some of the rows, given by their indices; what was learnt before is kept. */
  learn(members: Uint32Array, passes: number): void
}

export interface DirectOptions {
  readonly seed: number
  readonly labels: number
  readonly columns: number
  /** The cost of a mail on the wrong side, for each row; scikit-learn's LinearSVC has 1. */
  readonly costOf?: (row: number) => number
}

/** An untrained path: each label against all others, for all labels in one go. @shape targets: column of the right label, for each row */
export function createDirect(
  rows: SparseRows,
  targets: ArrayLike<number>,
  options: DirectOptions,
): DirectPath {
  const { labels, columns, costOf = () => 1 } = options
  const random = createRandom(options.seed)
  const weightsVC = createRowMatrix(columns, labels)
  const biasC = new Float32Array(labels)
  const dualNC = new Float32Array(rows.count * labels)
  const ridgeN = Float32Array.from({ length: rows.count }, (_, n) => 0.5 / costOf(n))
  const curveN = ridgeN.map((ridge, n) => 1 + ridge + squareOf(rows, n))
  const sumC = new Float32Array(labels)
  const moveC = new Float32Array(labels)
  const learnRow = (n: number): void => {
    weightsVC.sum(rows, n, biasC, sumC)
    const mail = { target: targets[n] as number, ridge: ridgeN[n] as number, curve: curveN[n] as number }
    if (!chooseMoves(mail, sumC, dualNC.subarray(n * labels, (n + 1) * labels), moveC)) return
    weightsVC.add(rows, n, moveC)
    for (let c = 0; c < labels; c++) biasC[c] = (biasC[c] as number) + (moveC[c] as number)
  }
  return {
    weightsVC,
    biasC,
    learn(members, passes) {
      for (let pass = 0; pass < passes; pass++) for (const n of shuffled(members, random)) learnRow(n)
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

function squareOf({ offsets, values }: SparseRows, n: number): number {
  let sum = 0
  for (let at = offsets[n] as number; at < (offsets[n + 1] as number); at++)
    sum += (values[at] as number) ** 2
  return sum
}

interface Constraint {
  readonly target: number
  readonly ridge: number
  readonly curve: number
}

/** How far each label's line moves for this mail; once the mail is on the right side, most do not. @returns whether any does */
function chooseMoves(
  { target, ridge, curve }: Constraint,
  sumC: Float32Array,
  dualC: Float32Array,
  moveC: Float32Array,
): boolean {
  let isAny = false
  for (let label = 0; label < sumC.length; label++) {
    const side = label === target ? 1 : -1
    const old = dualC[label] as number
    const slope = side * (sumC[label] as number) - 1 + old * ridge
    const dual = Math.max(0, old - slope / curve)
    moveC[label] = (dual - old) * side
    if (dual === old) continue
    dualC[label] = dual
    isAny = true
  }
  return isAny
}
