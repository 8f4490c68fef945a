// Decisions in words, for a person at a terminal.
import { assertNever } from '../errors.js'
import type { Decision, Reason } from '../journey.js'

/** Why a decision is what it is, as a clause that follows "because". */
export function reasonInWords(because: Reason): string {
  switch (because.kind) {
    case 'automatic-mail':
      return `no person wrote it for us to act on (${because.what})`
    case 'placed-by-person':
      return `${because.by} has placed it`
    case 'thread':
      return `it answers mail ${because.mailId.slice(0, 12)}, which lies there`
    case 'rule':
      return `the rule "${because.name}" fits`
    case 'unreadable':
      return `it cannot be read (${because.troubles.join(', ')})`
    case 'unknown-language':
      return `it is written in a language the model may not decide in (${because.language})`
    case 'outside':
      return 'it seems to belong to no queue here, and leaving the organisation needs a person'
    case 'novel':
      return `it is unlike the mail the model has learnt from (novelty ${number(because.novelty)}, limit ${number(because.limit)})`
    case 'confident':
      return `the model is sure enough (${number(because.probability)}, needed ${number(because.threshold)})`
    case 'unsure':
      return `the model is not sure enough (${number(because.probability)}, needed ${number(because.threshold)})`
    case 'no-promise':
      return 'the likeliest queue has too little evidence for filing without a person'
    case 'queue-closed':
      return 'the likeliest queue is closed to filing without a person: more of it was wrong than promised'
    case 'suggest-mode':
      return 'the mailbox is in suggest mode'
    case 'rate-limited':
      return `the limit of ${because.limit} automatic moves an hour is reached`
    case 'no-model':
      return 'there is no model yet'
    case 'failed':
      return `reading it failed ${because.attempts} times`
    case 'answered':
      return `${because.by} decided`
    case 'undone':
      return `${because.by} took the decision before it back`
    default:
      return assertNever(because)
  }
}

/** A decision in two or three words. */
export const decisionInWords = (decision: Decision): string =>
  decision.kind === 'route'
    ? `filed in ${decision.parts[0].queue}`
    : decision.kind === 'review'
      ? 'to a person'
      : 'left alone'

const number = (value: number): string => value.toFixed(2)
