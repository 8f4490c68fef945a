// Step 5 of 8: (ParsedMail, Prediction) -> Decision. Pure: whatever it needs to know of the ledger or the clock is a fact that it is given.
// The order of the branches is the policy (docs/design.md); each ends with its reason.
import type { Mode, Rule } from '../config/schema.js'
import type { Label, MailId } from '../ids.js'
import type { Decision, MustSeeKind, ParsedMail, Prediction, Reason, TroubleKind } from '../journey.js'
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
  /** Name of the person who has placed this very mail. */
  readonly placedBy: string | undefined
  /** Queues whose promise did not hold in operation: the model files nothing there until a person opens them. */
  readonly closedQueues?: ReadonlySet<string>
  /** The hourly limit on automatic moves, and whether it is reached. */
  readonly hourlyLimit: { readonly limit: number; readonly isBlown: boolean }
}

/** Troubles that leave nothing a model should judge by. */
const unreadable: ReadonlySet<TroubleKind> = new Set([
  'no-text',
  'encrypted',
  'opaque-attachment',
  'undecodable',
  'too-large',
  'malformed',
])

/**
 * Decides where one mail goes: to a queue, to a person, or nowhere.
 * Monotone in the best queue's probability: a surer prediction never turns `route` into `review`.
 */
export function decide(mail: ParsedMail, prediction: Prediction | undefined, facts: PolicyFacts): Decision {
  if (mail.automatic) return leave({ kind: 'automatic-mail', what: mail.automatic })
  if (facts.placedBy !== undefined) return leave({ kind: 'placed-by-person', by: facts.placedBy })
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
    return { kind: 'route', label, because, mustSee }
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
  if (best.label === facts.outside) return review({ kind: 'outside' })
  const { thresholds, noveltyLimit } = facts.model
  if (prediction.novelty > noveltyLimit)
    return review({ kind: 'novel', novelty: prediction.novelty, limit: noveltyLimit })
  const threshold = facts.queues.has(best.label) ? thresholds[best.label] : undefined
  if (threshold === undefined) return review({ kind: 'no-promise' })
  const { probability } = best
  if (probability < threshold) return review({ kind: 'unsure', probability, threshold })
  if (facts.closedQueues?.has(best.label)) return review({ kind: 'queue-closed' })
  return route(best.label, { kind: 'confident', probability, threshold })
}

const leave = (because: Reason): Decision => ({ kind: 'leave', because, mustSee: [] })

/** The fuse stops only the program's own filing; what it would have filed becomes the guess. */
function withHourlyLimit(decision: Decision, { hourlyLimit, mode }: PolicyFacts): Decision {
  if (decision.kind !== 'route' || mode !== 'auto' || !hourlyLimit.isBlown) return decision
  const { label, mustSee } = decision
  return { kind: 'review', guess: label, because: { kind: 'fuse', limit: hourlyLimit.limit }, mustSee }
}

function troublesOf(mail: ParsedMail): readonly TroubleKind[] {
  const found = mail.troubles.map((trouble) => trouble.kind).filter((kind) => unreadable.has(kind))
  if (found.length > 0) return [...new Set(found)]
  const isEmpty = mail.body.own.trim() === '' && mail.body.forwarded.trim() === ''
  return isEmpty ? ['no-text'] : []
}
