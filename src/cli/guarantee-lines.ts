// How each queue's promise fares, as `queue closed` and `stats` print it.

import { percent } from '../format.js'
import type { LeftGuarantee } from '../guarantee/left-guarantee.js'
import type { QueueGuarantee } from '../guarantee/queue-guarantee.js'
import type { ThreadGuarantee } from '../guarantee/thread-guarantee.js'
import { table } from './table.js'

/** The running errors for people. */
export function guaranteeLines(guarantees: readonly QueueGuarantee[]): readonly string[] {
  if (guarantees.length === 0) return ['No mail of the blind sample was answered yet.']
  const columns = ['queue', 'answered', 'wrong', 'error (interval)', 'promised', 'evidence against', '']
  return table(
    columns,
    guarantees.map((one) => [one.label, ...fareOf(one)]),
  )
}

/** The running error of all filing by threads, in one line. */
export function threadGuaranteeLines(guarantee: ThreadGuarantee): readonly string[] {
  const [answered, wrong, error, promised, evidence, closed] = fareOf(guarantee)
  const state = closed === '' ? '' : ` ${closed}`
  if (guarantee.n === 0) return [`Filed by threads: none answered yet.${state}`]
  return [
    `Filed by threads: ${wrong} of ${answered} wrong, error ${error}, promised ${promised}, evidence against ${evidence}.${state}`,
  ]
}

/** The second promise, in a sentence. */
export const leftLine = ({ n, wrong, high, waiting }: LeftGuarantee): string =>
  n === 0
    ? `Of the mail that was left, none of the sample was answered yet; ${waiting} wait.`
    : `Of the mail that was left, at most ${percent(high)} was wrongly left (95 %): ${wrong} of ${n} answers found something in it, ${waiting} wait.`

// ---------------------------------------------------------------------------------------------------------------

/** Answered, wrong, error, promised, evidence, and whether it is closed. */
const fareOf = ({
  n,
  wrong,
  share,
  low,
  high,
  promise,
  evidence,
  proof,
  ...closure
}: Fare): readonly (string | number)[] => [
  n,
  wrong,
  share === undefined ? '' : `${percent(share)} (${percent(low)} to ${percent(high)})`,
  percent(promise.error),
  `${evidence.toPrecision(2)} of ${Math.round(proof)}`,
  closedInWords(closure),
]

type Fare = ThreadGuarantee | QueueGuarantee

/** Empty for an open queue. */
const closedInWords = ({
  isClosed,
  closedBy,
  why,
}: Pick<QueueGuarantee, 'isClosed' | 'closedBy' | 'why'>): string => {
  if (!isClosed) return ''
  return closedBy === undefined ? 'CLOSED' : `CLOSED by ${closedBy}: ${why}`
}
