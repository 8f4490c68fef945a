// Filed mail: how it is found, what is known of it, and how it is moved elsewhere.
import type { Label, MailId, ModelId } from '../ids.js'
import type { Decision, Evidence, IsoTime, RankedLabel, Reason } from '../journey.js'
import type { AuditRow } from '../ledger/contract/audit.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import type { Choice, Form } from './answer-shapes.js'
import type { MailView, ReviewRow, ThreadMail } from './mail-shapes.js'

export interface FindQuery {
  /** The beginning of an id (6 digits or more), a Message-ID, or words of subject and text. */
  readonly text?: string
  /** A part of the sender's address. */
  readonly sender?: string
  /** The queue it is filed in. */
  readonly queue?: Label
  /** By arrival: since <= t < until. */
  readonly since?: IsoTime
  readonly until?: IsoTime
  readonly cursor?: string
  /** 1..100; default 25. */
  readonly size?: number
}

export interface FoundMail extends ThreadMail {
  readonly mailbox: string
  readonly reason: Reason['kind'] | undefined
  /** On the review list now. */
  readonly isWaiting: boolean
}

export interface FindPage {
  /** Newest first. */
  readonly rows: readonly FoundMail[]
  readonly next: string | undefined
  /** A search by words ends after so much mail was read; narrow it by time. */
  readonly isCut: boolean
}

/** One decision of a mail, oldest first. */
export interface Placement {
  readonly decisionId: number
  readonly at: IsoTime
  readonly decision: Decision
  /** The person; undefined when it was the program. */
  readonly by: string | undefined
  readonly modelId: ModelId | undefined
  readonly ranked: readonly RankedLabel[]
  readonly evidence: readonly Evidence[]
  readonly mode: string
  /** What the person wrote with it. */
  readonly note: string
  readonly deliveries: readonly {
    readonly destination: string
    readonly label: Label
    readonly toFolder: string | undefined
    readonly state: string
    readonly note: string
  }[]
}

/** Everything known of a mail: where it is, why, and who did what. */
export interface FiledMail {
  readonly mail: MailView
  readonly isDecided: boolean
  readonly placements: readonly Placement[]
  /** The last of them; undefined while nothing is decided. */
  readonly current: Placement | undefined
  /** The records that the placements are made of. */
  readonly decisions: readonly DecisionRecord[]
  readonly deliveries: Awaited<ReturnType<Outbox['deliveries']>>
  readonly isWaiting: boolean
  /** Of the blind sample, not answered yet, and this person may answer such mail: everything that shows where it was filed is left out. */
  readonly isHidden: boolean
  /** Its item on the review list, also after it was answered. */
  readonly review: ReviewRow | undefined
  readonly queues: readonly {
    readonly label: Label
    readonly state: 'ready' | 'taken' | 'done' | 'withdrawn'
    readonly by: string | undefined
  }[]
  readonly thread: readonly ThreadMail[]
  /** Newest first. */
  readonly auditLog: readonly AuditRow[]
}

export interface MoveForm extends Form {
  readonly mailId: MailId
  /** The decision that stood when the person looked. */
  readonly decisionId: number
  readonly choice: Exclude<Choice, { kind: 'confirm' } | { kind: 'later' }>
  readonly note: string
}
