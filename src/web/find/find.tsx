// Finding mail: a search over all mail, newest first, with a link to each.
import type { FindPage, FoundMail } from '../../desk/filed-shapes.js'
import { rolesThatFind } from '../../roles.js'
import { mailHref } from '../mail/mail-href.js'
import { stateInWords } from '../mail/thread.js'
import { Alert } from '../page/alert.js'
import { Field } from '../page/form.js'
import { Select } from '../page/select.js'
import { shownLine } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import {
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { filedPages } from './filed.js'
import { type FindFields, fieldsOf, findQueryOf, isEmpty, searchPath } from './query.js'

export const findPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/find', roles: rolesThatFind, handler: (ctx) => showFound(services, ctx) },
  ...filedPages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showFound(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const t = ctx.texts.find
  const fields = fieldsOf(ctx.query)
  const cursor = ctx.query.get('cursor') ?? undefined
  const found = await services.desk.find(findQueryOf(fields, cursor, services.config), ctx.person)
  const body = (
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Search ctx={ctx} services={services} fields={fields} />
      {!isEmpty(fields) && (
        <p>
          <a href="/find">{t.clear}</a>
        </p>
      )}
      {found.rows.length === 0 && !found.isCut ? (
        <p class="empty">{isEmpty(fields) ? t.noneYet : t.none}</p>
      ) : (
        <Found ctx={ctx} services={services} rows={found.rows} />
      )}
      <Further ctx={ctx} fields={fields} found={found} />
    </>
  )
  return show(t.title, body)
}

const Search = ({
  ctx,
  services,
  fields,
}: {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly fields: FindFields
}) => {
  const t = ctx.texts.find
  const queues = services.desk.queues.map(({ label, name }) => ({ value: label, label: name }))
  const all = { value: '', label: ctx.texts.figures.allQueues }
  return (
    <search>
      <form method="get" action="/find" class="list-filters">
        <div class="search-line">
          <Field name="text" label={t.text} type="search" value={fields.text} isOptional />
          <button type="submit" class="button button-secondary">
            {t.submit}
          </button>
        </div>
        <details open={!isEmpty({ ...fields, text: '' }) || undefined}>
          <summary>{ctx.texts.work.list.filters}</summary>
          <div class="filters">
            <Field name="sender" label={t.sender} value={fields.sender} isOptional />
            <Select name="queue" label={t.queue} chosen={fields.queue} options={[all, ...queues]} />
            <Field name="from" label={t.from} type="date" value={fields.from} isOptional />
            <Field name="to" label={t.to} type="date" value={fields.to} isOptional />
            <button type="submit" class="button button-secondary">
              {t.submit}
            </button>
          </div>
        </details>
      </form>
    </search>
  )
}

const Found = ({
  ctx,
  services,
  rows,
}: {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly rows: readonly FoundMail[]
}) => {
  const t = ctx.texts.find
  const { list, reasonNames } = ctx.texts.work
  return (
    <ol class="mails unstyled-list no-max-width" aria-label={t.rows}>
      {rows.map((row) => {
        const subject = shownLine(row.subject) || list.noSubject
        return (
          <li class="mail-row is-found">
            <div class="mail-main">
              <a class="mail-subject" href={mailHref(row, ctx)} dir="auto">
                {subject}
              </a>
              <span class="mail-from" dir="auto">
                {shownLine(row.from) || list.noSender}
              </span>
            </div>
            <div class="mail-guess">
              <span>{row.isBlind ? t.blind : stateInWords(row, { ctx, services })}</span>
              {row.reason && <span class="quiet">{reasonNames[row.reason]}</span>}
            </div>
            <div class="mail-state">
              <Time ctx={ctx} at={row.at} />
              {services.config.mailboxes.length > 1 && <span>{row.mailbox}</span>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** Older results only; the browser's back button leads to the newer ones. */
const Further = ({
  ctx,
  fields,
  found,
}: {
  readonly ctx: PersonContext
  readonly fields: FindFields
  readonly found: FindPage
}) => {
  if (found.next === undefined) return undefined
  const t = ctx.texts.find
  return (
    <>
      {found.isCut && (
        <Alert ctx={ctx} kind="info">
          {t.cut}
        </Alert>
      )}
      <p class="paging">
        <a class="button button-secondary" rel="next" href={searchPath(fields, found.next)}>
          {found.isCut ? t.goOn : t.older}
        </a>
      </p>
    </>
  )
}
