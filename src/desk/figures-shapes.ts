// The team lead's figures: shapes only of queues and weeks. Nothing here can name a person.
import type { Label } from '../ids.js'
import type { IsoTime } from '../journey.js'
import type { QueueClosure, ThreadFiling } from '../ledger/contract/guarantee.js'
import type { LeftCount } from '../ledger/contract/left.js'

export interface FiguresQuery {
  /** How many ISO weeks back, the current one among them, 1..53; default 12. Weeks begin on Monday 00:00 Danish time. */
  readonly weeks?: number
  /** Only these queues; undefined: all. */
  readonly queues?: readonly Label[]
}

/** A share with its exact (Clopper-Pearson) two-sided 95 % interval, all in [0, 1]; undefined share when n is 0. */
export interface Share {
  readonly wrong: number
  readonly n: number
  readonly share: number | undefined
  readonly low: number
  readonly high: number
}

/** Of mail that was left as a machine's: how much had something for us in it, by the answers of the blind sample. */
export interface LeftFigures {
  /** Of all answers ever, a burst of like mails counted once. */
  readonly n: number
  readonly wrong: number
  readonly share: number | undefined
  /** At most this share is wrongly left: holds whenever it is read, with 95 % confidence. 1 while nothing is known. */
  readonly high: number
  readonly waiting: number
}

export interface Counts {
  /** Mail decided in the week that the program filed by itself. */
  readonly filedAlone: number
  /** Of `filedAlone`: a person has since put it elsewhere. */
  readonly overridden: number
  /** Mail that people put into the queue. */
  readonly byPeople: number
  /** Mail suggested for the queue that came to the list in the week and still waits. */
  readonly waiting: number
  /** Of the filed mail that was also shown blind and answered: how often the program was wrong. */
  readonly blind: Share
}

export interface FiguresRow extends Counts {
  /** 'none': waiting mail without a suggestion. */
  readonly queue: Label | 'none'
  /** ISO week, e.g. `2026-W47`. */
  readonly week: string
}

/** From the unit costs in the configuration (`review.costs`): an estimate, and shown as one. */
export interface Saving {
  readonly mails: number
  readonly hours: number
  readonly kroner: number
}

export interface Figures {
  readonly since: IsoTime
  readonly until: IsoTime
  /** Oldest first. */
  readonly weeks: readonly string[]
  /** By queue in the order of the configuration, then by week; a queue and week without any mail is left out. */
  readonly rows: readonly FiguresRow[]
  readonly perQueue: readonly (Counts & { readonly queue: Label | 'none' })[]
  readonly perWeek: readonly (Counts & { readonly week: string })[]
  readonly total: Counts
  /** The second promise; undefined where the figures are of some queues only. */
  readonly left: LeftFigures | undefined
  /** Answers about left mail by week, a week without any left out; empty where `left` is undefined. */
  readonly leftPerWeek: readonly { readonly week: string; readonly blind: Share }[]
  /** What the program left in the period and nobody has taken up, most first; empty where the figures are of some queues only. */
  readonly leftBySign: readonly LeftCount[]
  readonly saving: Saving
}

/** A figure of the last whole week that differs from the weeks before by more than chance. */
export interface Drift {
  /** ISO week. */
  readonly week: string
  /** `novelty`, `overrides`, `unknown terms`, or the key of a queue. */
  readonly what: string
  /** Share in that week, and in the weeks before it, in [0, 1]. */
  readonly now: number
  readonly before: number
}

export interface Warnings {
  /** Queues closed to automatic filing. */
  readonly closed: readonly QueueClosure[]
  /** Filing by threads, while it is switched off; said to whoever looks at all queues. */
  readonly threads: ThreadFiling | undefined
  readonly drift: readonly Drift[]
}
