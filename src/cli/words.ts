// Decisions in words, for a person at a terminal.
import { percent } from '../format.js'
import type { Decision, Reason } from '../journey.js'
import { reasonsEn } from '../texts/reasons/en.js'
import { sentenceFor } from '../texts/reasons/reason-texts.js'

/** Why a decision is what it is, as a sentence. */
export const reasonInWords = (because: Reason): string =>
  sentenceFor(because, reasonsEn, { percent: (share) => percent(share), language: (code) => code })

/** A decision in two or three words. */
export const decisionInWords = (decision: Decision): string =>
  decision.kind === 'route'
    ? `filed in ${decision.parts[0].queue}`
    : decision.kind === 'review'
      ? 'to a person'
      : 'left alone'
