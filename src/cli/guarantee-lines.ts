// How each queue's promise fares, as `queue closed` and `stats` print it.

import { percent } from '../format.js'
import type { LeftGuarantee } from '../guarantee/left-guarantee.js'
import type { QueueGuarantee } from '../guarantee/queue-guarantee.js'
import { table } from './table.js'

/** The running errors for people. */
export function guaranteeLines(guarantees: readonly QueueGuarantee[]): readonly string[] {
  if (guarantees.length === 0) return ['No mail of the blind sample was answered yet.']
  const rows = guarantees.map(
    ({ label, n, wrong, share, low, high, promise, evidence, proof, ...closure }) => [
      label,
      n,
      wrong,
      share === undefined ? '' : `${percent(share)} (${percent(low)} to ${percent(high)})`,
      percent(promise.error),
      `${evidence.toPrecision(2)} of ${Math.round(proof)}`,
      closedInWords(closure),
    ],
  )
  return table(['queue', 'answered', 'wrong', 'error (interval)', 'promised', 'evidence against', ''], rows)
}

/** The second promise, in a sentence. */
export const leftLine = ({ n, wrong, high, waiting }: LeftGuarantee): string =>
  n === 0
    ? `Of the mail that was left, none of the sample was answered yet; ${waiting} wait.`
    : `Of the mail that was left, at most ${percent(high)} was wrongly left (95 %): ${wrong} of ${n} answers found something in it, ${waiting} wait.`

// ---------------------------------------------------------------------------------------------------------------

/** Empty for an open queue. */
const closedInWords = ({
  isClosed,
  closedBy,
  why,
}: Pick<QueueGuarantee, 'isClosed' | 'closedBy' | 'why'>): string => {
  if (!isClosed) return ''
  return closedBy === undefined ? 'CLOSED' : `CLOSED by ${closedBy}: ${why}`
}
