// Step 7 of 8: what a person can do with mail, whatever shows it to them. The page renders these shapes and calls these functions;
// nothing here knows HTML or HTTP. Expected things (somebody was faster, a mail is gone) are values; only faults are thrown.
import type { Label, MailId } from '../ids.js'
import type { AnswerForm, AnswerOutcome, BulkForm, Likeness, UndoForm, UndoOutcome } from './answer-shapes.js'
import type { Figures, FiguresQuery, Warnings } from './figures-shapes.js'
import type { FiledMail, FindPage, FindQuery, MoveForm } from './filed-shapes.js'
import type { ListFilter, ListPage, ListQuery, ListRow, Waiting } from './list-shapes.js'
import type { Claim, Opened, QueueView } from './mail-shapes.js'

/** Who asks. Made by the page from the session, by the command line from the machine's user. */
export interface Person {
  /** The name under which answers and views are recorded. */
  readonly name: string
  /** The queues a caseworker is limited to; undefined: all. A limited person sees mail suggested for or filed in these, and no other. */
  readonly departments: readonly Label[] | undefined
}

/**
 * Everything a person can do. Every view of a mail and every act is in the trail under `person.name`.
 * A form's token makes it idempotent: of an answer whose connection broke, sending it again tells whether it was recorded.
 */
export interface Desk {
  /** The queues one can choose from, in the order of the configuration; the department-limited choose from all as well. */
  readonly queues: readonly QueueView[]
  newToken(): string

  list(query: ListQuery, person: Person): Promise<ListPage>
  waiting(person: Person): Promise<Waiting>
  /** The first of the list that nobody else has open, after the given mail's place if one is given; undefined when there is none. */
  nextItem(filter: ListFilter, person: Person, after?: MailId): Promise<MailId | undefined>

  /** Opens an item and claims it for two minutes, unless somebody else has it; then `claim` says who. `takeOver` claims it all the same. */
  open(id: MailId, person: Person, options?: { readonly takeOver?: boolean }): Promise<Opened>
  /** The heartbeat of an open page. Undefined when the item is not open any more. */
  renew(id: MailId, person: Person): Promise<Claim | undefined>
  release(id: MailId, person: Person): Promise<void>
  /** The mail's html, made harmless, as a whole document for a sandboxed frame; undefined when it has none or it is not kept. */
  html(id: MailId, person: Person): Promise<string | undefined>

  answer(form: AnswerForm, person: Person): Promise<AnswerOutcome>
  /** Open items like this one, this one first, at most 100. Empty for the blind sample. */
  like(id: MailId, likeness: Likeness, person: Person): Promise<readonly ListRow[]>
  /** One outcome per item, in their order. */
  answerAll(form: BulkForm, person: Person): Promise<readonly AnswerOutcome[]>
  /** Takes an answer back, or a filing of the program: the mail returns to where it lay before. */
  undo(form: UndoForm, person: Person): Promise<UndoOutcome>

  find(query: FindQuery, person: Person): Promise<FindPage>
  /** Undefined when there is no such mail for this person's eyes. */
  view(id: MailId, person: Person): Promise<FiledMail | undefined>
  /** Puts a filed mail elsewhere: a later decision by a person, and so a correction. */
  move(form: MoveForm, person: Person): Promise<AnswerOutcome>

  /** Per queue and week, never per person. */
  figures(query: FiguresQuery): Promise<Figures>
  /** @param queue only what concerns this one; undefined: all */
  warnings(queue?: Label): Promise<Warnings>
}
