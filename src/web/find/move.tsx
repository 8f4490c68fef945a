// Putting a filed mail elsewhere: a decision by a person, carried out through the same outbox as every other, and so a correction.

import type { AnswerOutcome } from '../../desk/answer-shapes.js'
import type { FiledMail, MoveForm, Placement } from '../../desk/filed-shapes.js'
import type { Label } from '../../ids.js'
import { filedIn } from '../../journey.js'
import { rolesThatAnswer } from '../../roles.js'
import { choiceOf } from '../answer-choices.js'
import { NoteField, NotOurs } from '../mail/answer-fields.js'
import { PageForm } from '../page/form.js'
import { mailIdFromPath } from '../page/mail-id.js'
import { flashOf, settledInWords } from '../page/outcome-words.js'
import { Select } from '../page/select.js'
import {
  type Flash,
  goTo,
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
} from '../request-context.js'

export const movePages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/find/:id/move', roles: rolesThatAnswer, handler: (ctx) => move(services, ctx) },
]

interface MoveProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly filed: FiledMail
  readonly current: Placement
}

export const MovePanel = ({ ctx, services, filed, current }: MoveProps) => {
  const t = ctx.texts.find
  const { answer } = ctx.texts.work
  const { decision } = current
  const here = filedIn(decision)
  const others = services.desk.queues.filter(({ label }) => label !== here)
  return (
    <PageForm ctx={ctx} action={`/find/${filed.mail.id}/move`} class="answer move">
      <input type="hidden" name="decision" value={String(current.decisionId)} />
      <input type="hidden" name="once" value={services.desk.newToken()} />
      <h3>{t.moveTitle}</h3>
      <p class="form-hint">{t.moveHint}</p>
      <Select
        name="queue"
        label={t.moveTo}
        options={[
          { value: '', label: answer.findChoose },
          ...others.map(({ label, name }) => ({ value: label, label: name })),
        ]}
        isRequired
      />
      <button type="submit" name="choice" value="find" class="button button-primary">
        {t.move}
      </button>
      {decision.kind === 'route' && <NotOurs ctx={ctx} />}
      <NoteField ctx={ctx} />
    </PageForm>
  )
}

// ---------------------------------------------------------------------------------------------------------------

async function move(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { form, person, texts } = ctx
  const mailId = mailIdFromPath(ctx)
  const choice = choiceIn(form, ctx.now)
  const here = `/find/${mailId}`
  if (choice === undefined) return goTo(here, { kind: 'error', text: texts.work.outcome.choose })
  const decisionId = Number(form.get('decision') ?? '')
  if (!Number.isSafeInteger(decisionId)) throw new NoSuchPage()
  const outcome = await services.desk.move(
    { mailId, decisionId, choice, note: form.get('note') ?? '', token: form.get('once') ?? '' },
    person,
  )
  if (outcome.kind === 'missing') throw new NoSuchPage()
  const flash = moveFlashOf(outcome, { ctx, services })
  if (isOutOfSight(outcome, person.departments))
    return goTo('/find', { ...flash, text: `${flash.text} ${texts.find.movedAway}` })
  return goTo(here, flash)
}

/** Neither confirm nor put off: the mail is already filed. */
function choiceIn(form: URLSearchParams, now: Date): MoveForm['choice'] | undefined {
  const field = form.get('choice') ?? ''
  const choice = choiceOf(field === 'find' ? `queue:${form.get('queue') ?? ''}` : field, now)
  return choice?.kind === 'queue' || choice?.kind === 'not-ours' ? choice : undefined
}

/** The undo leads back to this page, not to the list. */
function moveFlashOf(outcome: AnswerOutcome, context: Pick<MoveProps, 'ctx' | 'services'>): Flash {
  if (outcome.kind === 'conflict')
    return {
      kind: 'warning',
      text: `${settledInWords(outcome, context)}. ${context.ctx.texts.find.conflict}`,
    }
  const flash = flashOf(outcome, context)
  const { action } = flash
  return action ? { ...flash, action: { ...action, fields: { ...action.fields, to: 'find' } } } : flash
}

/** A person limited to departments cannot see mail they move out of them. */
const isOutOfSight = (outcome: AnswerOutcome, departments: readonly Label[] | undefined): boolean =>
  departments !== undefined &&
  outcome.kind === 'recorded' &&
  !(outcome.what.kind === 'queue' && departments.includes(outcome.what.label))
