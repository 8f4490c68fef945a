// A subject without the prefixes that mail programs pile up.

export interface SubjectCore {
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

/** Most prefixes that are taken off; a subject with more is somebody's test. */
const MOST_PREFIXES = 50

/** Takes `SV:`, `VS:`, `Re:`, `Fwd:`, `AW:`, `WG:`, `Videresendt:` off, also repeated and between tags. */
export function subjectCore(subject: string): SubjectCore {
  let rest = subject.replace(/\s+/g, ' ').trim()
  const tags: string[] = []
  let isReply = false
  let isForward = false
  for (let count = 0; count < MOST_PREFIXES; count++) {
    const tag = TAG.exec(rest)?.[0]
    const prefix = tag === undefined ? PREFIX.exec(rest) : undefined
    const word = prefix?.[1]?.toLowerCase() ?? ''
    if (tag !== undefined && !tags.includes(tag.trim())) tags.push(tag.trim())
    else if (tag === undefined && REPLY.test(word)) isReply = true
    else if (tag === undefined && FORWARD.test(word)) isForward = true
    else if (tag === undefined) break
    rest = rest.slice((tag ?? prefix?.[0] ?? '').length)
  }
  return { core: [...tags, rest].join(' ').trim(), isReply, isForward: isForward || /\(fwd\)$/i.test(rest) }
}
