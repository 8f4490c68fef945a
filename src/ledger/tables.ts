// The ledger's tables as TypeScript sees them; migrations.ts makes them. JSON is text, moments are ISO 8601 in UTC, yes is 1.
import type { Generated, Transaction } from 'kysely'
import type { DestinationKind } from '../destination-kinds.js'
import type { Label, MailId, ModelId } from '../ids.js'
import type { Decision, IsoTime, LeftSign, Reason } from '../journey.js'
import type { ClosureReason, CorrectionSource, CorrectionState } from './contract/guarantee.js'
import type { MailState } from './contract/mails.js'
import type { QuestionKind } from './contract/samples.js'

export interface Tables {
  mails: MailRow
  mail_bytes: { mail_id: MailId; bytes: Uint8Array }
  mail_texts: MailTextRow
  /** Subject and text folded for search, at most 4,000 characters. */
  mail_search: { mail_id: MailId; words: string }
  /** The same, of open review items only. */
  review_search: { mail_id: MailId; words: string }
  thread_keys: { key: string; mail_id: MailId; is_own: number }
  /** Of mails of the last days: what others like them are recognised by. */
  likenesses: LikenessRow
  likeness_keys: { key: number; likeness_id: number; day: number }
  thread_marks: ThreadMarksRow
  locations: LocationRow
  decisions: DecisionRow
  outbox: OutboxRow
  review_items: ReviewRow
  queue_items: QueueRow
  audit: AuditTableRow
  forms: FormRow
  leases: { name: string; holder: string; fence: number; expires_at: IsoTime }
  installation: { name: string; value: string }
  samples: SampleRow
  /** How many units a question could have been asked about: a slot for each program that counts. */
  sample_candidates: { day: string; kind: QuestionKind; slot: number; units: number }
  queue_closures: QueueClosureRow
  /** Left for where it lay, and to be decided anew. */
  reopened_mails: { mail_id: MailId }
  left_counts: { sign: LeftSign; slot: number; mails: number }
  decision_counts: { kind: Decision['kind']; slot: number; mails: number }
  corrections: CorrectionRow
  folder_marks: { account: string; folder: string; uid_validity: string; uid_next: number; mails: number }
  challenger_predictions: ChallengerRow
  polls: { account: string; at: IsoTime; ok_at: IsoTime | null; is_ok: number; note: string }
  people: PersonRow
  sessions: SessionRow
  login_failures: { key: string; count: number; since: IsoTime }
}

export type Trx = Transaction<Tables>

interface MailRow {
  /** The order of arrival in this ledger. */
  seq: Generated<number>
  id: MailId
  account: string
  state: MailState
  size_bytes: number
  received_at: IsoTime | null
  recorded_at: IsoTime
  attempts: Generated<number>
  /** The decision that stands. */
  decision_id: number | null
  forgotten_at: IsoTime | null
  /** The first mail of those that are nearly the same; null when it was too short, or not compared. */
  burst_id: Generated<MailId | null>
}

interface LikenessRow {
  id: Generated<number>
  mail_id: MailId
  burst_id: MailId
  sketch: Uint8Array
  /** Keyed: tells writers apart and names none. */
  writer: number
  /** When it was received. @units days since 1970 */
  day: number
}

/** What a mail is about and whose it is, as keys under a secret of the installation: outlives the text. */
interface ThreadMarksRow {
  mail_id: MailId
  /** JSON lists of keys. */
  matters: string
  sender: string
  recipients: string
  recorded_at: IsoTime
}

/** Everything of a mail's words; forgetting a mail is to drop this row and the one in `mail_bytes`. */
interface MailTextRow {
  mail_id: MailId
  subject: string
  sender: string
  parsed: string
  /** Something of the mail could not be read, so its bytes are kept. */
  is_troubled: number
}

interface LocationRow {
  id: Generated<number>
  account: string
  folder: string
  uid_validity: string
  uid: number
  mail_id: MailId
  seen_at: IsoTime
  /** Set when the mail was moved away or found gone: the UID is no longer known. */
  left_at: IsoTime | null
  /** The place that a delivery moved it here from. */
  moved_from: number | null
}

interface DecisionRow {
  id: Generated<number>
  mail_id: MailId
  /** 1 for the mail's first decision; a later one replaces the one before it. */
  nth: number
  kind: Decision['kind']
  /** The queue of a `route`, the guess of a `review`. */
  label: Label | null
  reason: Reason['kind']
  /** By which sign the program left the mail; null when it did not. */
  sign: LeftSign | null
  decision: string
  /** Without its evidence, which is words of the mail. */
  prediction: string | null
  evidence: string | null
  model_id: ModelId | null
  mode: string
  /** The person who decided; null when it was the program. */
  person: string | null
  at: IsoTime
  /** The program routed it and asked for deliveries: what the hourly limit counts. */
  is_automatic: number
  /** What the person wrote with it. */
  note: Generated<string>
  /** Of the prediction; null without one. */
  novelty: number | null
  unknown_share: number | null
}

