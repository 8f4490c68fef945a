// Answering several at once: the bar below the rows, and a result for each.
import type { Child } from 'hono/jsx'
import { type AnswerOutcome, type Likeness, likenesses } from '../../desk/answer-shapes.js'
import type { ListFilter } from '../../desk/list-shapes.js'
import { type MailId, mailIdFrom } from '../../ids.js'
import { choiceOf, laters } from '../answer-choices.js'
import { mailIdOf } from '../mail/mail-id.js'
import { flashOf } from '../mail/outcome-words.js'
import { Form } from '../page/form.js'
import { Keys } from '../page/keys.js'
import { Select } from '../page/select.js'
import { shownLine } from '../page/shown-text.js'
import { DataTable } from '../page/table.js'
import {
  type Answer,
  goTo,
  NoSuchPage,
  type Page,
  type PersonVisit,
  type ReviewServices,
  show,
} from '../request-context.js'
import { workers } from '../work-roles.js'
import { filterOf, queryOf } from './filter.js'
import { Rows } from './rows.js'

export const bulkPages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/list', roles: workers, handler: (visit) => answerAll(services, visit) },
  { method: 'GET', path: '/mail/:id/like', roles: workers, handler: (visit) => showAlike(services, visit) },
]

interface BulkBarProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly filter: ListFilter
  readonly children?: Child
}

/** The form around the rows; its end stays in sight while something is ticked. */
export const BulkBar = ({ visit, services, filter, children }: BulkBarProps) => {
  const { list: said, answer } = visit.texts.work
  const queues = services.desk.queues.map(({ label, name }) => ({ value: `queue:${label}`, label: name }))
  const kinds = (['another-authority', 'spam', 'private'] as const).map((kind) => ({
    value: `not-ours:${kind}`,
    label: `${answer.notOurs}: ${answer.notOursKinds[kind].toLowerCase()}`,
  }))
  const waits = laters.map((later) => ({ value: `later:${later}`, label: answer.laters[later] }))
  return (
    <Form visit={visit} action={`/list${queryOf(filter)}`} class="bulk-form">
      <input type="hidden" name="once" value={services.desk.newToken()} />
      {children}
      <fieldset class="bulk">
        <legend class="sr-only">{said.bulk}</legend>
        <Select
          name="choice"
          label={said.bulkChoice}
          options={[
            { value: '', label: said.bulkChoose },
            { value: 'confirm', label: said.bulkConfirm },
          ]}
          groups={[
            { label: answer.find, options: queues },
            { label: answer.notOurs, options: kinds },
            { label: answer.later, options: waits },
          ]}
        />
        <button type="submit" class="button button-primary">
          {said.bulkSend}
        </button>
      </fieldset>
    </Form>
  )
}

// ---------------------------------------------------------------------------------------------------------------

async function answerAll(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { desk, config } = services
  const { form, person, texts } = visit
  const said = texts.work.list
  const back = `/list${queryOf(filterOf(visit.query, config))}`
  const choice = choiceOf(form.get('choice') ?? '', visit.now)
  const items = form.getAll('item').flatMap((text) => itemOf(text) ?? [])
  if (choice === undefined || items.length === 0)
    return goTo(back, { kind: 'warning', text: said.bulkNothing })
  const outcomes = await desk.answerAll({ items, choice, note: '', token: form.get('once') ?? '' }, person)
  const body = (
    <>
      <h1>{said.resultTitle}</h1>
      <DataTable
        caption={said.resultTitle}
        headings={[said.resultMail, said.result, said.resultUndo]}
        rows={await Promise.all(outcomes.map((outcome) => resultRow(services, visit, outcome)))}
        hasRowHeadings
      />
      <p>
        <a class="button button-primary" href={back} data-key="t">
          {said.back}
        </a>
      </p>
    </>
  )
  return show(said.resultTitle, body)
}

/** What was shown and ticked: an id and a version. */
function itemOf(text: string): { readonly mailId: MailId; readonly version: number } | undefined {
  const [id = '', version = ''] = text.split(':')
  const mailId = mailIdFrom(id)
  return mailId !== undefined && /^\d{1,9}$/.test(version) ? { mailId, version: Number(version) } : undefined
}

async function resultRow(services: ReviewServices, visit: PersonVisit, outcome: AnswerOutcome) {
  const { list: said } = visit.texts.work
  const { text, action } = flashOf(outcome, { visit, services })
  // Of a mail that this person may not see, not even the subject is told.
  const record = outcome.kind === 'missing' ? undefined : await services.ledger.mail(outcome.mailId)
  const subject = shownLine(record?.parsed?.subject ?? record?.subject ?? '') || said.noSubject
  return [
    <span dir="auto">{subject}</span>,
    text,
    action && (
      <Form visit={visit} action={action.path} class="flash-action">
        {Object.entries(action.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button
          type="submit"
          class="button button-secondary button-small"
          aria-label={`${action.label}: ${subject}`}
        >
          {action.label}
        </button>
      </Form>
    ),
  ]
}

async function showAlike(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { desk, config } = services
  const { list: said } = visit.texts.work
  const mailId = mailIdOf(visit)
  const by: Likeness = likenesses.find((one) => one === visit.query.get('by')) ?? 'suggestion'
  const rows = await desk.like(mailId, by, visit.person)
  if (rows.length === 0) throw new NoSuchPage()
  const filter = filterOf(visit.query, config)
  const body = (
    <>
      <h1>{said.alikeTitle}</h1>
      <nav class="views" aria-label={said.alikeTitle}>
        <ul class="unstyled-list no-max-width">
          {likenesses.map((one) => (
            <li>
              <a
                href={`/mail/${mailId}/like${queryOf(filter, { by: one })}`}
                {...(one === by ? { 'aria-current': 'true' } : {})}
              >
                {said.alike[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>{rows.length > 1 ? said.alikeHint : said.alikeNone}</p>
      <BulkBar visit={visit} services={services} filter={filter}>
        <Rows visit={visit} queues={desk.queues} rows={rows} filter={filter} isChecked={rows.length > 1} />
      </BulkBar>
      <Keys visit={visit} keys={visit.texts.work.keys.onList} />
    </>
  )
  return show(said.alikeTitle, body)
}
