// Mail that no person wrote to us: bounces, out-of-office replies, receipts, calendar responses, our own copies.
//
// Headers first (RFC 3834), then subjects that only machines write, anchored at their beginning. A citizen who mentions
// an autoreply is still a citizen.
import type { AutomaticKind } from '../journey.js'

interface AutomaticClues {
  /** First value of a header, decoded; the name in lower case. */
  header(name: string): string | undefined
  readonly subject: string
  readonly from: string | undefined
  readonly ownAddresses: readonly string[]
  /** Content types of all parts with their parameters, lower case. */
  readonly partTypes: readonly string[]
  /** METHOD of a calendar part, upper case. */
  readonly calendarMethod: string | undefined
}

/** What kind of automatic mail this is, or undefined if a person wrote it. */
export function automaticKind(clues: AutomaticClues): AutomaticKind | undefined {
  if (clues.from !== undefined && clues.ownAddresses.some((own) => own.toLowerCase() === clues.from))
    return 'own-copy'
  return reportKind(clues) ?? calendarKind(clues) ?? subjectKind(clues) ?? headerKind(clues)
}

// ---------------------------------------------------------------------------------------------------------------

function reportKind({ header, from, partTypes }: AutomaticClues): AutomaticKind | undefined {
  const top = (header('content-type') ?? '').toLowerCase()
  if (/multipart\/report/.test(top)) return /disposition-notification/.test(top) ? 'receipt' : 'bounce'
  if (partTypes.some((type) => type.startsWith('message/disposition-notification'))) return 'receipt'
  if (header('x-failed-recipients') !== undefined) return 'bounce'
  return /^(?:mailer-daemon|postmaster)@/.test(from ?? '') && isNullSender(header) ? 'bounce' : undefined
}

const isNullSender = (header: AutomaticClues['header']): boolean =>
  /^\s*<\s*>\s*$/.test(header('return-path') ?? '')

/** A response to an invitation asks for nothing; an invitation does. */
function calendarKind({ calendarMethod, subject }: AutomaticClues): AutomaticKind | undefined {
  if (calendarMethod === 'REPLY' || calendarMethod === 'COUNTER') return 'calendar'
  return calendarMethod === 'CANCEL' && /^(?:annulleret|aflyst|canceled|cancelled)/i.test(subject)
    ? 'calendar'
    : undefined
}

const SUBJECTS: readonly (readonly [AutomaticKind, RegExp])[] = [
  [
    'auto-reply',
    /^(?:autosvar|auto-svar|automatisk svar|automatisk besked|ikke til stede|out of office|automatic reply|auto(?:matic)?[- ]?reply|autoreply|automatiskt svar|autosvar|frånvarande|fraværsmelding|fraværende|fraværsassistent|automatische antwort|abwesenheitsnotiz|abwesend|réponse automatique)\s*(?:[:–-]|$)/i,
  ],
  [
    'bounce',
    /^(?:kan ikke leveres|kunne ikke leveres|ikke leveret|undeliver(?:able|ed)(?: mail)?(?: returned to sender)?|undelivered mail returned to sender|delivery status notification|mail delivery (?:failed|failure|subsystem)|returned mail|delivery failure|failure notice|levering mislykkedes|leveringsfejl|unzustellbar|olevererbart|kan inte levereras|kunne ikke leveres)\b/i,
  ],
  [
    'receipt',
    /^(?:læst|ikke læst|leveret|videresendt og læst|read|not read|delivered|lest|läst|gelesen|read receipt|return receipt|kvittering for læsning|læsekvittering)\s*(?:\(displayed\))?\s*[:–-]/i,
  ],
  [
    'calendar',
    /^(?:accepteret|accepted|afvist|afslået|declined|foreløbig|foreløbigt accepteret|tentative|tentatively accepted|accepterat|godtatt|zugesagt|abgelehnt|nyt tidspunkt foreslået|new time proposed)\s*:/i,
  ],
]

/** Words such as "Afvist:" or "Læst:" may begin a citizen's subject too, so the mail must not look like an ordinary one. */
function subjectKind(clues: AutomaticClues): AutomaticKind | undefined {
  const subject = clues.subject.trim()
  const kind = SUBJECTS.find(([, pattern]) => pattern.test(subject))?.[0]
  if (kind === undefined || kind === 'auto-reply') return kind
  if (kind === 'calendar')
    return clues.partTypes.some((type) => type.startsWith('text/calendar')) || hasWeakSign(clues)
      ? kind
      : undefined
  return hasWeakSign(clues) || kind === 'receipt' || isSystemSender(clues) ? kind : undefined
}

const isSystemSender = ({ from }: AutomaticClues): boolean =>
  from === undefined ||
  /^(?:mailer-daemon|postmaster|mail-daemon|noreply|no-reply|microsoftexchange)/.test(from)

function hasWeakSign({ header }: AutomaticClues): boolean {
  return (
    isNullSender(header) ||
    header('auto-submitted') !== undefined ||
    header('x-auto-response-suppress') !== undefined ||
    header('x-ms-exchange-inbox-rules-loop') !== undefined ||
    header('x-ms-exchange-calendar-originator-id') !== undefined
  )
}

function headerKind({ header }: AutomaticClues): AutomaticKind | undefined {
  const submitted = (header('auto-submitted') ?? '').trim().toLowerCase()
  if (submitted.startsWith('auto-replied')) return 'auto-reply'
  const precedence = (header('precedence') ?? '').trim().toLowerCase()
  if (/^auto[-_]?reply/.test(precedence)) return 'auto-reply'
  const isAnswer = header('in-reply-to') !== undefined || isNullSender(header)
  if (header('x-autoreply') !== undefined || header('x-autorespond') !== undefined) return 'auto-reply'
  if (submitted.startsWith('auto-') && isAnswer) return 'auto-reply'
  return isNullSender(header) && /^(?:bulk|junk)/.test(precedence) ? 'auto-reply' : undefined
}