export type OutboxState = 'pending' | 'done' | 'gone' | 'failed' | 'superseded'

interface OutboxRow {
  id: Generated<number>
  key: string
  mail_id: MailId
  decision_id: number
  destination: DestinationKind
  label: Label
  /** The mailbox of a move; empty for queues. */
  account: string
  location_id: number | null
  to_folder: string | null
  size_bytes: number | null
  message_id: string | null
  state: OutboxState
  attempts: Generated<number>
  next_try_at: IsoTime
  note: Generated<string>
  closed_at: IsoTime | null
  /** When a job of a BullMQ queue was found to have been taken by its consumer. */
  consumed_at: IsoTime | null
  /** The key of a delivery that this one takes back from its queue. */
  withdraws: string | null
}

interface ReviewRow {
  mail_id: MailId
  decision_id: number
  version: number
  state: 'open' | 'answered' | 'closed'
  /** 0 when a person must see it soon, 1 otherwise: the list's first key. */
  rank: number
  must_see: string
  guess: Label | null
  reason: string
  since: IsoTime
  answered_by: string | null
  /** What the person wrote with the answer. */
  note: Generated<string>
  /** The mail's mailbox and the kind of `reason`: what the list is filtered by. */
  account: string
  reason_kind: Reason['kind']
  /** Filed mail that a person also judges, without being told where it was filed. */
  is_blind: number
  /** As in `mails`. */
  burst_id: MailId | null
  /** Put off until then, by whom and when. */
  later_until: IsoTime | null
  later_by: string | null
  later_at: IsoTime | null
  /** Who has it open, and until when unless they renew. */
  claimed_by: string | null
  claimed_until: IsoTime | null
}

interface QueueRow {
  id: Generated<number>
  delivery_key: string
  label: Label
  mail_id: MailId
  decision_id: number
  /** `withdrawn`: a later decision put the mail elsewhere before anybody took it. */
  state: 'ready' | 'taken' | 'done' | 'withdrawn'
  rank: number
  must_see: string
  taken_by: string | null
  since: IsoTime
  done_at: IsoTime | null
}

interface FormRow {
  token: string
  actor: string
  mail_id: MailId
  /** JSON of ids, labels and names; never mail text. */
  result: string
  at: IsoTime
}

interface AuditTableRow {
  seq: Generated<number>
  at: IsoTime
  actor: string
  action: string
  mail_id: MailId | null
  details: string
}

interface PersonRow {
  name: string
  display_name: string
  source: 'local' | 'oidc'
  /** Issuer and subject of an OpenID Connect login. */
  subject: string | null
  password_hash: string | null
  roles: string
  departments: string | null
  is_active: Generated<number>
  created_at: IsoTime
  last_login_at: IsoTime | null
}

interface SessionRow {
  /** SHA-256 of the id that the browser holds. */
  id_hash: string
  name: string
  began_at: IsoTime
  seen_at: IsoTime
  flash: string | null
  /** What the identity provider wants to see at logout. */
  logout_hint: string | null
}

interface SampleRow {
  mail_id: MailId
  kind: QuestionKind
  /** The first mail of those that are like it. */
  unit: MailId
  /** The decision that is measured. */
  decision_id: number
  /** The queue of filed mail. */
  label: Label | null
  reason: Reason['kind']
  model_id: ModelId | null
  chance: number
  at: IsoTime
  answered_at: IsoTime | null
  is_right: number | null
}

interface QueueClosureRow {
  /** Empty for the filing by threads. */
  label: Label
  covers: Generated<'queue' | 'threads'>
  closed_at: IsoTime | null
  opened_at: IsoTime | null
  /** The figures that closed it; empty when a person did. */
  evidence: string
  reason: Generated<ClosureReason>
  /** The person who closed it; null when it was the program. */
  closed_by: string | null
  /** What they gave as their reason. */
  why: Generated<string>
}

interface CorrectionRow {
  id: Generated<number>
  mail_id: MailId
  /** The person's decision. */
  decision_id: number
  /** Null for "not ours". */
  label: Label | null
  was: Label | null
  model_id: ModelId | null
  source: CorrectionSource
  person: string
  /** Tells mails of one sender without telling the sender. */
  sender_key: string
  at: IsoTime
  state: CorrectionState
  judged_by: string | null
  judged_at: IsoTime | null
}

interface ChallengerRow {
  mail_id: MailId
  decision_id: number
  model_id: ModelId
  label: Label
  would_file: number
  live_model_id: ModelId | null
  live_label: Label | null
  live_would_file: number
  at: IsoTime
}
