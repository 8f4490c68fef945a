// What is known of a mail when it is asked whether a machine wrote it, and what its header says of that.
import type { Address, BodyText } from '../../journey.js'

/** Whose mailbox a mail is read for. All addresses in lower case. */
export interface MailboxAddresses {
  /** Of the mailbox in which the mail lies. */
  readonly own: readonly string[]
  /** Of all polled mailboxes, its own among them: whoever has none of these is outside. */
  readonly ours: readonly string[]
}

export const noAddresses: MailboxAddresses = { own: [], ours: [] }

export interface Clues {
  /** First value of a header field, decoded; the name in lower case. */
  header(name: string): string | undefined
  readonly subject: string
  readonly subjectCore: string
  readonly isReply: boolean
  readonly isForward: boolean
  /** Ids of the mails that this one answers. */
  readonly references: readonly string[]
  readonly from: Address | undefined
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** Content types of the mail's own parts with their parameters, lower case, outermost first: a mail attached to it is one part. */
  readonly partTypes: readonly string[]
  /** What its calendar parts hold; empty without one. */
  readonly calendar: string
  /** The whole text, and the same told apart by whose words it is. */
  readonly text: string
  readonly body: BodyText
  readonly addresses: MailboxAddresses
}

/** Longest text that the rules look at; what a machine writes is shorter, and every pattern stays quick. */
export const LOOKED_AT_CHARACTERS = 20_000

/** The envelope's sender as the last server noted it: machines that answer or report must have none (RFC 3834, RFC 3464). */
export function envelopeSender({ header }: Pick<Clues, 'header'>): 'none' | 'somebody' | 'unknown' {
  const value = header('return-path')
  if (value === undefined || value === '') return 'unknown'
  return NULL_SENDER.test(value.trim()) ? 'none' : 'somebody'
}

/** The mail answers one that we sent, as far as its header says. */
export const isAnswer = (clues: Clues): boolean =>
  clues.references.length > 0 || envelopeSender(clues) === 'none'

/** Keyword of Auto-Submitted (RFC 3834), lower case; empty without one. */
export const autoSubmitted = ({ header }: Pick<Clues, 'header'>): string =>
  (header('auto-submitted') ?? '')
    .trim()
    .toLowerCase()
    .split(/[\s;(]/, 1)[0] ?? ''

/** Whether a field that only machines write is there and does not say no. */
export const isAffirmed = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:|no|n|false|0|none|off|never)$/i.test(value.trim())

/** The addresses in a field's value, lower case. */
export const addressesIn = (value: string | undefined): readonly string[] =>
  (value ?? '').slice(0, LOOKED_AT_CHARACTERS).toLowerCase().match(ADDRESS) ?? []

/** Text as patterns compare it: one line, lower case, of bounded length. */
export const folded = (text: string): string =>
  text.slice(0, LOOKED_AT_CHARACTERS).toLowerCase().replace(/[’`´]/g, "'").replace(/\s+/g, ' ').trim()

// ---------------------------------------------------------------------------------------------------------------

/** Some servers write the daemon's name, and qmail `<#@[]>`, where there is no sender. */
const NULL_SENDER = /^<\s{0,3}(?:|mailer-daemon(?:@[^\s<>]{1,255})?|#@\[\])\s{0,3}>$/i

const ADDRESS = /[^\s<>,;:"()[\]@]{1,64}@[^\s<>,;:"()[\]@]{1,255}/g
