// Mail that no person wrote for us to act on: bounces, out-of-office answers, receipts, calendar answers, copies of our own mail.
//
// Leaving a mail needs proof, going on needs none: a machine's own sign, and nobody's words for us. A mail that waits for a person is
// forgiven, one that nobody saw is not, so whatever is in doubt is taken for a person's (docs/decisions/0032-leaving-needs-proof.md).
import type { Automatic } from '../journey.js'
import { autoReplyOf } from './machine/auto-reply.js'
import { calendarAnswerOf } from './machine/calendar.js'
import type { Clues } from './machine/clues.js'
import { ownCopyOf } from './machine/own-copy.js'
import { reportOf } from './machine/report.js'

/** What proves that this is automatic mail, or undefined: then it is taken for a person's. */
export const automaticOf = (clues: Clues): Automatic | undefined =>
  ownCopyOf(clues) ?? reportOf(clues) ?? calendarAnswerOf(clues) ?? autoReplyOf(clues)
