// What a subject is about, so that an answer's is the same as the question's: without the prefixes of mail programs, the tags of gateways
// and the numbers that a case system adds.
import { subjectCore } from './subject.js'

interface Matter {
  /** Lower case, words with one blank between them; empty when the subject says nothing. */
  readonly matter: string
  /** A mail program cut it short. */
  readonly isCut: boolean
  /** It says that it answers something, or passes it on. */
  readonly isAnswer: boolean
}

/** Longer subjects are no subjects; every pattern below reads at most this much. */
const MOST_CHARACTERS = 400
/** Prefixes, tags and numbers can stand in turn; more turns than these are somebody's test. */
const MOST_TURNS = 8

const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const TAG_BEFORE = /^\s*(?:\[[^[\]]{0,80}\]|\{[^{}]{0,80}\})\s*/
const TAG_AFTER = /\s*(?:\[[^[\]]{0,80}\]|\{[^{}]{0,80}\}|\(fwd\))\s*$/
/** What gateways put before the subject of mail from outside, or that came safely. */
const GATEWAY_WORDS =
  '(?:ekstern|external|extern|udefra|sikker|krypteret|encrypted|secure|mulig spam|spam|ukendt afsender|caution)(?: ?(?:e-?mail|mail|post|afsender|sender))?'
const GATEWAY = new RegExp(`^(?:[*(<]{1,4} ?${GATEWAY_WORDS} ?[*)>]{1,4}|${GATEWAY_WORDS} ?[:|]) ?[:–—-]? ?`)
const CASE_NUMBER =
  /[([]?\s?(?<![\p{L}\p{N}])(?:(?:sags?|journal|j|esdh|kle|case|ticket|ref|reference|vores ref|deres ref|id)[-. ]{0,2}(?:nr|nummer|id|no|number)?[.:# ]{0,4}|#)(?=[\p{L}-]{0,5}\d)[\p{L}\p{N}][\p{L}\p{N}./_-]{0,40}\s?[)\]]?/gu
const NOTHING =
  /^(?:intet emne|uden emne|ingen emne|ikke noget emne|tomt emne|no subject|kein betreff|none|blank)$/
/** A prefix that lost its colon and what followed it. */
const BARE_PREFIX = /^(?:sv|svar|re|aw|vs|fwd?|fw)$/
const CUT = /(?:…|\.\.\.)\s*$/

/** What a subject is about. "SV: [EKSTERN] Sag 24/1234: Nyt pas" and "Nyt pas" are about the same. */
export function matterOf(subject: string): Matter {
  const folded = subject
    .slice(0, MOST_CHARACTERS)
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
  const { text, isAnswer } = withoutFront(folded)
  const bare = wordsOf(withoutTags(text.replace(CASE_NUMBER, ' ')))
  const numbered = /\d/.test(text) ? wordsOf(text) : ''
  const matter = bare === '' ? numbered : bare
  const saysNothing = matter === '' || NOTHING.test(matter) || BARE_PREFIX.test(matter)
  return {
    matter: saysNothing ? '' : matter,
    isCut: CUT.test(subject.slice(0, MOST_CHARACTERS)) || subject.length > MOST_CHARACTERS,
    isAnswer: isAnswer || BARE_PREFIX.test(matter),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Takes off, in whatever order they stand: prefixes, tags, a gateway's words, and a number before a prefix. */
function withoutFront(subject: string): { readonly text: string; readonly isAnswer: boolean } {
  let text = subject
  let isAnswer = false
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { core, isReply, isForward } = subjectCore(text)
    isAnswer ||= isReply || isForward
    const rest = core.replace(GATEWAY, '').trim()
    const inner = subjectCore(
      withoutTags(rest)
        .replace(CASE_NUMBER, ' ')
        .replace(/^[\s:;,|–—-]{1,20}/, ''),
    )
    const next = inner.isReply || inner.isForward ? inner.core : rest
    isAnswer ||= inner.isReply || inner.isForward
    if (next === text) break
    text = next
  }
  return { text, isAnswer }
}

function withoutTags(subject: string): string {
  let text = subject
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const next = text.replace(TAG_BEFORE, '').replace(TAG_AFTER, '')
    if (next === text) return text
    text = next
  }
  return text
}

const wordsOf = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
