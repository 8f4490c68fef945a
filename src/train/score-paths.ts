// Step 8 of 8, scoring: what the network's two paths give each mail on its own, before the mixture of them is chosen.
import type { PathScores } from '../model/calibration.js'
import { createHead } from '../model/network.js'
import type { SparseRows } from '../model/sparse-rows.js'
import type { Paths } from './fit.js'

/** Mails that go through the head in one batch: enough for the engine, and little memory however many mails there are. */
const BATCH_MAILS = 1000

/** Scores every row by each path, in the rows' order. Needs an engine; leaves no tensor behind. */
export function scorePaths({ direct, hidden }: Paths, rows: SparseRows): readonly PathScores[] {
  const head = createHead(hidden)
  const scores: PathScores[] = []
  for (let from = 0; from < rows.count; from += BATCH_MAILS) {
    const batch = { from, mails: Math.min(BATCH_MAILS, rows.count - from) }
    const directNC = sumsOf(direct.weightsVC, direct.biasC, rows, batch)
    const hiddenNC = head.scores(sumsOf(hidden.inputVH, hidden.inputBiasH, rows, batch))
    const labels = direct.biasC.length
    for (let n = 0; n < batch.mails; n++) {
      const [begin, end] = [n * labels, (n + 1) * labels]
      scores.push({ directC: directNC.subarray(begin, end), hiddenC: hiddenNC.subarray(begin, end) })
    }
  }
  head.dispose()
  return scores
}

// ---------------------------------------------------------------------------------------------------------------

/** The sparse sums of some rows, one after the other. @shape [mails, W], W the length of the bias */
function sumsOf(
  matrix: Pick<Paths['direct']['weightsVC'], 'sum'>,
  biasW: Float32Array,
  rows: SparseRows,
  { from, mails }: { readonly from: number; readonly mails: number },
): Float32Array {
  const sumsNW = new Float32Array(mails * biasW.length)
  for (let n = 0; n < mails; n++) {
    matrix.sum(rows, from + n, biasW, sumsNW.subarray(n * biasW.length, (n + 1) * biasW.length))
  }
  return sumsNW
}
