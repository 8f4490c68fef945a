// What tells whether an answer belongs to a mail: what it is about and who wrote it, as keys only. The ledger keeps them under a secret
// of the installation, so that they say nothing and still tell an answer that comes when the text is long forgotten.
import { createHash } from 'node:crypto'
import type { ParsedMail } from './journey.js'
import { matterOf } from './matter.js'

/** Message-IDs are kept as hashes only: they tell a thread, and say nothing once the text is forgotten. */
export const threadKey = (messageId: string): string =>
  createHash('sha256').update(messageId).digest('hex').slice(0, 32)

/** Makes a key of a text: the same text always gives the same key. */
export type Keyed = (text: string) => string

/** Of a mail that may be answered. */
export interface ThreadMarks {
  /** The subject's key, then those of its first 16, 32 and 64 characters. Empty when it is about nothing. */
  readonly matters: readonly string[]
  /** Empty when the sender could not be read. */
  readonly sender: string
  readonly recipients: readonly string[]
}

/** What an answer says of itself. */
export interface ThreadClaim {
  /** Undefined when its subject is empty: such an answer is about what it answers. */
  readonly matter: string | undefined
  readonly sender: string
  readonly recipients: readonly string[]
  readonly isForward: boolean
  /** The keys of the mails that it answers, the last one directly. Never its own. */
  readonly answers: readonly string[]
}

/** What is known of an answered mail: whether the answer is about the same, and whether its writer is of the thread. */
export interface Likeness {
  readonly matter: 'same' | 'other' | 'forgotten'
  readonly writer: 'of-thread' | 'other' | 'forgotten'
}

export type AnsweringMail = Pick<
  ParsedMail,
  'messageId' | 'references' | 'subject' | 'isReply' | 'isForward' | 'from' | 'to' | 'cc' | 'body'
>

/** A mail to more people than these is a mailing: that one stands among them says nothing. */
const MOST_RECIPIENTS = 20

/** Mail programs that cut a subject short leave more than the first of these. */
const STEMS = [64, 32, 16]

/** References of a very long thread are cut; the first and the newest say where an answer belongs. */
const MOST_ANSWERED = 40

export function marksOf({ subject, from, to, cc }: AnsweringMail, keyed: Keyed): ThreadMarks {
  const { matter } = matterOf(subject)
  const stems = [...STEMS].reverse().filter((length) => matter.length >= length)
  return {
    matters: matter === '' ? [] : [matter, ...stems.map((length) => stemOf(matter, length))].map(keyed),
    sender: personKey(from, keyed),
    recipients: recipientKeys([...to, ...cc], keyed),
  }
}

/**
 * What a mail claims to answer. Undefined for one that answers nothing: it names no other mail, or it bears no sign of an answer. A system
 * that sends every form with the same References answers nobody.
 */
export function claimOf(mail: AnsweringMail, keyed: Keyed): ThreadClaim | undefined {
  const { matter, isCut, isAnswer } = matterOf(mail.subject)
  const others = mail.references.filter((id) => id !== mail.messageId)
  const isMarked = isAnswer || mail.isReply || mail.isForward || mail.body.quoted.trim() !== ''
  if (others.length === 0 || !(isMarked || matter === '')) return undefined
  const stem = isCut ? STEMS.find((length) => matter.length >= length) : undefined
  return {
    matter: matter === '' ? undefined : keyed(stem === undefined ? matter : stemOf(matter, stem)),
    sender: personKey(mail.from, keyed),
    recipients: recipientKeys([...mail.to, ...mail.cc], keyed),
    isForward: mail.isForward && !mail.isReply,
    answers: firstAndNewest(others).map(threadKey),
  }
}

/**
 * Compares an answer with a mail that it names.
 * @param isDirect it answers this very mail, and not one that came after it
 */
export function likenessOf(
  claim: ThreadClaim,
  marks: ThreadMarks | undefined,
  { isDirect }: { readonly isDirect: boolean },
): Likeness {
  if (marks === undefined) return { matter: 'forgotten', writer: 'forgotten' }
  const isSame =
    claim.matter === undefined || marks.matters.length === 0 || marks.matters.includes(claim.matter)
  return {
    matter: isSame ? 'same' : 'other',
    writer: isOfThread(claim, marks, isDirect) ? 'of-thread' : 'other',
  }
}

/** The first id and the newest ones, when there are too many. */
export const firstAndNewest = (ids: readonly string[]): readonly string[] =>
  ids.length <= MOST_ANSWERED ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MOST_ANSWERED)]

// ---------------------------------------------------------------------------------------------------------------

/**
 * The sender of the answered mail may always write again. Somebody it was sent to may answer too, but an answer to a mail itself goes to
 * its sender: who answers a mailing of ours has never heard of the stranger that sent us a mail under the mailing's id with their address on it.
 */
function isOfThread(claim: ThreadClaim, marks: ThreadMarks, isDirect: boolean): boolean {
  if (claim.sender === '') return false
  if (claim.sender === marks.sender) return true
  if (claim.isForward || !marks.recipients.includes(claim.sender)) return false
  return !isDirect || claim.recipients.includes(marks.sender)
}

const stemOf = (matter: string, length: number): string => `${length}:${matter.slice(0, length).trim()}`

const personKey = (person: ParsedMail['from'], keyed: Keyed): string =>
  person === undefined || person.address === '' ? '' : keyed(`@${person.address}`)

const recipientKeys = (people: ParsedMail['to'], keyed: Keyed): readonly string[] =>
  people.length > MOST_RECIPIENTS
    ? []
    : [...new Set(people.map((one) => personKey(one, keyed)).filter((key) => key !== ''))]
