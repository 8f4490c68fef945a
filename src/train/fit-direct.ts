// The direct path of the network: one straight line per label, found by dual coordinate descent (no step size, no tuning).
// @source Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 1 with the squared hinge.
import type { Features } from '../journey.js'
import { sumRow } from '../model/network.js'
import { createRandom, shuffled } from './random.js'

export interface DirectWeights {
  /** @shape [V, C] */
  readonly weightsVC: Float32Array
  /** @shape [C] */
  readonly biasC: Float32Array
}

export interface DirectOptions {
  readonly seed: number
  readonly labels: number
  readonly columns: number
  /** The price of a mail on the wrong side, for each row; 1 as in scikit-learn's LinearSVC. */
  readonly costOf?: (row: number) => number
  /** Passes over the mails; 8 leave the accuracy where 30 do. */
  readonly passes?: number
}

/** Fits label against all others, for all labels at once. @shape targets: column of the right label, for each row */
export function fitDirect(
  rows: readonly Features[],
  targets: readonly number[],
  options: DirectOptions,
): DirectWeights {
  const { labels, columns, costOf = () => 1, passes = 8 } = options
  const random = createRandom(options.seed)
  const weightsVC = new Float32Array(columns * labels)
  const biasC = new Float32Array(labels)
  const dualNC = new Float32Array(rows.length * labels)
  const ridgeN = rows.map((_, n) => 0.5 / costOf(n))
  const curveN = rows.map(({ values }, n) =>
    values.reduce((sum, value) => sum + value * value, 1 + (ridgeN[n] as number)),
  )
  const order = rows.map((_, n) => n)
  const sumC = new Float32Array(labels)
  for (let pass = 0; pass < passes; pass++) {
    for (const n of shuffled(order, random)) {
      const row = rows[n] as Features
      sumRow(row, weightsVC, biasC, sumC)
      const dualC = dualNC.subarray(n * labels, (n + 1) * labels)
      const moves = movesOf(sumC, dualC, targets[n] as number, ridgeN[n] as number, curveN[n] as number)
      for (const { label, by } of moves) {
        addInto(weightsVC, row, label, labels, by)
        biasC[label] = (biasC[label] as number) + by
      }
    }
  }
  return { weightsVC, biasC }
}

// --- Private helpers

interface Step {
  readonly label: number
  readonly by: number
}

/** The labels whose line moves for this mail, and how far; most do not, once the mail is on their right side. */
function movesOf(
  sumC: Float32Array,
  dualC: Float32Array,
  target: number,
  ridge: number,
  curve: number,
): Step[] {
  const moves: Step[] = []
  for (let label = 0; label < sumC.length; label++) {
    const side = label === target ? 1 : -1
    const old = dualC[label] as number
    const slope = side * (sumC[label] as number) - 1 + old * ridge
    const dual = Math.max(0, old - slope / curve)
    if (dual === old) continue
    dualC[label] = dual
    moves.push({ label, by: (dual - old) * side })
  }
  return moves
}

function addInto(weights: Float32Array, row: Features, label: number, width: number, by: number): void {
  const { indices, values } = row
  for (let at = 0; at < indices.length; at++) {
    const place = (indices[at] as number) * width + label
    weights[place] = (weights[place] as number) + by * (values[at] as number)
  }
}
