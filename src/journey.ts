// The map: the eight shapes a mail passes through, in order, with who makes each and who reads it.
//
//   RawMail -> ParsedMail -> Features -> Prediction -> Decision -> Delivery -> ReviewAnswer -> TrainingExample
//      ingest ------'   model ----------------'     route ----'        review --'        train ---'
//
// Everything is plain, frozen-by-type data: no tensor, no connection and no buffer that somebody else may reuse.
import type { FolderKind, QueueKind } from './destination-kinds.js'
import type { Label, MailId, ModelId } from './ids.js'

/** A moment as ISO 8601 text in UTC, e.g. `2025-03-04T09:12:00.000Z`. */
export type IsoTime = string

// ---------------------------------------------------------------------------------------------------------------
// 1. RawMail. Made by ingest/sources, read by ingest/parse. Bytes exactly as the server gave them.

/** Where one copy of a mail lies. It says where to find the mail, never which mail it is. */
export interface MailLocation {
  /** Name of the mailbox in the configuration, or of the one-off source (`maildir:/path`). */
  readonly account: string
  /** The server's exact path. For files: the path within the source. */
  readonly folder: string
  /** Decimal text, as IMAP's UIDVALIDITY may exceed 2^31; '0' for sources that have none. */
  readonly uidValidity: string
  /** IMAP UID, or for files a number of at most 48 bits that stays with the file while others come and go. >= 1. */
  readonly uid: number
}

export interface RawMail {
  readonly id: MailId
  readonly bytes: Uint8Array
  readonly location: MailLocation
  /** When the server received it (INTERNALDATE), or the file's time. */
  readonly receivedAt: IsoTime | undefined
}

// ---------------------------------------------------------------------------------------------------------------
// 2. ParsedMail. Made by ingest/parse, read by model, route and review.

export interface Address {
  readonly name: string
  /** Lower-cased `local@domain`; empty when it could not be read. */
  readonly address: string
}

/** An attachment by name and type only; its content is never opened. */
export interface Attachment {
  readonly name: string
  readonly type: string
  readonly sizeBytes: number
}

/** The kinds of mail that no person wrote for us to act on. */
export const automaticKinds = ['bounce', 'auto-reply', 'receipt', 'calendar', 'own-copy'] as const
export type AutomaticKind = (typeof automaticKinds)[number]

/** What proves that a machine wrote a mail: something that a mail program sets, never a word that a person might write. */
export const automaticSigns = [
  'report-type', // multipart/report, or a part that is a delivery status or a disposition notification
  'report-shape', // a null sender and the text of a delivery report
  'auto-replied', // Auto-Submitted: auto-replied (or its older kin), with the id of the mail that it answers
  'absence-header', // an out-of-office answer of a mail server that does not write Auto-Submitted
  'absence-words', // an answer (ids, or no envelope sender) whose subject and text both say absence in a machine's manner, and ask nothing
  'calendar-answer', // an iTIP REPLY or CANCEL with no words of a person
  'own-address', // sent by this mailbox itself, to somebody outside
  'unrecorded', // decided by a version of the program that kept no sign
] as const
export type AutomaticSign = (typeof automaticSigns)[number]

/** By which sign a mail was left; `other-folder`: it lies in a folder that a server or a rule fills. */
export const leftSigns = [...automaticSigns, 'other-folder'] as const
export type LeftSign = (typeof leftSigns)[number]

/** Proof that nobody wrote a mail for us to act on. */
export interface Automatic {
  readonly kind: AutomaticKind
  readonly sign: AutomaticSign
}

/** What was noticed about a mail's text, and mended: it decides nothing by itself, and is shown. */
export const textSigns = [
  'invisible-characters', // zero-width characters, soft hyphens and the like were taken out
  'look-alike-letters', // letters of another script inside a word were read as the ones they look like
  'hidden-text', // text that the html hides from a reader was left out
  'stand-in', // the plain text only stood for the html, which was read instead
  'banner', // a security gateway's banner was taken off
  'footer', // a standing paragraph about confidentiality, viruses or the environment was taken off
] as const
export type TextSign = (typeof textSigns)[number]

