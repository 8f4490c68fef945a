// Answers that a machine gave in somebody's absence, or to say that a mail arrived. Only `auto-replied` and its older kin say so by
// themselves; `auto-generated` is what forms, ticket systems and rules write on people's words too.
import type { Automatic, AutomaticSign } from '../../journey.js'
import { acknowledges, isLeftBehind, saysNothingElse, subjectSays, textSays } from './absence-words.js'
import { autoSubmitted, type Clues, envelopeSender, isAffirmed, isAnswer } from './clues.js'
import { asksSomething, holdsPersonsWords } from './persons-words.js'

export function autoReplyOf(clues: Clues): Automatic | undefined {
  const sign = signOf(clues)
  return sign === undefined || holdsPersonsWords(clues) ? undefined : { kind: 'auto-reply', sign }
}

// ---------------------------------------------------------------------------------------------------------------

function signOf(clues: Clues): AutomaticSign | undefined {
  // The fields first: most mail has none of them, and its words are then not looked at.
  if (isReplied(clues) && (isAnswer(clues) || hasAnswerWords(clues))) return 'auto-replied'
  if (suppressesAnswers(clues) && clues.references.length > 0 && isAbsence(clues)) return 'absence-header'
  return isAnswer(clues) && hasAbsenceWords(clues) ? 'absence-words' : undefined
}

const hasAnswerWords = (clues: Clues): boolean =>
  subjectSays(clues) === 'automatic' || textSays(clues.body.own) !== 'nothing' || acknowledges(clues.body.own)

/** What Exchange puts before the subject that it answers, or a subject that may be a person's with a text that says the same. */
function isAbsence(clues: Clues): boolean {
  const { own } = clues.body
  const subject = subjectSays(clues)
  if (subject === 'automatic') return true
  return subject === 'absence' && textSays(own) !== 'nothing' && !asksSomething(own) && saysNothingElse(own)
}

/** Subject and text both say that somebody is away, in a machine's manner, and nothing is asked of us. */
function hasAbsenceWords(clues: Clues): boolean {
  const { own } = clues.body
  const subject = subjectSays(clues)
  const text = textSays(own)
  if (subject === 'nothing' || text === 'nothing' || own.length > LONGEST_ANSWER) return false
  const hasNoSender = envelopeSender(clues) === 'none'
  if (asksSomething(own)) return hasNoSender && subject === 'automatic'
  if (text === 'automatic' || (hasNoSender && (subject === 'automatic' || clues.references.length > 0)))
    return true
  // People answer too, and say that they are away: then there is more in the text, or it is not said as one says it to everybody.
  return (hasNoSender || subject === 'automatic' || isLeftBehind(own)) && saysNothingElse(own)
}

/** Characters; who is away says so briefly. */
const LONGEST_ANSWER = 1_500

const AUTO_REPLY = /^auto[-_ ]?(?:reply|respon)/i

/** `Auto-Submitted: auto-replied`, or what responders wrote before RFC 3834. A value of `no` is no sign. */
const isReplied = (clues: Clues): boolean =>
  autoSubmitted(clues) === 'auto-replied' ||
  OLDER_FIELDS.some((name) => isAffirmed(clues.header(name))) ||
  ['precedence', 'x-precedence', 'preference'].some((name) => AUTO_REPLY.test(clues.header(name) ?? '')) ||
  /autorespon/i.test(clues.header('x-post-messageclass') ?? '')

const OLDER_FIELDS = [
  'x-autoreply',
  'x-auto-reply',
  'x-autorespond',
  'x-autoresponder',
  'x-mail-autoreply',
  'x-vacation',
]

/** Exchange asks that its answers be not answered; so do many systems that write on people's behalf. */
const suppressesAnswers = ({ header }: Clues): boolean =>
  /(?:^|[\s,])(?:all|oof|autoreply)(?:$|[\s,])/i.test(header('x-auto-response-suppress') ?? '')
