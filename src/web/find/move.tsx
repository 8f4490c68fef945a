// Putting a filed mail elsewhere: a decision by a person, carried out through the same outbox as every other, and so a correction.

import type { AnswerOutcome } from '../../desk/answer-shapes.js'
import type { FiledMail, MoveForm, Placement } from '../../desk/filed-shapes.js'
import type { Label } from '../../ids.js'
import { choiceOf } from '../answer-choices.js'
import { NoteField, NotOurs } from '../mail/answer-fields.js'
import { mailIdOf } from '../mail/mail-id.js'
import { flashOf, settledInWords } from '../mail/outcome-words.js'
import { Form } from '../page/form.js'
import { Select } from '../page/select.js'
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

export const movePages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/find/:id/move', roles: workers, handler: (visit) => move(services, visit) },
]

interface MoveProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly filed: FiledMail
  readonly standing: Placement
}

export const Move = ({ visit, services, filed, standing }: MoveProps) => {
  const said = visit.texts.find
  const { answer } = visit.texts.work
  const { decision } = standing
  const here = decision.kind === 'route' ? decision.label : undefined
  const others = services.desk.queues.filter(({ label }) => label !== here)
  return (
    <Form visit={visit} action={`/find/${filed.mail.id}/move`} class="answer move">
      <input type="hidden" name="decision" value={String(standing.decisionId)} />
      <input type="hidden" name="once" value={services.desk.newToken()} />
      <h3>{said.moveTitle}</h3>
      <p class="form-hint">{said.moveHint}</p>
      <Select
        name="queue"
        label={said.moveTo}
        options={[
          { value: '', label: answer.findChoose },
          ...others.map(({ label, name }) => ({ value: label, label: name })),
        ]}
        isRequired
      />
      <button type="submit" name="choice" value="find" class="button button-primary">
        {said.move}
      </button>
      {decision.kind === 'route' && <NotOurs visit={visit} />}
      <NoteField visit={visit} />
    </Form>
  )
}

// ---------------------------------------------------------------------------------------------------------------

async function move(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { form, person, texts } = visit
  const mailId = mailIdOf(visit)
  const choice = choiceIn(form, visit.now)
  const here = `/find/${mailId}`
  if (choice === undefined) return goTo(here, { kind: 'error', text: texts.work.outcome.choose })
  const decisionId = Number(form.get('decision') ?? '')
  if (!Number.isSafeInteger(decisionId)) throw new NoSuchPage()
  const outcome = await services.desk.move(
    { mailId, decisionId, choice, note: form.get('note') ?? '', token: form.get('once') ?? '' },
    person,
  )
  if (outcome.kind === 'missing') throw new NoSuchPage()
  const flash = saidOf(outcome, { visit, services })
  if (isOutOfSight(outcome, person.departments))
    return goTo('/find', { ...flash, text: `${flash.text} ${texts.find.movedAway}` })
  return goTo(here, flash)
}

/** Neither to confirm nor to put off: the mail is filed. */
function choiceIn(form: URLSearchParams, now: Date): MoveForm['choice'] | undefined {
  const field = form.get('choice') ?? ''
  const choice = choiceOf(field === 'find' ? `queue:${form.get('queue') ?? ''}` : field, now)
  return choice?.kind === 'queue' || choice?.kind === 'not-ours' ? choice : undefined
}

/** The undo leads back to this page, not to the list. */
function saidOf(outcome: AnswerOutcome, told: Pick<MoveProps, 'visit' | 'services'>): Flash {
  if (outcome.kind === 'conflict')
    return { kind: 'warning', text: `${settledInWords(outcome, told)}. ${told.visit.texts.find.conflict}` }
  const flash = flashOf(outcome, told)
  const { action } = flash
  return action ? { ...flash, action: { ...action, fields: { ...action.fields, to: 'find' } } } : flash
}

/** A person who is limited to departments cannot see where they have sent it. */
const isOutOfSight = (outcome: AnswerOutcome, departments: readonly Label[] | undefined): boolean =>
  departments !== undefined &&
  outcome.kind === 'recorded' &&
  !(outcome.what.kind === 'queue' && departments.includes(outcome.what.label))
