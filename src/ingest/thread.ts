// Message ids: which thread a mail belongs to. What strangers write there is read with care and never trusted as an identity.
import { MESSAGE_ID_CHARACTERS, REFERENCES } from './limits.js'

/** As long as the ids that are kept can be; a header beyond it is read at its end, where the newest stand. */
const HEADER_CHARACTERS = REFERENCES * MESSAGE_ID_CHARACTERS

/** The mail's own id without angle brackets. */
export const messageIdOf = (header: string | undefined): string | undefined => idsIn(firstOf(header))[0]

/** References and then In-Reply-To, oldest first, without repeats; the newest are kept when there are too many. */
export function referencesOf(references: string | undefined, inReplyTo: string | undefined): string[] {
  const all = [
    ...idsIn((references ?? '').slice(-HEADER_CHARACTERS)),
    ...idsIn(firstOf(inReplyTo)).slice(0, 1),
  ]
  return [...new Set(all)].slice(-REFERENCES)
}

// ---------------------------------------------------------------------------------------------------------------

const firstOf = (header = ''): string => header.slice(0, HEADER_CHARACTERS)

/** Ids in angle brackets; without any, the words that contain an @, as some programs forget the brackets. */
function idsIn(header: string): string[] {
  const bracketed = [...header.matchAll(/<([^<>]*)>/g)].map((match) => (match[1] ?? '').replace(/\s+/g, ''))
  const ids = bracketed.length > 0 ? bracketed : header.split(/[\s,;]+/).filter((word) => word.includes('@'))
  return ids.filter((id) => id !== '' && id.length <= MESSAGE_ID_CHARACTERS)
}
