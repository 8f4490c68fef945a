// Step 5 of 8: (ParsedMail, Prediction) -> Decision. Pure: whatever it needs to know of the ledger or the clock is a fact that it is given.
// The order of the branches is the policy (docs/design.md); each ends with its reason.
import type { Mode, Rule } from '../config/schema.js'
import type { Label } from '../ids.js'
import {
  type Decision,
  filedIn,
  type MustSeeKind,
  type ParsedMail,
  type Prediction,
  type RankedLabel,
  type Reason,
  type TroubleKind,
} from '../journey.js'
import { findMustSee } from './must-see.js'
import { firstFittingRule } from './rules.js'
import { type ThreadFacts, type ThreadVerdict, threadVerdict } from './thread.js'

/** What the policy needs of a model's manifest. */
export interface PolicyModel {
  /** Per queue the lowest probability that is filed without a person, [0, 1]; a queue that is missing is never filed. */
  readonly thresholds: Readonly<Record<string, number>>
  /** Novelty above it, [0, 1], sends the mail to a person. */
  readonly noveltyLimit: number
}

export interface PolicyFacts {
  readonly mode: Mode
  readonly folder: string
  readonly outside: Label
  readonly queues: ReadonlySet<string>
  readonly languages: readonly string[]
  readonly rules: readonly Rule[]
  readonly model: PolicyModel | undefined
  /** The mails of ours that it names as answered; undefined where none is known. */
  readonly thread: ThreadFacts | undefined
  /** Queues whose promise did not hold in operation: the model files nothing there until a person opens them. */
  readonly closedQueues?: ReadonlySet<string>
  /** The folder that the mail lies in, where the program only looks there. */
  readonly lookedIn?: string | undefined
  /** The hourly limit on automatic moves, and whether it is reached. */
  readonly hourlyLimit: { readonly limit: number; readonly isReached: boolean }
}

/**
 * The model's word alone, the last of the policy's rules: `confident`, or why it is not to be filed.
 * @param queues those that mail may be filed in
 */
export function verdictOf(
  { thresholds, noveltyLimit }: PolicyModel,
  { prediction: { novelty }, best }: Guess,
  { outside, queues, closedQueues }: Pick<PolicyFacts, 'outside' | 'queues' | 'closedQueues'>,
): Reason {
  const { label, probability } = best
  if (label === outside) return { kind: 'outside' }
  if (novelty > noveltyLimit) return { kind: 'novel', novelty, limit: noveltyLimit }
  const threshold = queues.has(label) && Object.hasOwn(thresholds, label) ? thresholds[label] : undefined
  if (threshold === undefined) return { kind: 'no-promise' }
  if (probability < threshold) return { kind: 'unsure', probability, threshold }
  return closedQueues?.has(label) ? { kind: 'queue-closed' } : { kind: 'confident', probability, threshold }
}

/** A prediction with its likeliest label. */
interface Guess {
  readonly prediction: Pick<Prediction, 'novelty'>
  readonly best: RankedLabel
}

/** Troubles that leave nothing a model should judge by. */
const unreadable: ReadonlySet<TroubleKind> = new Set([
  'no-text',
  'encrypted',
  'opaque-attachment',
  'undecodable',
  'texts-differ',
  'much-hidden',
  'too-large',
  'malformed',
])

/**
 * Decides where one mail goes: to a queue, to a person, or nowhere.
 * Monotone in the best queue's probability: a surer prediction never turns `route` into `review`. Nothing is left that must be seen.
 */
export function decide(mail: ParsedMail, prediction: Prediction | undefined, facts: PolicyFacts): Decision {
  const mustSee = findMustSee(mail).map(({ kind }) => kind)
  if (facts.lookedIn !== undefined)
    return leaveOrShow({ kind: 'also-looked', folder: facts.lookedIn }, prediction, mustSee)
  if (mail.automatic) {
    const { kind: what, sign } = mail.automatic
    return leaveOrShow({ kind: 'automatic-mail', what, sign }, prediction, mustSee)
  }
  return withHourlyLimit(place(mail, prediction, facts, mustSee), facts)
}

// ---------------------------------------------------------------------------------------------------------------

