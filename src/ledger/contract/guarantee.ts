// Is the guarantee kept: closed queues, what people corrected, a challenger, and the figures.
import type { Label, MailId, ModelId } from '../../ids.js'
import type { Decision, IsoTime, ParsedMail } from '../../journey.js'
import type { LeftCount } from './left.js'
import type { LeftAnswer, SampleStore } from './samples.js'

// -- the closed queues -----------------------------------------------------------------------------------------------

/** `promise-broken`: more of its blind sample was wrong than promised. `by-person`: somebody closed it by hand. */
export type ClosureReason = 'promise-broken' | 'by-person'

/** A queue that was closed to automatic filing, now or before. */
export interface QueueClosure {
  readonly label: Label
  readonly isClosed: boolean
  readonly closedAt: IsoTime | undefined
  /** A person opened it after its promise was broken: answers up to then no longer count. */
  readonly openedAt: IsoTime | undefined
  readonly reason: ClosureReason
  /** The person who closed it, and what they gave as their reason. */
  readonly closedBy: string | undefined
  readonly why: string
  /** The figures that closed it; none when a person did. */
  readonly evidence: Readonly<Record<string, number>>
}

/** Whether answers are filed where their thread stands: one switch for all of them, closed and opened as a queue is. */
export type ThreadFiling = Omit<QueueClosure, 'label'>

// -- corrections -----------------------------------------------------------------------------------------------------

export const correctionSources = ['answer', 'moved'] as const

/** `answer`: on the review list. `moved`: between folders, in a mail client. */
export type CorrectionSource = (typeof correctionSources)[number]

/**
 * `quarantined`: nobody has judged it. `capped`: beyond what one sender may add in a day. `replaced`: a later one of the same mail came.
 * Only `accepted` ones are learnt from.
 */
export const correctionStates = ['quarantined', 'capped', 'accepted', 'rejected', 'replaced'] as const

export type CorrectionState = (typeof correctionStates)[number]

export interface Correction {
  readonly id: number
  readonly mailId: MailId
  /** Where a person put it; undefined for "not ours". */
  readonly label: Label | undefined
  /** What the program had made of it: the queue or its guess. */
  readonly was: Label | undefined
  readonly source: CorrectionSource
  readonly person: string
  readonly at: IsoTime
  readonly state: CorrectionState
  readonly judgedBy: string | undefined
}

// -- a challenger beside the live model ------------------------------------------------------------------------------

/** What the two models said of one mail, each by itself: rules, threads and modes are left out. */
export interface ChallengerPrediction {
  readonly modelId: ModelId
  readonly label: Label
  readonly wouldFile: boolean
  readonly live: { readonly modelId: ModelId; readonly label: Label; readonly wouldFile: boolean }
}

/** The same, counted. */
export interface ChallengerFigures {
  readonly modelId: ModelId
  readonly liveModelId: ModelId
  readonly mails: number
  readonly agree: number
  readonly wouldFile: number
  readonly liveWouldFile: number
  /** Mails that a person decided later. */
  readonly reviewed: number
  readonly reviewedWrong: number
  readonly liveReviewedWrong: number
}

// -- figures ---------------------------------------------------------------------------------------------------------

/** Counts of the mails recorded since a moment; `undecided`, `waiting` and `undelivered` are what there is now, whatever its age. */
export interface Stats {
  readonly mails: number
  /** Received and not decided yet. */
  readonly undecided: number
  /** Open on the review list, mail of the blind sample left out: that is filed or left. */
  readonly waiting: number
  readonly undelivered: number
  /** Those that the program sent to people when it first decided them. */
  readonly toPeople: number
  /** Of the decisions that stand. */
  readonly byKind: Readonly<Record<Decision['kind'], number>>
  readonly byReason: Readonly<Record<string, number>>
  /** Of `byKind.leave`: what the program left, by the sign that it left it by; most first. */
  readonly left: readonly LeftCount[]
  readonly perQueue: readonly {
    readonly label: Label
    /** Filed by the program alone; nothing is filed in a shadow mailbox. */
    readonly routed: number
    /** A person's decision that stands put them there, where the program had not filed them. */
    readonly routedByPerson: number
    /** Of `routed`: a person's decision that stands says otherwise. */
    readonly overridden: number
  }[]
}

