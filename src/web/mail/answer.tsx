// What the buttons of a mail do: the answer is recorded once, the next mail comes, and a message says what happened and takes it back.

import type { AnswerOutcome, Choice } from '../../desk/answer-shapes.js'
import { choiceOf } from '../answer-choices.js'
import { filterOf, queryOf } from '../list/filter.js'
import {
  type Answer,
  type Flash,
  goTo,
  NoSuchPage,
  type Page,
  type PersonVisit,
  type ReviewServices,
} from '../request-context.js'
import { workers } from '../work-roles.js'
import { mailIdOf } from './mail-id.js'
import { flashOf, undoFlashOf } from './outcome-words.js'
import { settledPage } from './settled.js'

export const answerPages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/mail/:id/answer', roles: workers, handler: (visit) => answer(services, visit) },
  { method: 'POST', path: '/mail/:id/undo', roles: workers, handler: (visit) => undo(services, visit) },
]

// ---------------------------------------------------------------------------------------------------------------

async function answer(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { desk, config } = services
  const { form, person } = visit
  const mailId = mailIdOf(visit)
  const filter = filterOf(visit.query, config)
  const here = `/mail/${mailId}${queryOf(filter)}`
  const choice = choiceIn(form, visit.now)
  if (choice === undefined) return goTo(here, { kind: 'error', text: visit.texts.work.outcome.choose })
  const outcome = await desk.answer(
    {
      mailId,
      choice,
      version: Number(form.get('version') ?? ''),
      note: form.get('note') ?? '',
      token: form.get('once') ?? '',
    },
    person,
  )
  if (outcome.kind === 'missing') throw new NoSuchPage()
  if (outcome.kind === 'conflict')
    return settledPage(outcome, { visit, services, id: mailId, filter, isConflict: true })
  const flash = flashOf(outcome, { visit, services })
  if (outcome.kind === 'refused') return goTo(here, flash)
  return goOn(services, visit, outcome, flash)
}

/** Two of the buttons take their answer from the field beside them. */
function choiceIn(form: URLSearchParams, now: Date): Choice | undefined {
  const choice = form.get('choice') ?? ''
  if (choice === 'find') return choiceOf(`queue:${form.get('queue') ?? ''}`, now)
  if (choice === 'later') return choiceOf(`later:${form.get('until') ?? ''}`, now)
  return choiceOf(choice, now)
}

async function goOn(
  { desk, config }: ReviewServices,
  visit: PersonVisit,
  { mailId }: Extract<AnswerOutcome, { kind: 'recorded' }>,
  flash: Flash,
): Promise<Answer> {
  const filter = filterOf(visit.query, config)
  const next = await desk.nextItem(filter, visit.person, mailId)
  if (next !== undefined) return goTo(`/mail/${next}${queryOf(filter)}`, flash)
  return goTo(`/list${queryOf(filter)}`, { ...flash, text: `${flash.text} ${visit.texts.work.outcome.last}` })
}

async function undo(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { form, person } = visit
  const mailId = mailIdOf(visit)
  const outcome = await services.desk.undo(
    { mailId, undo: form.get('undo') ?? '', token: form.get('once') ?? '' },
    person,
  )
  if (outcome.kind === 'missing') throw new NoSuchPage()
  const flash = undoFlashOf(outcome, { visit, services })
  if (form.get('to') === 'find') return goTo(`/find/${mailId}`, flash)
  const isOnList = outcome.kind === 'undone' && (await services.ledger.reviewItem(mailId))?.state === 'open'
  return goTo(isOnList ? `/mail/${mailId}` : '/list', flash)
}