function place(
  mail: ParsedMail,
  prediction: Prediction | undefined,
  facts: PolicyFacts,
  mustSee: readonly MustSeeKind[],
): Decision {
  const best = prediction?.ranked[0]
  const review = (because: Reason, guess = best?.label): Decision => ({
    kind: 'review',
    guess,
    because,
    mustSee,
  })
  const route = (label: Label, because: Reason): Decision => {
    if (label === facts.outside) return review({ kind: 'outside' }, label)
    if (facts.mode === 'suggest') return review({ kind: 'suggest-mode' }, label)
    return { kind: 'route', parts: [{ queue: label }], because, mustSee }
  }

  const { sure, thread } = threadOf(prediction, facts)
  if (thread.kind === 'follow') return route(thread.queue, { kind: 'thread', mailId: thread.mailId })
  const rule = firstFittingRule(facts.rules, mail, facts.folder)
  if (rule) return route(rule.queue as Label, { kind: 'rule', name: rule.name })
  if (thread.kind === 'doubt' && sure !== thread.queue)
    return review({ ...thread, kind: 'thread-in-doubt' }, guessInDoubt(thread, sure ?? best?.label))

  const troubles = troublesOf(mail)
  if (troubles.length > 0) return review({ kind: 'unreadable', troubles })
  if (mail.language !== 'und' && !facts.languages.includes(mail.language))
    return review({ kind: 'unknown-language', language: mail.language })

  if (!prediction || !best || !facts.model) return review({ kind: 'no-model' })
  const verdict = verdictOf(facts.model, { prediction, best }, facts)
  return verdict.kind === 'confident' ? route(best.label, verdict) : review(verdict)
}

/**
 * Mail that a machine wrote is left alone, and mail in a folder that a server or a rule fills stays there; but what a person must see is
 * listed, and stays where it lies until they answer.
 */
function leaveOrShow(
  because: Reason,
  prediction: Prediction | undefined,
  mustSee: readonly MustSeeKind[],
): Decision {
  if (mustSee.length === 0) return { kind: 'leave', because, mustSee }
  return { kind: 'review', guess: prediction?.ranked[0]?.label, because, mustSee }
}

/**
 * The first suggestion for an answer in doubt: the thread's queue where nothing speaks against the thread but that it may not decide now. Else
 * what the text says: whoever writes an id into a header must not choose whose list a mail comes up on.
 */
const guessInDoubt = (
  { queue, why }: Extract<ThreadVerdict, { kind: 'doubt' }>,
  byText: Label | undefined,
): Label => (why === 'forgotten' || why === 'switched-off' ? queue : (byText ?? queue))

/** What a mail's thread says, and the queue that the model would be sure of. */
function threadOf(
  prediction: Prediction | undefined,
  facts: PolicyFacts,
): { readonly sure: Label | undefined; readonly thread: ThreadVerdict } {
  if (facts.thread === undefined) return { sure: undefined, thread: { kind: 'none' } }
  const sure = prediction && facts.model && sureOf(prediction, facts.model, facts)
  return { sure, thread: threadVerdict(facts.thread, { queues: facts.queues, sure }) }
}

/** The queue that the model is sure of, may it file there or not. One that it has no threshold for is held to the strictest of the others. */
function sureOf(prediction: Prediction, model: PolicyModel, facts: PolicyFacts): Label | undefined {
  const [best] = prediction.ranked
  if (best === undefined || !facts.queues.has(best.label)) return undefined
  const { kind } = verdictOf(model, { prediction, best }, facts)
  const strictest = Math.max(...Object.values(model.thresholds), 0)
  const isSure =
    kind === 'confident' ||
    kind === 'queue-closed' ||
    (kind === 'no-promise' && strictest > 0 && best.probability >= strictest)
  return isSure ? best.label : undefined
}

/** The hourly limit stops only the program's own filing; what it would have filed becomes the guess. */
function withHourlyLimit(decision: Decision, { hourlyLimit, mode }: PolicyFacts): Decision {
  if (decision.kind !== 'route' || mode !== 'auto' || !hourlyLimit.isReached) return decision
  const because = { kind: 'rate-limited', limit: hourlyLimit.limit } as const
  return { kind: 'review', guess: filedIn(decision), because, mustSee: decision.mustSee }
}

function troublesOf(mail: ParsedMail): readonly TroubleKind[] {
  const found = mail.troubles.map((trouble) => trouble.kind).filter((kind) => unreadable.has(kind))
  if (found.length > 0) return [...new Set(found)]
  const isEmpty = mail.body.own.trim() === '' && mail.body.forwarded.trim() === ''
  return isEmpty ? ['no-text'] : []
}
