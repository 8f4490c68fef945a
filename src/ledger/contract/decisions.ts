// Decisions, by the program and by people: each is written with everything that it asks for, and a later one names the one it replaces.
import type { Label, MailId, ModelId } from '../../ids.js'
import type { Decision, IsoTime, ParsedMail, Prediction, ReviewAnswer } from '../../journey.js'
import type { AnsweringMail, Likeness } from '../../thread-marks.js'
import type { AnswerResult, SentForm } from './forms.js'
import type { ChallengerPrediction } from './guarantee.js'
import type { DeliveryIntent, QueuePlace } from './outbox.js'
import type { Question } from './samples.js'

/** Who decided: the program, or a person by name. */
export type Actor = { readonly kind: 'program' } | { readonly kind: 'person'; readonly name: string }

export interface DecisionRecord {
  readonly id: number
  readonly mailId: MailId
  readonly decision: Decision
  readonly prediction: Prediction | undefined
  readonly modelId: ModelId | undefined
  readonly mode: string
  readonly actor: Actor
  readonly at: IsoTime
  /** What the person wrote with it; forgotten with the mail's text. */
  readonly note: string
}

/** One mail's decision with all it asks for: written in one transaction, before anything is done. */
export interface DecisionEntry {
  readonly mailId: MailId
  readonly parsed: ParsedMail | undefined
  readonly prediction: Prediction | undefined
  readonly decision: Decision
  readonly mode: string
  readonly actor: Actor
  readonly deliveries: readonly DeliveryIntent[]
  /** Put it on the review list (also for routed mail that a person must see). */
  readonly review: boolean
  /** With `review`: the mail is filed or left, and a person judges it without being told which. */
  readonly isBlind?: boolean
  /** What the sampler made of it. An item that is blind without it was asked for with certainty, or is shown once more. */
  readonly question?: Question
  /** A person's words about the mail. */
  readonly note?: string
  /**
   * Id of the mail's current decision, which this one replaces; undefined for a first decision. If another is current by then,
   * somebody was faster and the entry is left out. What the replaced decision still had to deliver is called off.
   */
  readonly replaces?: number
  /** What a challenger said of the mail, beside the live model. */
  readonly challenger?: ChallengerPrediction
}

export type ReplacingEntry = DecisionEntry & { readonly replaces: number }

export type UndoResult =
  | { readonly kind: 'recorded'; readonly decisionId: number; readonly queues: readonly QueuePlace[] }
  | { readonly kind: 'conflict' | 'missing' | 'bad-token' }

/** A mail of ours that an answer names by its own id, and how the answer fits it. */
export interface ThreadPlacement extends Likeness {
  readonly mailId: MailId
  /** Where it stands, whoever put it there; undefined while it waits, or is left. */
  readonly queue: Label | undefined
  /** The same for mails that carry the same id. */
  readonly idKey: string
  /** People that name the id in mails of theirs, and are neither of the mail nor the writer of the answer. */
  readonly strangers: number
}

export interface DecisionStore {
  /** Writes decisions, their outbox rows, review items and parsed mail: one transaction for all. A mail that was decided meanwhile by somebody else is left out of the result. */
  recordDecisions(entries: readonly DecisionEntry[]): Promise<readonly DecisionRecord[]>
  decisions(id: MailId): Promise<readonly DecisionRecord[]>
  /**
   * The mails of ours that an answer names by their own ids, the newest decision first; of our own sent mail what that answers. Empty for a
   * mail that answers nothing, or nothing of ours.
   */
  threadPlacements(mail: AnsweringMail): Promise<readonly ThreadPlacement[]>
  /** Automatic route decisions since `since`. */
  automaticMovesSince(since: IsoTime): Promise<number>

  /**
   * Records the answer with the deliveries it asks for in one transaction, if the item is open and its version is the one seen.
   * A form that was sent before gets the result of its first sending.
   */
  recordAnswer(answer: ReviewAnswer, entry: DecisionEntry, form?: SentForm): Promise<AnswerResult>
  /** Records a person's decision on a mail that is on no list, if the decision it replaces still stands. */
  recordMove(entry: ReplacingEntry, note: string, form: SentForm): Promise<AnswerResult>
  /** Records that a person took up a mail that was left, if it is left still. */
  recordTakeUp(entry: ReplacingEntry, form: SentForm): Promise<AnswerResult>
  /** Writes the later decision if the one it replaces is still current; returns what the queues say of the mail then. */
  recordUndo(entry: ReplacingEntry, form: SentForm): Promise<UndoResult>

  /** Mails recorded since a moment whose current decision is the program's `route`; in the order of arrival. */
  filedByProgram(options: {
    readonly since: IsoTime
    readonly afterSeq: number
    readonly limit: number
  }): Promise<readonly { readonly mailId: MailId; readonly seq: number; readonly label: Label }[]>
}
