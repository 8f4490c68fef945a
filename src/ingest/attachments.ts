// Attachments by name, type and size, and what they say about a mail that cannot be read here.
import type { Attachment, Trouble } from '../journey.js'
import { cleanText } from './charset.js'
import { ATTACHMENT_NAME_CHARACTERS } from './limits.js'

/** A part that is not text, as the parser found it. */
export interface AttachedPart extends Attachment {
  /** Content-ID without angle brackets. */
  readonly cid: string | undefined
  /** Inside multipart/related, so it belongs to the html. */
  readonly isRelated: boolean
  /** What a calendar part holds, as far as it is looked at; undefined for every other kind. */
  readonly calendar?: string
  /** The first text of an attached mail; undefined for every other kind, and beyond the first few. */
  readonly mail?: string
}

/** The attachments a person would see: pictures that belong to the html are not among them. */
export const visibleAttachments = (parts: readonly AttachedPart[], html: string): Attachment[] =>
  parts
    .filter((part) => !isInlinePicture(part, html))
    .map(({ name, type, sizeBytes }) => ({ name: safeName(name), type, sizeBytes }))

/** Whether a mail's text is out of reach: encrypted, or all of it inside an attachment. */
export function attachmentTroubles(
  types: readonly string[],
  parts: readonly AttachedPart[],
  text: string,
): Trouble[] {
  if (types.some(isEncryptedType) || /^-----BEGIN PGP MESSAGE-----/m.test(text.slice(0, 50_000)))
    return [{ kind: 'encrypted', detail: 'S/MIME or PGP: the text cannot be read here' }]
  if (parts.some((part) => part.type === 'application/ms-tnef' || /^winmail\.dat$/i.test(part.name)))
    return text.trim() === '' || types.length <= 2
      ? [opaque('winmail.dat holds what the sender attached')]
      : []
  const hasMail = parts.some((part) => part.type === 'message/rfc822' || /\.(?:eml|msg)$/i.test(part.name))
  return hasMail && text.trim() === '' ? [opaque('the mail is only an attached mail')] : []
}

// ---------------------------------------------------------------------------------------------------------------

const opaque = (detail: string): Trouble => ({ kind: 'opaque-attachment', detail })

const isEncryptedType = (type: string): boolean =>
  /^multipart\/encrypted|^application\/pgp-encrypted/.test(type) ||
  (/^application\/(?:x-)?pkcs7-mime/.test(type) && !/smime-type="?certs-only/.test(type))

const isInlinePicture = (part: AttachedPart, html: string): boolean =>
  part.type.startsWith('image/') &&
  part.cid !== undefined &&
  part.cid !== '' &&
  (html === '' ? part.isRelated : html.includes(`cid:${part.cid}`))

/** A name without path, control and bidirectional characters. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? ''
  return cleanText(last.slice(-ATTACHMENT_NAME_CHARACTERS))
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
}
