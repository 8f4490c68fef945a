// Answering a mail: the answer is recorded once, the next mail is shown, and a message says what happened and offers undo.

import type { AnswerOutcome, Choice } from '../../desk/answer-shapes.js'
import { rolesThatAnswer } from '../../roles.js'
import { choiceOf } from '../answer-choices.js'
import { filterOf, listQueryOf } from '../list/filter.js'
import { mailIdFromPath } from '../page/mail-id.js'
import { flashOf, undoFlashOf } from '../page/outcome-words.js'
import {
  type Flash,
  goTo,
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
} from '../request-context.js'
import { settledPage } from './settled.js'

export const answerPages = (services: ReviewServices): readonly Page[] => [
  {
    method: 'POST',
    path: '/mail/:id/answer',
    roles: rolesThatAnswer,
    handler: (ctx) => answer(services, ctx),
  },
  { method: 'POST', path: '/mail/:id/undo', roles: rolesThatAnswer, handler: (ctx) => undo(services, ctx) },
]

// ---------------------------------------------------------------------------------------------------------------

async function answer(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { desk, config } = services
  const { form, person } = ctx
  const mailId = mailIdFromPath(ctx)
  const filter = filterOf(ctx.query, config)
  const here = `/mail/${mailId}${listQueryOf(filter)}`
  const choice = choiceIn(form, ctx.now)
  if (choice === undefined) return goTo(here, { kind: 'error', text: ctx.texts.work.outcome.choose })
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
    return settledPage(outcome, { ctx, services, id: mailId, filter, isConflict: true })
  const flash = flashOf(outcome, { ctx, services })
  if (outcome.kind === 'refused') return goTo(here, flash)
  return goOn(services, ctx, outcome, flash)
}

/** Two of the buttons take their value from the field beside them. */
function choiceIn(form: URLSearchParams, now: Date): Choice | undefined {
  const choice = form.get('choice') ?? ''
  if (choice === 'find') return choiceOf(`queue:${form.get('queue') ?? ''}`, now)
  if (choice === 'later') return choiceOf(`later:${form.get('until') ?? ''}`, now)
  return choiceOf(choice, now)
}

async function goOn(
  { desk, config }: ReviewServices,
  ctx: PersonContext,
  { mailId }: Extract<AnswerOutcome, { kind: 'recorded' }>,
  flash: Flash,
): Promise<PageResult> {
  const filter = filterOf(ctx.query, config)
  const next = await desk.nextItem(filter, ctx.person, mailId)
  if (next !== undefined) return goTo(`/mail/${next}${listQueryOf(filter)}`, flash)
  return goTo(`/list${listQueryOf(filter)}`, {
    ...flash,
    text: `${flash.text} ${ctx.texts.work.outcome.last}`,
  })
}

async function undo(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { form, person } = ctx
  const mailId = mailIdFromPath(ctx)
  const outcome = await services.desk.undo(
    { mailId, undo: form.get('undo') ?? '', token: form.get('once') ?? '' },
    person,
  )
  if (outcome.kind === 'missing') throw new NoSuchPage()
  const flash = undoFlashOf(outcome, { ctx, services })
  if (form.get('to') === 'left') return goTo('/left', flash)
  if (form.get('to') === 'find') return goTo(`/find/${mailId}`, flash)
  const isOnList = outcome.kind === 'undone' && (await services.ledger.reviewItem(mailId))?.state === 'open'
  return goTo(isOnList ? `/mail/${mailId}` : '/list', flash)
}