/** What there is now. Cheap: asked every few seconds. */
export interface Gauges {
  /** Mails by the decision that stands. */
  readonly byKind: Stats['byKind']
  /** Mails that the program has left, by the sign that it left them by. */
  readonly left: readonly LeftCount[]
  readonly undecided: number
  readonly waiting: number
  readonly undelivered: number
  /** All there ever were. */
  readonly blindAnswers: readonly {
    readonly label: Label
    readonly isRight: boolean
    readonly count: number
  }[]
  /** About left mail, as `leftAnswers` gives them. */
  readonly leftAnswers: readonly LeftAnswer[]
  /** Queues that were ever closed. */
  readonly queues: readonly { readonly label: Label; readonly isClosed: boolean }[]
  readonly isThreadFilingClosed: boolean
  /** Each mailbox's last successful poll. */
  readonly polls: readonly { readonly account: string; readonly okAt: IsoTime | undefined }[]
}

/** First decisions of one day with one queue (or guess) and one model. */
export interface DayFigures {
  /** As `2025-03-04`, in Danish time. */
  readonly day: string
  readonly label: Label | undefined
  readonly modelId: ModelId | undefined
  readonly mails: number
  /** Held for novel, and so sent to a person. */
  readonly novel: number
  /** Filed by the program alone. */
  readonly routed: number
  /** Of `routed`: a person's decision that stands says otherwise. */
  readonly overridden: number
  /** Mails with a share of unknown terms; the sum of the shares, and of their squares. */
  readonly measured: number
  readonly unknownSum: number
  readonly unknownSquares: number
}

/** One count of the figures; `week` is the number of the span among those asked for. */
export interface WeekCount {
  readonly label: Label | undefined
  readonly week: number
  readonly count: number
  /** Of `count`: a person decided otherwise. */
  readonly otherwise: number
}

export interface WeeklyCounts {
  /** Filed by the program alone. */
  readonly filed: readonly WeekCount[]
  /** Of those: a person's decision that stands says otherwise; by the week of the filing. */
  readonly overridden: readonly WeekCount[]
  /** People's decisions that stand and put mail into a queue other than where the program had filed it. */
  readonly byPeople: readonly WeekCount[]
  readonly waiting: readonly WeekCount[]
  /** Blind answers about filed mail, by the queue that the program had filed in; `otherwise`: the program was wrong. */
  readonly blind: readonly WeekCount[]
  /** Blind answers about left mail; `otherwise`: there was something for us in it. */
  readonly left: readonly WeekCount[]
}

export interface GuaranteeStore extends SampleStore {
  /** A secret of this installation: made at random when it is first asked for, 64 hexadecimal digits. */
  secret(name: string): Promise<string>
  queueClosures(): Promise<readonly QueueClosure[]>
  /** Closes a queue to automatic filing; false when it is closed already. Audited. */
  closeQueue(label: Label, evidence: QueueClosure['evidence']): Promise<boolean>
  /** Closes it by a person and for a reason; false when it is closed already. Audited. */
  closeQueueByHand(label: Label, by: string, why: string): Promise<boolean>
  /** Opens it again, by a person and for a reason; false when it is not closed. What was closed by hand keeps its figures. Audited. */
  openQueue(label: Label, by: string, why: string): Promise<boolean>

  threadFiling(): Promise<ThreadFiling>
  /** As with a queue; false when it is closed already. Audited. */
  closeThreadFiling(evidence: QueueClosure['evidence']): Promise<boolean>
  closeThreadFilingByHand(by: string, why: string): Promise<boolean>
  openThreadFiling(by: string, why: string): Promise<boolean>

  corrections(options: {
    readonly state?: CorrectionState
    readonly limit: number
  }): Promise<readonly Correction[]>
  /** Accepts or rejects quarantined ones; `capped` ones only when named by id. Returns the ids that changed. Audited. */
  judgeCorrections(
    ids: readonly number[] | 'all',
    verdict: 'accepted' | 'rejected',
    by: string,
  ): Promise<readonly number[]>
  /** Accepted ones whose text is still kept, oldest first. */
  acceptedCorrections(): Promise<readonly { readonly correction: Correction; readonly parsed: ParsedMail }[]>

  /** @param outside the label that "not ours" stands for */
  challengerFigures(outside: string): Promise<readonly ChallengerFigures[]>

  stats(options: { readonly since?: IsoTime }): Promise<Stats>
  gauges(): Promise<Gauges>
  dayFigures(since: IsoTime): Promise<readonly DayFigures[]>
  /** Counts per queue and span; span i is bounds[i] <= t < bounds[i + 1]. */
  weeklyCounts(bounds: readonly IsoTime[]): Promise<WeeklyCounts>
}
