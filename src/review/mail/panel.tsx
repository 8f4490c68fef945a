// Where a person answers: the suggestion, the likeliest queues, any queue, not ours, later; one form, in which each button is an answer.
import { laters, shortLaters } from '../answer-choices.js'
import type { ListFilter } from '../desk-list.js'
import type { OpenItem } from '../desk-mail.js'
import { queryOf } from '../list/filter.js'
import { Form } from '../page/form.js'
import { Select } from '../page/select.js'
import { likelihood, percent } from '../page/words.js'
import type { PersonVisit, ReviewServices } from '../visit.js'
import { queueName } from './outcome-words.js'

interface PanelProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly item: OpenItem
  readonly filter: ListFilter
}

export const Panel = (props: PanelProps) => {
  const { visit, services, item, filter } = props
  const { answer: said } = visit.texts.work
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
      <Ranked {...props} />
      <Find {...props} />
      <fieldset>
        <legend>{said.notOurs}</legend>
        <div class="button-row">
          {notOurs.map(({ kind, key }) => (
            <Answer value={`not-ours:${kind}`} hotkey={key}>
              {said.notOursKinds[kind]}
            </Answer>
          ))}
        </div>
      </fieldset>
      <Later {...props} />
      <details class="note">
        <summary data-key="n" data-focuses="note">
          {said.note}
        </summary>
        <label class="sr-only" for="note">
          {said.note}
        </label>
        <span class="form-hint" id="note-hint">
          {said.noteHint}
        </span>
        <textarea
          class="form-input"
          id="note"
          name="note"
          rows={3}
          maxlength={2000}
          aria-describedby="note-hint"
        />
      </details>
    </Form>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const notOurs = [
  { kind: 'another-authority', key: 'a' },
  { kind: 'spam', key: 's' },
  { kind: 'private', key: 'p' },
] as const

/** The single key that presses a button: for the script, and for who reads by ear. */
const keyed = (key: string | number) => ({ 'data-key': String(key), 'aria-keyshortcuts': String(key) })

const Key = ({ name }: { readonly name: string | number }) => (
  <span class="hotkey" aria-hidden="true">
    {String(name)}
  </span>
)

interface AnswerProps {
  readonly value: string
  readonly hotkey?: string
  readonly kind?: 'primary' | 'secondary'
  readonly children?: unknown
}

/** A button that answers; the queue that is to be found need not be chosen for it. */
const Answer = ({ value, hotkey, kind = 'secondary', children }: AnswerProps) => (
  <button
    type="submit"
    name="choice"
    value={value}
    formnovalidate
    class={`button button-${kind} ${kind === 'primary' ? 'wide' : 'button-small'}`}
    {...(hotkey ? keyed(hotkey) : {})}
  >
    {children as string}
    {hotkey && <Key name={hotkey} />}
  </button>
)

const Confirm = ({ visit, services, item }: PanelProps) => {
  const { answer: said } = visit.texts.work
  if (item.guess === undefined) return undefined
  const isOutside = item.guess === services.config.outside
  return (
    <div class="confirm">
      <Answer value="confirm" kind="primary" hotkey="Enter">
        {isOutside ? said.confirmOutside : said.confirm(queueName(item.guess, { visit, services }))}
      </Answer>
    </div>
  )
}

/** The likeliest with what is known of them; the next ones as short buttons. */
const Ranked = (props: PanelProps) => {
  const { visit, services, item } = props
  const { answer: said } = visit.texts.work
  if (item.ranked.length === 0) return undefined
  return (
    <section aria-labelledby="likeliest">
      <h3 id="likeliest">{said.likeliest}</h3>
      <ol class="ranked unstyled-list no-max-width">
        {item.ranked.slice(0, shownInFull).map(({ label, probability, queue }, at) => (
          <li>
            <button
              type="submit"
              name="choice"
              value={`queue:${label}`}
              formnovalidate
              class="rank"
              {...keyed(at + 1)}
            >
              <Key name={at + 1} />
              <span class="rank-name">{queueName(label, { visit, services })}</span>
              <span class="rank-words">
                {likelihood(probability, visit.texts)} · {percent(probability, visit.texts)}
              </span>
              <svg class="bar" aria-hidden="true" focusable="false" width="100%" height="4">
                <rect class="bar-all" width="100%" height="4" rx="2" />
                <rect class="bar-part" width={`${(probability * 100).toFixed(1)}%`} height="4" rx="2" />
              </svg>
            </button>
            <QueueFacts visit={visit} queue={queue} isFolded={at > 0} />
          </li>
        ))}
      </ol>
      {item.ranked.length > shownInFull && (
        <details class="more">
          <summary>{said.more}</summary>
          <ul class="unstyled-list no-max-width">
            {item.ranked.slice(shownInFull).map(({ label }, at) => (
              <li>
                <button
                  type="submit"
                  name="choice"
                  value={`queue:${label}`}
                  formnovalidate
                  {...keyed(at + 1 + shownInFull)}
                >
                  <Key name={at + 1 + shownInFull} />
                  {queueName(label, { visit, services })}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** As many as a person weighs against each other at a glance. */
const shownInFull = 3

const QueueFacts = ({
  visit,
  queue,
  isFolded,
}: {
  readonly visit: PersonVisit
  readonly queue: OpenItem['ranked'][number]['queue']
  readonly isFolded: boolean
}) => {
  const { answer: said } = visit.texts.work
  if (queue === undefined || (isFolded && !queue.kle && !queue.selfService)) return undefined
  return (
    <p class="rank-facts">
      {!isFolded && queue.description} {queue.kle && <span class="nowrap">{said.kle(queue.kle)}</span>}{' '}
      {queue.selfService && (
        <a href={queue.selfService} rel="noreferrer noopener" target="_blank">
          {said.selfService}
        </a>
      )}
    </p>
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
        <Answer value="later" hotkey="l">
          {said.laterSend}
        </Answer>
      </div>
    </fieldset>
  )
}
