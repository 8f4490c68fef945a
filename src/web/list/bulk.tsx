// Bulk answers: the bar below the rows, and a result for each mail.
import type { Child } from 'hono/jsx'
import { type AnswerOutcome, type Likeness, likenesses, MOST_ALIKE } from '../../desk/answer-shapes.js'
import type { ListFilter, ListRow } from '../../desk/list-shapes.js'
import { type MailId, mailIdFrom } from '../../ids.js'
import { rolesThatAnswer } from '../../roles.js'
import { choiceOf, laters } from '../answer-choices.js'
import { PageForm } from '../page/form.js'
import { Keys } from '../page/keys.js'
import { mailIdFromPath } from '../page/mail-id.js'
import { flashOf } from '../page/outcome-words.js'
import { Select } from '../page/select.js'
import { shownLine } from '../page/shown-text.js'
import { DataTable } from '../page/table.js'
import {
  goTo,
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { filterOf, listQueryOf } from './filter.js'
import { Rows } from './rows.js'

export const bulkPages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/list', roles: rolesThatAnswer, handler: (ctx) => answerAll(services, ctx) },
  {
    method: 'GET',
    path: '/mail/:id/like',
    roles: rolesThatAnswer,
    handler: (ctx) => showAlike(services, ctx),
  },
]

interface BulkBarProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly filter: ListFilter
  readonly children?: Child
}

/** The form around the rows; its bar stays in view while something is ticked. */
export const BulkBar = ({ ctx, services, filter, children }: BulkBarProps) => {
  const { list: t, answer } = ctx.texts.work
  const queues = services.desk.queues.map(({ label, name }) => ({ value: `queue:${label}`, label: name }))
  const kinds = (['another-authority', 'spam', 'private'] as const).map((kind) => ({
    value: `not-ours:${kind}`,
    label: `${answer.notOurs}: ${answer.notOursKinds[kind].toLowerCase()}`,
  }))
  const waits = laters.map((later) => ({ value: `later:${later}`, label: answer.laters[later] }))
  return (
    <PageForm ctx={ctx} action={`/list${listQueryOf(filter)}`} class="bulk-form">
      <input type="hidden" name="once" value={services.desk.newToken()} />
      {children}
      <fieldset class="bulk">
        <legend class="sr-only">{t.bulk}</legend>
        <Select
          name="choice"
          label={t.bulkChoice}
          options={[
            { value: '', label: t.bulkChoose },
            { value: 'confirm', label: t.bulkConfirm },
          ]}
          groups={[
            { label: answer.find, options: queues },
            { label: answer.notOurs, options: kinds },
            { label: answer.later, options: waits },
          ]}
        />
        <button type="submit" class="button button-primary">
          {t.bulkSend}
        </button>
      </fieldset>
    </PageForm>
  )
}

// ---------------------------------------------------------------------------------------------------------------

async function answerAll(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { desk, config } = services
  const { form, person, texts } = ctx
  const t = texts.work.list
  const back = `/list${listQueryOf(filterOf(ctx.query, config))}`
  const choice = choiceOf(form.get('choice') ?? '', ctx.now)
  const items = form.getAll('item').flatMap((text) => itemOf(text) ?? [])
  if (choice === undefined || items.length === 0) return goTo(back, { kind: 'warning', text: t.bulkNothing })
  const outcomes = await desk.answerAll({ items, choice, note: '', token: form.get('once') ?? '' }, person)
  const body = (
    <>
      <h1>{t.resultTitle}</h1>
      <DataTable
        caption={t.resultTitle}
        headings={[t.resultMail, t.result, t.resultUndo]}
        rows={await Promise.all(outcomes.map((outcome) => resultRow(services, ctx, outcome)))}
        hasRowHeadings
      />
      <p>
        <a class="button button-primary" href={back} data-key="t">
          {t.back}
        </a>
      </p>
    </>
  )
  return show(t.resultTitle, body)
}

/** A ticked row: id and version. */
function itemOf(text: string): { readonly mailId: MailId; readonly version: number } | undefined {
  const [id = '', version = ''] = text.split(':')
  const mailId = mailIdFrom(id)
  return mailId !== undefined && /^\d{1,9}$/.test(version) ? { mailId, version: Number(version) } : undefined
}

/** What came of one mail: its subject, the outcome in words, and a way to take it back. */
export async function resultRow(services: ReviewServices, ctx: PersonContext, outcome: AnswerOutcome) {
  const { list: t } = ctx.texts.work
  const { text, action } = flashOf(outcome, { ctx, services })
  // Not even the subject of a mail that this person may not see.
  const isUnseen = outcome.kind === 'missing' || (outcome.kind === 'refused' && outcome.why === 'too-many')
  const record = isUnseen ? undefined : await services.ledger.mail(outcome.mailId)
  const subject = shownLine(record?.parsed?.subject ?? record?.subject ?? '') || t.noSubject
  return [
    <span dir="auto">{subject}</span>,
    text,
    action && (
      <PageForm ctx={ctx} action={action.path} class="flash-action">
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
      </PageForm>
    ),
  ]
}

async function showAlike(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { desk, config } = services
  const { list: t } = ctx.texts.work
  const mailId = mailIdFromPath(ctx)
  const by: Likeness = likenesses.find((one) => one === ctx.query.get('by')) ?? 'burst'
  const rows = await desk.like(mailId, by, ctx.person)
  if (rows.length === 0) throw new NoSuchPage()
  const filter = filterOf(ctx.query, config)
  // What a person must see is answered by itself, unless they choose otherwise.
  const isChosen = ({ mustSee }: ListRow) => rows.length > 1 && mustSee.length === 0
  const body = (
    <>
      <h1>{t.alikeTitle}</h1>
      <nav class="views" aria-label={t.alikeTitle}>
        <ul class="unstyled-list no-max-width">
          {likenesses.map((one) => (
            <li>
              <a
                href={`/mail/${mailId}/like${listQueryOf(filter, { by: one })}`}
                {...(one === by ? { 'aria-current': 'true' } : {})}
              >
                {t.alike[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>
        {rows.length > 1 ? t.alikeHint : t.alikeNone} {rows.length === MOST_ALIKE && t.alikeMore(MOST_ALIKE)}
      </p>
      <BulkBar ctx={ctx} services={services} filter={filter}>
        <Rows ctx={ctx} queues={desk.queues} rows={rows} filter={filter} isChecked={isChosen} />
      </BulkBar>
      <Keys ctx={ctx} keys={ctx.texts.work.keys.onList} />
    </>
  )
  return show(t.alikeTitle, body, { scripts: ['list.js'] })
}
