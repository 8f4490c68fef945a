// The sampler's questions: what people are asked about mail without being told what the program did with it, and what they answered.
import type { Label, MailId, ModelId } from '../../ids.js'
import type { Decision, IsoTime, Reason } from '../../journey.js'

/** `filed`: was it filed rightly? `left`: is there something for us in this? */
export const questionKinds = ['filed', 'left'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** Which question a decision of the program can be asked about, by its kind; undefined where nothing was done that could be wrong. */
export const questionAbout = ({ kind }: Pick<Decision, 'kind'>): QuestionKind | undefined => questions[kind]

/** What the sampler makes of a mail that a question could be asked about. */
export interface Question {
  readonly kind: QuestionKind
  /** The id of the mail that stands for it and all that are like it. */
  readonly unit: MailId
  /** The chance with which it was asked, [0, 1]: known before, whatever came of it. */
  readonly chance: number
  readonly isDrawn: boolean
}

/** What counts as one thing in every sample: a burst of like mails, or a mail by itself. */
export interface Unit {
  /** The id of its first mail. */
  readonly id: MailId
  /** The questions that could have been asked about an earlier mail of it: one unit is asked about once or not at all. */
  readonly met: ReadonlySet<QuestionKind>
}

/** How many units a question could have been asked about in a day. */
export interface DayCandidates {
  /** As `2025-03-04`, in Danish time. */
  readonly day: string
  readonly kind: QuestionKind
  readonly units: number
}

interface Answered {
  readonly mailId: MailId
  /** Why the program had decided as it did. */
  readonly reason: Reason['kind']
  /** What the program did was right. */
  readonly isRight: boolean
  readonly at: IsoTime
}

/** A routed mail that a person decided without seeing where it went. */
export interface BlindAnswer extends Answered {
  /** Where the program had filed it. */
  readonly label: Label
  readonly modelId: ModelId | undefined
}

/** A left mail that a person decided without seeing that it was left; right where they found nothing for us in it. */
export interface LeftAnswer extends Answered {
  readonly unit: MailId
  /** (0, 1] */
  readonly chance: number
}

export interface SampleStore {
  /** Of each mail that is about to be decided. A mail that is like no other is a unit of its own. */
  unitsOf(ids: readonly MailId[]): Promise<ReadonlyMap<MailId, Unit>>
  /** From a day on, the days in order. */
  candidatesSince(day: string): Promise<readonly DayCandidates[]>
  /** Of filed mail, in the order in which they were given: an answer is only ever added at the end. */
  blindAnswers(): Promise<readonly BlindAnswer[]>
  /** Blind items that wait for an answer, by the queue they were filed in. */
  blindWaiting(): Promise<readonly { readonly label: Label; readonly count: number }[]>
  /** Of left mail, in the same order; one for each unit. */
  leftAnswers(): Promise<readonly LeftAnswer[]>
  /** Left mails that wait for an answer. */
  leftWaiting(): Promise<number>
}

// ---------------------------------------------------------------------------------------------------------------

const questions = { route: 'filed', review: undefined, leave: 'left' } as const satisfies Record<
  Decision['kind'],
  QuestionKind | undefined
>
