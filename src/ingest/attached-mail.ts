// A mail that somebody attached to words of theirs: what they pass on, though their program made a file of it.
import type { BodyText } from '../journey.js'
import type { ReadMail } from './mime-mail.js'
import { firstText } from './plain-reading.js'
import { seenText } from './seen-text.js'

/** Attached mails that are read, and bytes of each: a whole mailbox may be attached. */
export const ATTACHED_MAILS = 3
export const ATTACHED_MAIL_BYTES = 256 * 1024

/** The first text of an attached mail, as plainly as a mail is read that the parser gave up on; empty when there is none. */
export const attachedMailText = (chunks: readonly Buffer[]): string => firstText(Buffer.concat(chunks)).trim()

/**
 * Adds the texts of attached mails to what is passed on. A mail that is only an attached mail stays one (`opaque-attachment`): nobody said
 * what it is for. What a report returns is not passed on.
 */
export function withAttachedMails(body: BodyText, { attached, partTypes }: ReadMail): BodyText {
  const texts = attached.flatMap(({ mail }) => (mail ? [seenText(mail).text] : []))
  if (texts.length === 0 || body.own.trim() === '') return body
  if (partTypes.some((type) => type.startsWith('multipart/report'))) return body
  return { ...body, forwarded: [body.forwarded, ...texts].filter((text) => text !== '').join('\n\n') }
}