/** What was wrong with a mail. Bad mail is never thrown at anybody: it is read as far as it can be and this says what is missing. */
export const troubleKinds = [
  'no-text', // neither a text nor an html part with anything in it
  'encrypted', // S/MIME or PGP: the text cannot be read here
  'opaque-attachment', // winmail.dat, or the mail is only an attached mail
  'charset-guessed', // undeclared or wrong charset, decoded as windows-1252
  'undecodable', // replacement characters are left after repair
  'html-cut', // the html was larger or deeper than the limits and was cut
  'text-cut', // the text was longer than the limit and was cut
  'texts-differ', // the plain text and the html say different things: one reader sees one, another the other
  'much-hidden', // the html hides so much text that somebody means something by it
  'no-message-id',
  'bad-date',
  'too-large', // the raw mail is over the size limit: only its header was read
  'malformed', // the parser gave up: only what a plain reading found is here
] as const
export type TroubleKind = (typeof troubleKinds)[number]

export interface Trouble {
  readonly kind: TroubleKind
  /** For a person; holds no mail text. */
  readonly detail: string
}

/** A mail's words told apart by whose they are. All four are plain text with \n line ends and no NUL. */
export interface BodyText {
  /** What this sender wrote now: greeting included, signature not. */
  readonly own: string
  readonly signature: string
  /** The answered mail, when this is a reply. */
  readonly quoted: string
  /** The passed-on mail's text without its header block. */
  readonly forwarded: string
}

export interface ParsedMail {
  readonly id: MailId
  /** Without angle brackets; undefined when the mail has none. Groups threads, never identifies. */
  readonly messageId: string | undefined
  /** In-Reply-To and References, oldest first, without angle brackets, no repeats. */
  readonly references: readonly string[]
  /** As written, decoded. */
  readonly subject: string
  /** Without `SV:`, `VS:`, `Re:`, `Fwd:` and the like. */
  readonly subjectCore: string
  readonly isReply: boolean
  readonly isForward: boolean
  readonly from: Address | undefined
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly date: IsoTime | undefined
  readonly body: BodyText
  /** ISO 639-1 code of the own text (`da`, `en`, ...), or `und` when there is too little to tell. */
  readonly language: string
  readonly automatic: Automatic | undefined
  readonly signs: readonly TextSign[]
  /** The alternative that is not the own text, where the two differ in substance: must-see looks at both. Empty otherwise. */
  readonly otherText: string
  readonly attachments: readonly Attachment[]
  readonly troubles: readonly Trouble[]
}

// ---------------------------------------------------------------------------------------------------------------
// 3. Features. Made by model/featurize, read by model/network. The same function serves training and prediction.

/** What the model may know of a mail. The sender's name and address are not part of it (docs/decisions/0004-no-sender.md). */
export interface MailText {
  readonly subject: string
  readonly own: string
  readonly quoted: string
  readonly forwarded: string
}

/** A sparse row. */
export interface Features {
  /** Ascending column numbers in [0, V). */
  readonly indices: Uint32Array
  /** Same length as `indices`. */
  readonly values: Float32Array
  /** Share of the mail's own terms that the vocabulary does not hold, [0, 1]. */
  readonly unknownShare: number
}

// ---------------------------------------------------------------------------------------------------------------
// 4. Prediction. Made by model/classifier, read by route and review.

export interface RankedLabel {
  readonly label: Label
  /** Calibrated, [0, 1]. */
  readonly probability: number
}

/** A word of the mail and how far it moved the decision: > 0 for the best queue, < 0 against it. */
export interface Evidence {
  readonly term: string
  readonly weight: number
}

