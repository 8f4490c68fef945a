// postfordeler review answer|move|later|undo: what a person decides at the terminal, through the same desk as on the page.
import type { Choice, FormFacts, Likeness } from '../desk/answer-shapes.js'
import type { Desk } from '../desk/desk.js'
import type { MoveForm } from '../desk/filed-shapes.js'
import { label, type MailId } from '../ids.js'
import type { NotOursKind } from '../journey.js'
import type { Person } from '../roles.js'
import type { Services } from '../wiring.js'
import { type CommandIo, type CommonOptions, print, usageError } from './command.js'
import { personAt } from './desk-person.js'
import { mailFor } from './mail-argument.js'
import { momentAfter } from './moment.js'
import { queueNamed } from './queue-argument.js'
import { listLines } from './review-lines.js'
import { answerJson, answerLines, notListed, recorded, someNotAnswered, undone } from './review-outcomes.js'
import { undoneInWords } from './undo-words.js'
import { withServices } from './with-services.js'

export interface AnswerOptions extends CommonOptions {
  readonly by?: string
  readonly note?: string
  readonly notOurs?: NotOursKind
  readonly like?: Likeness
  readonly dryRun?: boolean
}

interface Asked {
  readonly mail: string
  readonly queue: string
  readonly options: AnswerOptions
}

export const runAnswer = (io: CommandIo, { mail, queue, options }: Asked): Promise<void> =>
  atDesk(io, { mail, options, act: 'answer' }, async (at) => {
    const choice = choiceNamed(at.services, queue, options)
    if (options.like !== undefined) return answerAlike(io, at, { choice, like: options.like, options })
    if (options.dryRun) throw usageError('--dry-run goes with --like.', 'Leave it out to answer the mail.')
    const { desk, id, person, facts } = at
    const form = { mailId: id, version: facts.version ?? 0, choice, ...sent(desk, options) }
    const answer = answerJson(recorded(await desk.answer(form, person)), person)
    print(io, options, answer, () => answerLines(answer))
  })

export const runMove = (io: CommandIo, { mail, queue, options }: Asked): Promise<void> =>
  atDesk(io, { mail, options, act: 'move' }, async ({ services, desk, id, person, facts }) => {
    const choice = choiceNamed(services, queue, options)
    if (choice.kind === 'confirm')
      throw usageError('A filed mail has no suggestion to confirm.', 'Name a queue.')
    const form: MoveForm = { mailId: id, decisionId: facts.decisionId ?? 0, choice, ...sent(desk, options) }
    const answer = answerJson(recorded(await desk.move(form, person)), person)
    print(io, options, answer, () => answerLines(answer))
  })

export const runLater = (
  io: CommandIo,
  { mail, time, options }: Pick<Asked, 'mail' | 'options'> & { readonly time: string },
): Promise<void> =>
  atDesk(io, { mail, options, act: 'answer' }, async ({ services, desk, id, person, facts }) => {
    const choice = { kind: 'later', until: momentAfter(time, services.now()) } as const
    const form = { mailId: id, version: facts.version ?? 0, choice, ...sent(desk, options) }
    const { what } = recorded(await desk.answer(form, person))
    const until = what.kind === 'later' ? what.until : choice.until
    print(io, options, { mailId: id, until, by: person.name }, () => [
      `Put off until ${until}, by ${person.name}.`,
    ])
  })

export const runUndo = (io: CommandIo, mail: string, options: AnswerOptions): Promise<void> =>
  atDesk(io, { mail, options, act: 'undo' }, async ({ desk, id, person, facts }) => {
    const form = { mailId: id, undo: facts.undo ?? '', token: desk.newToken() }
    const outcome = undone(await desk.undo(form, person))
    print(io, options, outcome, () => [`${undoneInWords(outcome)}.`])
  })

// ---------------------------------------------------------------------------------------------------------------

interface AtDesk {
  readonly services: Services
  readonly desk: Desk
  readonly person: Person
  readonly id: MailId
  readonly facts: FormFacts
}

const atDesk = (
  io: CommandIo,
  { mail, options, act }: Pick<Asked, 'mail' | 'options'> & { readonly act: 'answer' | 'move' | 'undo' },
  work: (at: AtDesk) => Promise<void>,
): Promise<void> =>
  withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act })
    const id = await mailFor(desk, person, mail)
    const facts = await desk.formFacts(id, person)
    if (facts === undefined) throw notListed()
    await work({ services, desk, person, id, facts })
  })

const sent = (desk: Desk, { note = '' }: AnswerOptions) => ({ note, token: desk.newToken() })

/** "none" and "confirm" are words of the command, unless a queue is called that. */
function choiceNamed(
  { config }: Services,
  name: string,
  { notOurs }: AnswerOptions,
): Exclude<Choice, { kind: 'later' }> {
  const isQueue = Object.hasOwn(config.queues, name)
  if (name === 'none' && !isQueue) return { kind: 'not-ours', what: notOurs ?? 'other' }
  if (notOurs !== undefined) throw usageError('--not-ours goes with "none".', 'Leave it out to name a queue.')
  if (name === 'confirm' && !isQueue) return { kind: 'confirm' }
  return { kind: 'queue', label: name === config.outside ? label(name) : queueNamed(config, name) }
}

async function answerAlike(
  io: CommandIo,
  { desk, id, person }: AtDesk,
  {
    choice,
    like,
    options,
  }: { readonly choice: Choice; readonly like: Likeness; readonly options: AnswerOptions },
): Promise<void> {
  const alike = await desk.like(id, like, person)
  // What a person must see is answered by its own name, never along with others.
  const rows = alike.filter(({ mailId, mustSee }) => mailId === id || mustSee.length === 0)
  if (rows.length === 0) throw notListed()
  if (options.dryRun) {
    print(
      io,
      options,
      rows.map(({ review }) => review),
      () => listLines(rows),
    )
    return
  }
  const outcomes = await desk.answerAll({ items: rows, choice, ...sent(desk, options) }, person)
  const answers = outcomes.map((outcome) =>
    outcome.kind === 'recorded'
      ? { kind: outcome.kind, ...answerJson(outcome, person) }
      : { kind: outcome.kind, mailId: outcome.mailId, queue: null, by: person.name, filed: false },
  )
  const failed = answers.filter(({ kind }) => kind !== 'recorded').length
  print(io, options, answers, () => [
    ...answers.map(
      (one) =>
        `${one.mailId.slice(0, 12)}  ${one.kind === 'recorded' ? answerLines(one).join(' ') : 'not answered'}`,
    ),
    `${answers.length - failed} answered.`,
  ])
  if (failed > 0) throw someNotAnswered(failed)
}
