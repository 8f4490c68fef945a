// What is known of a decided mail as `classify` and `explain --json` print it: one document. Other programs read its names.
import { type Decision, filedOrGuessed, type ParsedMail, type Prediction } from '../journey.js'
import { findMustSee } from '../route/must-see.js'
import { type ReasonLanguage, reasonInWords } from './words.js'

/** How much is told, and in which words. */
export interface DocumentOptions {
  readonly lang?: ReasonLanguage | undefined
  /** With what was read of the mail. */
  readonly parsed?: boolean | undefined
}

interface Told {
  readonly id: string
  /** Undefined when its text is forgotten. */
  readonly mail: ParsedMail | undefined
  readonly prediction: Prediction | undefined
  readonly decision: Decision
}

/** `queue` is the one that the mail is filed in, or that is suggested to a person; `parts` are there only if it is filed. */
export const decisionDocument = (
  { id, mail, prediction, decision }: Told,
  { lang, parsed }: DocumentOptions,
) => ({
  id,
  decision: decision.kind,
  queue: filedOrGuessed(decision) ?? null,
  parts: decision.kind === 'route' ? decision.parts : [],
  probability: prediction?.ranked[0]?.probability ?? null,
  because: reasonInWords(decision.because, lang),
  becauseKind: decision.because.kind,
  mustSee: mustSeeOf(decision, mail),
  ranked: (prediction?.ranked ?? []).map(({ label, probability }) => ({ queue: label, probability })),
  evidence: prediction?.evidence ?? [],
  novelty: prediction?.novelty ?? null,
  modelId: prediction?.modelId ?? null,
  ...(parsed ? { mail: mail ? mailDocument(mail) : null } : {}),
})

/** What was read of a mail. A text that it does not have is empty. */
export const mailDocument = (mail: ParsedMail) => ({
  subject: mail.subject,
  from: mail.from ? { name: mail.from.name, address: mail.from.address } : null,
  date: mail.date ?? null,
  language: mail.language,
  automatic: mail.automatic?.kind ?? null,
  signs: [...(mail.automatic ? [mail.automatic.sign] : []), ...mail.signs],
  troubles: mail.troubles.map(({ kind }) => kind),
  attachments: mail.attachments.map(({ name, type, sizeBytes }) => ({ name, type, bytes: sizeBytes })),
  own: mail.body.own,
  signature: mail.body.signature,
  quoted: mail.body.quoted,
  forwarded: mail.body.forwarded,
})

// ---------------------------------------------------------------------------------------------------------------

/** The marks are the decision's; a text that is forgotten has no words for them any more. */
function mustSeeOf({ mustSee }: Decision, mail: ParsedMail | undefined) {
  const found = mail && mustSee.length > 0 ? findMustSee(mail) : []
  return mustSee.map((kind) => ({ kind, words: found.find((one) => one.kind === kind)?.words ?? [] }))
}
