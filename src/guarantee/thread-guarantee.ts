// The guarantee of all filing by threads together: what the blind answers say of it against the common promise, and switching it off when they
// prove that broken. No queue is closed for it: the model goes on filing where its own promise holds.
import type { Config } from '../config/schema.js'
import type { GuaranteeStore } from '../ledger/contract/guarantee.js'
import { type RunningShare, runningShare } from './confidence-sequence.js'
import { evidenceAgainst, proof } from './evidence.js'

/** How filing by threads fares since it was last switched on. */
export interface ThreadGuarantee extends RunningShare {
  readonly promise: { readonly error: number; readonly confidence: number }
  /** Against the promise; `proof` switches it off. */
  readonly evidence: number
  readonly proof: number
  readonly isClosed: boolean
  readonly closedAt: string | undefined
  /** The person who switched it off, and why; undefined when the program did. */
  readonly closedBy: string | undefined
  readonly why: string
}

export async function threadGuarantee(
  ledger: Pick<GuaranteeStore, 'blindAnswers' | 'threadFiling'>,
  config: Pick<Config, 'promise'>,
): Promise<ThreadGuarantee> {
  const [answers, { isClosed, closedAt, openedAt, closedBy, why }] = await Promise.all([
    ledger.blindAnswers(),
    ledger.threadFiling(),
  ])
  const areWrong = answers
    .filter(({ reason, at }) => reason === 'thread' && at > (openedAt ?? ''))
    .map(({ isRight }) => !isRight)
  const { error, confidence } = config.promise
  return {
    promise: { error, confidence },
    ...runningShare(areWrong.filter(Boolean).length, areWrong.length, confidence),
    evidence: evidenceAgainst(areWrong, error),
    proof: proof(confidence),
    ...{ isClosed, closedAt, closedBy: isClosed ? closedBy : undefined, why: isClosed ? why : '' },
  }
}

/** Switches filing by threads off when its promise is proven broken. Done before mail is decided, and after a blind answer. */
export async function closeBrokenThreads(
  ledger: GuaranteeStore,
  config: Pick<Config, 'promise'>,
): Promise<boolean> {
  const { isClosed, evidence, proof: enough, n, wrong, promise } = await threadGuarantee(ledger, config)
  if (isClosed || evidence < enough) return false
  const rounded = Number(evidence.toPrecision(3))
  return ledger.closeThreadFiling({ n, wrong, evidence: rounded, promised: promise.error })
}
