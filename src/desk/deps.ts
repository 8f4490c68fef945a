// What the desk is built on. Steps it may not call itself come in as functions; src/wiring.ts wires them.
import type { Config } from '../config/schema.js'
import type { ReviewAnswer } from '../journey.js'
import type { DecisionEntry, DecisionRecord, ReplacingEntry } from '../ledger/contract/decisions.js'
import type { DayFigures } from '../ledger/contract/guarantee.js'
import type { Ledger } from '../ledger/contract/ledger.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { Door } from './access.js'
import type { Drift, LeftFigures } from './figures-shapes.js'

export interface DeskDeps {
  readonly config: Config
  readonly ledger: Ledger
  readonly now: () => Date
  /** A token that nobody can guess. */
  readonly newToken: () => string
  /** An answer -> what the ledger writes for it (route/answer). */
  readonly planAnswer: (answer: ReviewAnswer, record: MailRecord) => DecisionEntry
  /** A mail's decisions, oldest first -> what takes the last one back; undefined when there is nothing to take back (route/undo). */
  readonly planUndo: (undo: {
    readonly record: MailRecord
    readonly decisions: readonly DecisionRecord[]
    readonly by: string
    readonly hasMoved: boolean
  }) => ReplacingEntry | undefined
  /** A mail that was left -> its decision as if no machine had written it, by a person and for people (pass/take-up). */
  readonly planTakeUp: (record: MailRecord, left: DecisionRecord, by: string) => Promise<ReplacingEntry>
  /** Closes the queues whose guarantee the blind answers prove broken (guarantee/queue-guarantee). */
  readonly closeBrokenQueues: () => Promise<unknown>
  /** Carries out what the outbox holds for a mailbox. Ends when an attempt that began after the call has ended; never throws. */
  readonly file: (account: string) => Promise<void>
  /** The html of a mail's bytes as it came; undefined when it has none (ingest/parse). */
  readonly htmlOf: (bytes: Uint8Array) => Promise<string | undefined>
  /** How much of what was left was wrongly left (guarantee/left-guarantee). */
  readonly leftGuarantee: () => Promise<LeftFigures>
  /** Which figures of the last whole week are out of the ordinary (guarantee/drift). */
  readonly driftOf: (days: readonly DayFigures[], now: Date) => readonly Drift[]
  /** An answer waits so long for its filing, and says `pending` if it takes longer. @units milliseconds */
  readonly waitForFilingMs: number
}

/** What every use case is made with: its dependencies, and the door that each mail id goes through. */
export interface DeskContext extends DeskDeps {
  readonly door: Door
}
