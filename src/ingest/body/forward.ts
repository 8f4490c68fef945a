// Whether a quoted mail is the one answered or a forwarded one. The difference matters: a forwarded text is what the mail is about.
import type { Opening } from './regions.js'

/** What is known of the mail besides its text. All optional: without it the text alone decides. */
export interface BodyContext {
  /** The subject begins with VS:, Fwd: or the like. */
  readonly isForward?: boolean
  /** The subject begins with SV:, Re: or the like. */
  readonly isReply?: boolean
  /** Addresses this mail is sent to, lower case. A quoted mail that came from one of them is being answered. */
  readonly recipients?: readonly string[]
  /** Warnings that this installation's gateways write into mail, beside the common ones. */
  readonly banners?: readonly string[]
  /** Labels in the first column of an html table of two columns, lower case. */
  readonly formLabels?: readonly string[]
}

/** How much of the sender's own text is searched for "jeg videresender"; people say so at the start or not at all. */
const SEARCHED_CHARACTERS = 3000

/**
 * Decides for one quoted mail. The strongest evidence comes first: the mail program's own words, an empty mail above,
 * the subject, who wrote the quoted mail, and last the sender's words.
 */
export function isPassedOn(opening: Opening, ownAbove: string, context: BodyContext): boolean {
  if (opening.says === 'forwarded') return true
  if (opening.how !== 'header') return ownAbove.trim() === '' && (context.isForward ?? false)
  if (ownAbove.trim() === '') return true
  if (context.isForward) return true
  if (context.isReply) return false
  const from = opening.header?.from ?? ''
  if (isFromRecipient(from, context.recipients ?? [])) return false
  return isNotifier(from) || saysPassedOn(ownAbove)
}

// ---------------------------------------------------------------------------------------------------------------

function isFromRecipient(from: string, recipients: readonly string[]): boolean {
  const lower = from.toLowerCase()
  return recipients.some((recipient) => recipient !== '' && lower.includes(recipient))
}

/** Senders that nobody answers: a mail of theirs below somebody's words has been forwarded. */
const NOTIFIER =
  /(?:no|do-?not|ikke|svar-?ikke)[-_.]?(?:reply|svar|besvar)|noreply|notifi[ck]|advis(?:ering)?@|mailer-daemon|automat|e-?boks\b|mit\.dk|digital post|borger\.dk|sundhed\.dk|virk\.dk/i

const isNotifier = (from: string): boolean => NOTIFIER.test(from.slice(0, 300))

const PASSING_ON =
  /\b(?:videresend\w*|vidaresend\w*|vidarebefordra\w*|vs['’]?er|sender (?:lige |hermed )?(?:den|det|denne|nedenstående)?\s?\w{0,12}\s?videre|forward(?:ing|ed)? (?:this|the|you|below)|leiten? .{0,40}weiter)/i
const GOT_THIS =
  /\b(?:fået|modtaget|modtog|fik|received|got) (?:lige |netop |just )?(?:denne|nedenstående|følgende|this|the (?:below|following)|the email below|what is below)(?! .{0,30}\bfra (?:jer|dig|dem)\b)/i
const WHAT_I_GOT = /\b(?:nedenstående|below)\b.{0,20}\b(?:fik|har fået|har modtaget|received)\b/i

function saysPassedOn(ownAbove: string): boolean {
  const text = ownAbove.slice(0, SEARCHED_CHARACTERS).replace(/\s+/g, ' ')
  return PASSING_ON.test(text) || GOT_THIS.test(text) || WHAT_I_GOT.test(text)
}
