// Decisions in words, for a person at a terminal.
import { percent } from '../format.js'
import type { Decision, Reason } from '../journey.js'
import { reasonsDa } from '../texts/reasons/da.js'
import { reasonsEn } from '../texts/reasons/en.js'
import { sentenceFor } from '../texts/reasons/reason-texts.js'

/** Languages in which a command can say why; the first unless it is told another. */
export const reasonLanguages = ['en', 'da'] as const
export type ReasonLanguage = (typeof reasonLanguages)[number]

/** Why a decision is what it is, as a sentence. */
export const reasonInWords = (because: Reason, language: ReasonLanguage = 'en'): string =>
  sentenceFor(because, texts[language], {
    percent: (share) => (language === 'da' ? percent(share).replace('.', ',') : percent(share)),
    language: (code) => code,
  })

const texts = { en: reasonsEn, da: reasonsDa }

/** A decision in two or three words. */
export const decisionInWords = (decision: Decision): string =>
  decision.kind === 'route'
    ? `filed in ${decision.parts[0].queue}`
    : decision.kind === 'review'
      ? 'to a person'
      : 'left alone'