export interface Prediction {
  readonly modelId: ModelId
  /** Every label, likeliest first; the probabilities sum to 1. Never empty. */
  readonly ranked: readonly RankedLabel[]
  /** Strongest first, at most a dozen. */
  readonly evidence: readonly Evidence[]
  /** How unlike everything learnt the mail is, [0, 1]; the manifest holds the limit above which it goes to a person. */
  readonly novelty: number
  /** Share of the mail's own terms that the model has not learnt, [0, 1]. */
  readonly unknownShare?: number
}

// ---------------------------------------------------------------------------------------------------------------
// 5. Decision. Made by route/policy (pure), kept in the ledger, carried out by route/deliver.

/** Matters that a person must see soon whatever the model thinks. They only ever add attention. */
export const mustSeeKinds = [
  'child-in-danger', // assessed within 24 hours
  'threat',
  'suicide',
  'access-to-documents', // 7 working days
  'data-protection', // 1 month
  'press',
  'lawyer',
] as const
export type MustSeeKind = (typeof mustSeeKinds)[number]

/** What a person says of a mail that belongs to no queue here. `other`: said without saying which. */
export const notOursKinds = ['another-authority', 'spam', 'private', 'other'] as const
export type NotOursKind = (typeof notOursKinds)[number]

/** Why an answer does not follow the mail that it names. */
export const threadDoubts = [
  'shared-id', // several mails carry the id, and stand in different places
  'many-writers', // people who have nothing to do with the mail name its id too
  'other-writer', // its writer neither wrote nor got the answered mail
  'other-matter', // its subject is about something else
  'forgotten', // nothing is kept of the answered mail to compare with
  'model-disagrees', // the model is sure of another queue
  'switched-off', // filing by threads has proven wrong too often
] as const
export type ThreadDoubt = (typeof threadDoubts)[number]

/** Why a decision is what it is. Stored with it, and shown to whoever asks. */
export type Reason =
  | { readonly kind: 'automatic-mail'; readonly what: AutomaticKind; readonly sign: AutomaticSign }
  | { readonly kind: 'also-looked'; readonly folder: string } // it lies where a server or a rule puts mail, not in the inbox
  | { readonly kind: 'placed-by-person'; readonly by: string }
  | { readonly kind: 'taken-up'; readonly by: string } // it was left, and a person wants it decided
  | { readonly kind: 'thread'; readonly mailId: MailId }
  | {
      readonly kind: 'thread-in-doubt'
      readonly mailId: MailId
      /** Where the thread stands. */
      readonly queue: Label
      readonly why: ThreadDoubt
    }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly troubles: readonly TroubleKind[] }
  | { readonly kind: 'unknown-language'; readonly language: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'novel'; readonly novelty: number; readonly limit: number }
  | { readonly kind: 'confident'; readonly probability: number; readonly threshold: number }
  | { readonly kind: 'unsure'; readonly probability: number; readonly threshold: number }
  | { readonly kind: 'no-promise' } // the queue has too little evidence for automatic filing
  | { readonly kind: 'queue-closed' } // the queue's promise did not hold in operation: closed until a person opens it
  | { readonly kind: 'suggest-mode' } // everything goes to people while the mailbox is in `suggest`
  | { readonly kind: 'rate-limited'; readonly limit: number } // the hourly limit on automatic moves is reached
  | { readonly kind: 'no-model' }
  | { readonly kind: 'failed'; readonly attempts: number } // reading it failed again and again
  /** A caseworker decided; `notOurs` where they said why it belongs nowhere. */
  | { readonly kind: 'answered'; readonly by: string; readonly notOurs?: NotOursKind }
  /** A person took that decision back. */
  | { readonly kind: 'undone'; readonly by: string; readonly decisionId: number }

interface DecisionBase {
  readonly because: Reason
  readonly mustSee: readonly MustSeeKind[]
}

/** A matter that a mail is about, and the queue that it goes to. A mail has one part until one mail can be filed in several queues. */
export interface Part {
  readonly queue: Label
}

