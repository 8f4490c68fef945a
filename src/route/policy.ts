// Step 5 of 8: (ParsedMail, Prediction) -> Decision. Pure: whatever it needs to know of the ledger or the clock is a fact that it is given.
// The order of the branches is the policy (docs/design.md); each ends with its reason.
import type { Mode, Rule } from '../config/schema.js'
import type { Label, MailId } from '../ids.js'
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
  /** Where the mail's thread was placed before, by whomever. */
  readonly thread: { readonly label: Label; readonly mailId: MailId } | undefined
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
 * Monotone in the best queue's probability: a surer prediction never turns `route` into `review`.
 */
export function decide(mail: ParsedMail, prediction: Prediction | undefined, facts: PolicyFacts): Decision {
  if (facts.lookedIn !== undefined) return leaveOrShow(mail, prediction, facts.lookedIn)
  if (mail.automatic)
    return leave({ kind: 'automatic-mail', what: mail.automatic.kind, sign: mail.automatic.sign })
  return withHourlyLimit(place(mail, prediction, facts, findMustSee(mail)), facts)
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

  const thread = facts.thread
  if (thread && facts.queues.has(thread.label))
    return route(thread.label, { kind: 'thread', mailId: thread.mailId })
  const rule = firstFittingRule(facts.rules, mail, facts.folder)
  if (rule) return route(rule.queue as Label, { kind: 'rule', name: rule.name })

  const troubles = troublesOf(mail)
  if (troubles.length > 0) return review({ kind: 'unreadable', troubles })
  if (mail.language !== 'und' && !facts.languages.includes(mail.language))
    return review({ kind: 'unknown-language', language: mail.language })

  if (!prediction || !best || !facts.model) return review({ kind: 'no-model' })
  const verdict = verdictOf(facts.model, { prediction, best }, facts)
  return verdict.kind === 'confident' ? route(best.label, verdict) : review(verdict)
}

/** Mail in a folder that a server or a rule fills stays there, but for what a person must see: that is listed, and stays until they answer. */
function leaveOrShow(mail: ParsedMail, prediction: Prediction | undefined, folder: string): Decision {
  const because = { kind: 'also-looked', folder } as const
  const mustSee = findMustSee(mail)
  if (mustSee.length === 0) return leave(because)
  return { kind: 'review', guess: prediction?.ranked[0]?.label, because, mustSee }
}

const leave = (because: Reason): Decision => ({ kind: 'leave', because, mustSee: [] })

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
