// Where a person answers: the suggestion, the likeliest queues, any queue, not ours, later; one form in which each button is an answer.

import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import type { Label } from '../../ids.js'
import { laters, shortLaters } from '../answer-choices.js'
import { listQueryOf } from '../list/filter.js'
import { PageForm } from '../page/form.js'
import { queueName } from '../page/outcome-words.js'
import { Select } from '../page/select.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { AnswerButton } from './answer-button.js'
import { NoteField, NotOurs } from './answer-fields.js'
import { Ranked } from './ranked.js'

interface PanelProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly item: OpenItem
  readonly filter: ListFilter
}

export const Panel = (props: PanelProps) => {
  const { ctx, services, item, filter } = props
  return (
    <PageForm
      ctx={ctx}
      action={`/mail/${item.mail.id}/answer${listQueryOf(filter)}`}
      class="answer"
      id="answer-form"
    >
      <input type="hidden" name="version" value={String(item.version)} />
      <input type="hidden" name="once" value={services.desk.newToken()} />
      <Confirm {...props} />
      <Ranked ctx={ctx} services={services} item={item} />
      <Find {...props} />
      <NotOurs ctx={ctx} hasKeys maybeNothing={item.isBlind} />
      <Later {...props} />
      <NoteField ctx={ctx} hasKeys />
    </PageForm>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Confirm = ({ ctx, services, item }: PanelProps) => {
  const { answer: t } = ctx.texts.work
  if (item.guess === undefined) return undefined
  const other = queueOfThread(item)
  const isOutside = item.guess === services.config.outside
  return (
    <div class="confirm">
      <AnswerButton value="confirm" kind="primary" hotkey="Enter">
        {isOutside ? t.confirmOutside : t.confirm(queueName(item.guess, { ctx, services }))}
      </AnswerButton>
      {other && (
        <AnswerButton value={`queue:${other}`}>
          {t.likeThread(queueName(other, { ctx, services }))}
        </AnswerButton>
      )}
    </div>
  )
}

/** An answer in doubt has two suggestions: the program's, and the queue where the thread stands. */
const queueOfThread = ({ reason, guess }: OpenItem): Label | undefined =>
  reason?.kind === 'thread-in-doubt' && reason.queue !== guess ? reason.queue : undefined

/** A select; the script turns it into a combobox that also searches the queues' descriptions. */
const Find = ({ ctx, services: { desk }, item }: PanelProps) => {
  const { answer: t } = ctx.texts.work
  return (
    <div
      class="find"
      data-find
      data-none={t.findNone}
      data-hint={t.findHint}
      data-about={JSON.stringify(
        Object.fromEntries(
          desk.queues.map(({ label, description, kle }) => [label, `${description} ${kle}`]),
        ),
      )}
    >
      <Select
        name="queue"
        label={item.ranked.length > 0 ? t.find : t.findChoose}
        options={[
          { value: '', label: t.findChoose },
          ...desk.queues.map(({ label, name }) => ({ value: label, label: name })),
        ]}
        hotkey="/"
        isRequired
      />
      <button
        type="submit"
        name="choice"
        value="find"
        class={`button button-${item.ranked.length > 0 ? 'secondary' : 'primary'}`}
      >
        {t.put}
      </button>
    </div>
  )
}

const Later = ({ ctx, item }: PanelProps) => {
  const { answer: t } = ctx.texts.work
  const choices = item.mustSee.length > 0 ? shortLaters : laters
  return (
    <fieldset>
      <legend>{t.later}</legend>
      <div class="later">
        <Select
          name="until"
          label={t.laterUntil}
          options={choices.map((value) => ({ value, label: t.laters[value] }))}
          chosen={item.mustSee.length > 0 ? 'hours' : 'tomorrow'}
        />
        <AnswerButton value="later" hotkey="l">
          {t.laterSend}
        </AnswerButton>
      </div>
    </fieldset>
  )
}
