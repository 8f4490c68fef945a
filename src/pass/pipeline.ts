// What a pass stands on, and the two shapes that its steps hand to each other.
import type { Config } from '../config/schema.js'
import type { Decision, MailLocation, ParsedMail, Prediction, RawMail } from '../journey.js'
import type { Ledger } from '../ledger/contract/ledger.js'
import type { Challenged, Models } from './challenger.js'

/** Mails fetched, decided and delivered together: few enough to repeat after a crash. With 50 the journey is a third slower (docs/benchmark.md). */
export const BATCH_MAILS = 100

export interface Pipeline {
  readonly config: Config
  readonly ledger: Ledger
  readonly read: (raw: RawMail) => Promise<ParsedMail>
  /** Asked for each batch: a model may be promoted between two. */
  readonly models: () => Promise<Models>
  readonly now: () => Date
}

/** What a pass that leaves the deciding to workers needs of it. */
export type Intake = Pick<Pipeline, 'config' | 'ledger'>

/** A mail that is durable in the ledger and not decided yet. */
export interface Received {
  readonly raw: RawMail
  /** Every place in its folder where it lies, its own among them: what is moved is moved from all of them. */
  readonly copies: readonly MailLocation[]
  /** The decision that is made anew: the mail was left for where it lay, and lies in the inbox now. */
  readonly replaces?: number
}

/** A mail with what is to become of it, and why. */
export interface Judged {
  readonly mail: ParsedMail
  readonly prediction: Prediction | undefined
  readonly decision: Decision
}

/** A mail with all that was worked out about it. */
export interface Evaluated extends Judged {
  readonly raw: RawMail
  /** What the challenger said, where there is one. */
  readonly challenger: Challenged
}
