// Where a person answers: the suggestion, the likeliest queues, any queue, not ours, later; one form, in which each button is an answer.

import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { laters, shortLaters } from '../answer-choices.js'
import { queryOf } from '../list/filter.js'
import { Form } from '../page/form.js'
import { Select } from '../page/select.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import { AnswerButton } from './answer-button.js'
import { NoteField, NotOurs } from './answer-fields.js'
import { queueName } from './outcome-words.js'
import { Ranked } from './ranked.js'

interface PanelProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly item: OpenItem
  readonly filter: ListFilter
}

export const Panel = (props: PanelProps) => {
  const { visit, services, item, filter } = props
  return (
    <Form
      visit={visit}
      action={`/mail/${item.mail.id}/answer${queryOf(filter)}`}
      class="answer"
      id="answer-form"
    >
      <input type="hidden" name="version" value={String(item.version)} />
      <input type="hidden" name="once" value={services.desk.newToken()} />
      <Confirm {...props} />
      <Ranked visit={visit} services={services} item={item} />
      <Find {...props} />
      <NotOurs visit={visit} hasKeys />
      <Later {...props} />
      <NoteField visit={visit} hasKeys />
    </Form>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Confirm = ({ visit, services, item }: PanelProps) => {
  const { answer: said } = visit.texts.work
  if (item.guess === undefined) return undefined
  const isOutside = item.guess === services.config.outside
  return (
    <div class="confirm">
      <AnswerButton value="confirm" kind="primary" hotkey="Enter">
        {isOutside ? said.confirmOutside : said.confirm(queueName(item.guess, { visit, services }))}
      </AnswerButton>
    </div>
  )
}

/** A list to choose from; the script makes it a field to type in, which also knows what the queues deal with. */
const Find = ({ visit, services: { desk }, item }: PanelProps) => {
  const { answer: said } = visit.texts.work
  return (
    <div
      class="find"
      data-find
      data-none={said.findNone}
      data-hint={said.findHint}
      data-about={JSON.stringify(
        Object.fromEntries(
          desk.queues.map(({ label, description, kle }) => [label, `${description} ${kle}`]),
        ),
      )}
    >
      <Select
        name="queue"
        label={item.ranked.length > 0 ? said.find : said.findChoose}
        options={[
          { value: '', label: said.findChoose },
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
        {said.put}
      </button>
    </div>
  )
}

const Later = ({ visit, item }: PanelProps) => {
  const { answer: said } = visit.texts.work
  const choices = item.mustSee.length > 0 ? shortLaters : laters
  return (
    <fieldset>
      <legend>{said.later}</legend>
      <div class="later">
        <Select
          name="until"
          label={said.laterUntil}
          options={choices.map((value) => ({ value, label: said.laters[value] }))}
          chosen={item.mustSee.length > 0 ? 'hours' : 'tomorrow'}
        />
        <AnswerButton value="later" hotkey="l">
          {said.laterSend}
        </AnswerButton>
      </div>
    </fieldset>
  )
}
