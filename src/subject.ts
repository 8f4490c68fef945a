// A subject without the prefixes that mail programs pile up.
import { isGatewayTag } from './gateway-tags.js'

interface SubjectCore {
  /** The subject without prefixes; tags such as [Sag 123] are kept. */
  readonly core: string
  readonly isReply: boolean
  readonly isForward: boolean
}

const REPLY = /^(?:sv|svar|re|aw|antw|antwort|odp|ref|rif|res|ynt|vá)$/
const FORWARD =
  /^(?:vs|fwd?|fw|wg|videresendt|videresend|vidarebefordrat|videresendt besked|weitergeleitet|tr|enc|rv|doorst|vb|pd)$/
const PREFIX = /^([\p{L}][\p{L} ]{0,24}?)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]\s*/u
const TAG = /^\[[^[\]]{1,80}\]\s*/

/** Maximum number of prefixes removed; a subject with more is somebody's test. */
const MOST_PREFIXES = 50

/** Takes `SV:`, `VS:`, `Re:`, `Fwd:`, `AW:`, `WG:`, `Videresendt:` off, even repeated and between tags. */
export function subjectCore(subject: string): SubjectCore {
  let rest = subject.replace(/\s+/g, ' ').trim()
  const tags = new Set<string>()
  let isReply = false
  let isForward = false
  for (let count = 0; count < MOST_PREFIXES; count++) {
    const opening = openingOf(rest)
    if (opening.kind === 'none') break
    if (opening.kind === 'tag' && !isGatewayTag(opening.text)) tags.add(opening.text.trim())
    isReply ||= opening.kind === 'reply'
    isForward ||= opening.kind === 'forward'
    rest = rest.slice(opening.text.length)
  }
  return { core: [...tags, rest].join(' ').trim(), isReply, isForward: isForward || /\(fwd\)$/i.test(rest) }
}

// ---------------------------------------------------------------------------------------------------------------

interface Opening {
  readonly kind: 'tag' | 'reply' | 'forward' | 'none'
  readonly text: string
}

/** What a subject begins with. */
function openingOf(subject: string): Opening {
  const tag = TAG.exec(subject)?.[0]
  if (tag !== undefined) return { kind: 'tag', text: tag }
  const prefix = PREFIX.exec(subject)
  const text = prefix?.[0] ?? ''
  const word = prefix?.[1]?.toLowerCase() ?? ''
  if (REPLY.test(word)) return { kind: 'reply', text }
  return FORWARD.test(word) ? { kind: 'forward', text } : { kind: 'none', text: '' }
}