export type Decision =
  | (DecisionBase & { readonly kind: 'route'; readonly parts: readonly [Part, ...Part[]] })
  | (DecisionBase & { readonly kind: 'review'; readonly guess: Label | undefined })
  | (DecisionBase & { readonly kind: 'leave' })

/** Where a decision files a mail: the queue of its first part; undefined when it files it nowhere. */
export const filedIn = (decision: Decision | undefined): Label | undefined =>
  decision?.kind === 'route' ? decision.parts[0].queue : undefined

/** By which sign the program left a mail; undefined when it did not leave it. A person's "not ours" has none. */
export function leftBySign({ kind, because }: Decision): LeftSign | undefined {
  if (kind !== 'leave') return undefined
  if (because.kind === 'automatic-mail') return because.sign
  return because.kind === 'also-looked' ? 'other-folder' : undefined
}

/** Where a decision files a mail, or would have: its first queue, or its guess. */
export const filedOrGuessed = (decision: Decision | undefined): Label | undefined =>
  decision?.kind === 'review' ? decision.guess : filedIn(decision)

// ---------------------------------------------------------------------------------------------------------------
// 6. Delivery. Asked for with the decision in one transaction (the outbox), carried out by route/destinations.

/** Where a delivery goes, and from where if it is the mail itself that goes. */
export type Carriage =
  | { readonly destination: FolderKind; readonly move: Move }
  | { readonly destination: QueueKind; readonly move: undefined }

/** One effect that a decision asks for. `key` is its idempotency key: the ledger holds it once, a destination acts on it once. */
export type Delivery = Carriage & {
  readonly key: string
  readonly mailId: MailId
  readonly decisionId: number
  readonly label: Label
  readonly attempts: number
  /** Key of an earlier delivery that is to be taken back out of its queue, if nobody has taken it yet. */
  readonly withdraws?: string
}

/** From where to where, and what must be true of the UID right before the move (UIDs have been seen to be reused). */
export interface Move {
  readonly from: MailLocation
  /** The configured name, with "/" between levels; the IMAP door finds the server's exact path. */
  readonly toFolder: string
  readonly sizeBytes: number
  readonly messageId: string | undefined
}

/** What became of a delivery. `unknown` is not a failure: the next pass looks where the mail is before it does anything. */
export type DeliveryOutcome =
  | { readonly kind: 'done'; readonly location?: MailLocation; readonly note?: string }
  | { readonly kind: 'gone'; readonly note: string } // somebody moved or deleted the mail meanwhile: closed with a note
  | { readonly kind: 'unknown'; readonly note: string }
  | { readonly kind: 'failed'; readonly note: string }

// ---------------------------------------------------------------------------------------------------------------
// 7. ReviewAnswer. Made by a caseworker, turned into a new Decision of theirs.

export interface ReviewAnswer {
  readonly mailId: MailId
  /** The version of the review item that the person saw; another version means somebody was there first. */
  readonly version: number
  /** The queue, or undefined for "not ours". */
  readonly label: Label | undefined
  readonly by: string
  readonly note: string
  /** Goes with an undefined label. */
  readonly notOurs?: NotOursKind
}

// ---------------------------------------------------------------------------------------------------------------
// 8. TrainingExample. Made by train/read-labelled, read by train/fit and train/evaluate.

export interface TrainingExample {
  readonly id: string
  readonly text: MailText
  readonly label: Label
  readonly date: IsoTime | undefined
  readonly language: string | undefined
  /** Undefined where the data does not say. */
  readonly thread?: ThreadSigns | undefined
}

/** What tells which thread a labelled mail belongs to. It groups mails so that training never judges itself by a reply to what it learnt. */
export interface ThreadSigns {
  /** Its own message id and those it answers, or their hashes. */
  readonly ids: readonly string[]
  /** Subject without `SV:`, `VS:` and the like. */
  readonly subjectCore: string
  readonly isReply: boolean
}
