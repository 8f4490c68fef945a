// Step 7 of 8: what a person can do with mail. The page and the terminal render these shapes and call these functions; nothing here
// knows HTML or HTTP. Expected things (somebody was faster, a mail is gone) are values; only faults are thrown.
import type { Label, MailId } from '../ids.js'
import type { IsoTime } from '../journey.js'
import type { QueueItem } from '../ledger/contract/outbox.js'
import type { Person } from '../roles.js'
import type {
  AnswerForm,
  AnswerOutcome,
  BulkForm,
  FormFacts,
  Likeness,
  UndoForm,
  UndoOutcome,
  Unrouted,
} from './answer-shapes.js'
import type { Figures, FiguresQuery, Warnings } from './figures-shapes.js'
import type { FiledMail, FindPage, FindQuery, MoveForm } from './filed-shapes.js'
import type { LeftPage, LeftQuery, TakeUpForm } from './left-shapes.js'
import type { ListFilter, ListPage, ListQuery, ListRow, Waiting } from './list-shapes.js'
import type { Claim, Opened, QueueView } from './mail-shapes.js'

/**
 * Everything a person can do, at the page or the terminal. Each mail id goes through one door (access.ts); a mail that is not for this
 * person is one that does not exist. Every view of a mail and every act is in the audit log under `person.name`.
 * A form's token makes it idempotent: sending it again after a broken connection tells whether it was recorded.
 */
export interface Desk {
  /** The queues one can choose from, in the order of the configuration; the department-limited choose from all as well. */
  readonly queues: readonly QueueView[]
  newToken(): string

  list(query: ListQuery, person: Person): Promise<ListPage>
  waiting(person: Person): Promise<Waiting>
  /** The first of the list that nobody else has open, after the given mail's position if one is given; undefined when there is none. */
  nextItem(filter: ListFilter, person: Person, after?: MailId): Promise<MailId | undefined>

  /** Opens an item and claims it for two minutes, unless somebody else has it; then `claim` says who. `takeOver` claims it all the same. */
  open(id: MailId, person: Person, options?: { readonly takeOver?: boolean }): Promise<Opened>
  /** The heartbeat of an open page. Undefined when the item is no longer open. */
  renew(id: MailId, person: Person): Promise<Claim | undefined>
  release(id: MailId, person: Person): Promise<void>
  /** The mail's html, made harmless, as a whole document for a sandboxed frame; undefined when it has none or it is not kept. */
  html(id: MailId, person: Person): Promise<string | undefined>

  answer(form: AnswerForm, person: Person): Promise<AnswerOutcome>
  /** Open items like this one, this one first, at most 100. Empty for the blind sample. */
  like(id: MailId, likeness: Likeness, person: Person): Promise<readonly ListRow[]>
  /** One outcome per item, in their order. */
  answerAll(form: BulkForm, person: Person): Promise<readonly AnswerOutcome[]>
  /** Takes an answer back, or a filing of the program: the mail returns to where it was before. */
  undo(form: UndoForm, person: Person): Promise<UndoOutcome>
  /** Takes back what the program has filed since a moment and nobody has decided since. A dry run only lists it. */
  undoSince(
    run: { readonly since: IsoTime; readonly isDryRun: boolean },
    person: Person,
  ): Promise<readonly Unrouted[]>

  find(query: FindQuery, person: Person): Promise<FindPage>
  /** The mails of a name: the first digits of an id (4 or more), or a Message-ID. */
  named(text: string, person: Person): Promise<readonly MailId[]>
  /** What a form about a mail must name; undefined when there is no such mail for this person. Shows nothing of the mail. */
  formFacts(id: MailId, person: Person): Promise<FormFacts | undefined>
  /** Undefined when there is no such mail for this person. */
  view(id: MailId, person: Person): Promise<FiledMail | undefined>
  /** Puts a filed mail elsewhere: a later decision by a person, and so a correction. */
  move(form: MoveForm, person: Person): Promise<AnswerOutcome>

  /** What the program left, newest first; empty for who sees some departments only. */
  left(query: LeftQuery, person: Person): Promise<LeftPage>
  /** Puts mail that was left on the review list, with the suggestion that it would have had. One outcome per mail, in their order. */
  takeUp(form: TakeUpForm, person: Person): Promise<readonly AnswerOutcome[]>

  /** Departments' queues, where the ledger keeps them: how much is in each of the person's own. */
  queueCounts(person: Person): Promise<
    readonly {
      readonly label: Label
      readonly ready: number
      readonly taken: number
      readonly done: number
    }[]
  >
  /** Ready and taken ones: must-see first, then oldest. Empty for a queue that is not the person's, as in the next two. */
  queueItems(queue: Label, options: { readonly limit: number }, person: Person): Promise<readonly QueueItem[]>
  takeFromQueue(queue: Label, person: Person): Promise<QueueItem | undefined>
  /** False when the queue has no open item of that number. */
  finishQueueItem(queue: Label, item: number, person: Person): Promise<boolean>

  /** Per queue and week, never per person. */
  figures(query: FiguresQuery): Promise<Figures>
  /** @param queue only what concerns this one; undefined: all */
  warnings(queue?: Label): Promise<Warnings>
}
