// A queue's guarantee in operation: what the blind answers say of its promise, and closing it to automatic filing when they prove it broken.
import type { Config } from '../config/schema.js'
import type { Label } from '../ids.js'
import type { GuaranteeStore, QueueClosure } from '../ledger/contract/guarantee.js'
import type { BlindAnswer } from '../ledger/contract/samples.js'
import { type RunningShare, runningShare } from './confidence-sequence.js'
import { evidenceAgainst, proof } from './evidence.js'

/** How a queue's promise fares since it was last opened. Only what the model filed counts: rules and threads are not its doing. */
export interface QueueGuarantee extends RunningShare {
  readonly label: Label
  /** What is promised of the queue: its own promise, or the common one. */
  readonly promise: { readonly error: number; readonly confidence: number }
  /** Against the promise; `proof` closes the queue. */
  readonly evidence: number
  readonly proof: number
  readonly isClosed: boolean
  readonly closedAt: string | undefined
  /** The person who closed it, and why; undefined when the program did. */
  readonly closedBy: string | undefined
  readonly why: string
}

/** Of all queues that have an answer or are closed, in the order of the configuration. */
export async function queueGuarantees(
  ledger: Pick<GuaranteeStore, 'blindAnswers' | 'queueClosures'>,
  config: Pick<Config, 'promise' | 'queues'>,
): Promise<readonly QueueGuarantee[]> {
  const [answers, closures] = await Promise.all([ledger.blindAnswers(), ledger.queueClosures()])
  const labels = Object.keys(config.queues) as Label[]
  return labels.flatMap((label) => {
    const closure = closures.find((one) => one.label === label)
    const state = stateOf(label, answers, { closure, config })
    return state.n > 0 || state.isClosed ? [state] : []
  })
}

/** Closes the queues whose promise is proven broken, and returns them. Done before mail is decided, and after a blind answer. */
export async function closeBrokenQueues(
  ledger: GuaranteeStore,
  config: Pick<Config, 'promise' | 'queues'>,
): Promise<readonly QueueGuarantee[]> {
  const states = await queueGuarantees(ledger, config)
  const broken = states.filter(({ isClosed, evidence, proof: enough }) => !isClosed && evidence >= enough)
  for (const { label, n, wrong, evidence, promise: guarantee } of broken)
    await ledger.closeQueue(label, { n, wrong, evidence: rounded(evidence), promised: guarantee.error })
  return broken
}

/** The queues that are closed now. */
export const closedQueues = async (
  ledger: Pick<GuaranteeStore, 'queueClosures'>,
): Promise<ReadonlySet<string>> =>
  new Set((await ledger.queueClosures()).filter(({ isClosed }) => isClosed).map(({ label }) => label))

// ---------------------------------------------------------------------------------------------------------------

function stateOf(
  label: Label,
  answers: readonly BlindAnswer[],
  {
    closure,
    config,
  }: { readonly closure: QueueClosure | undefined; readonly config: Pick<Config, 'promise' | 'queues'> },
): QueueGuarantee {
  const since = closure?.openedAt ?? ''
  const areWrong = answers
    .filter((answer) => answer.label === label && answer.reason === 'confident' && answer.at > since)
    .map(({ isRight }) => !isRight)
  const { error, confidence } = config.queues[label]?.promise ?? config.promise
  return {
    label,
    promise: { error, confidence },
    ...runningShare(areWrong.filter(Boolean).length, areWrong.length, confidence),
    evidence: evidenceAgainst(areWrong, error),
    proof: proof(confidence),
    isClosed: closure?.isClosed ?? false,
    closedAt: closure?.closedAt,
    closedBy: closure?.isClosed ? closure.closedBy : undefined,
    why: closure?.isClosed ? closure.why : '',
  }
}

const rounded = (value: number): number => Number(value.toPrecision(3))
