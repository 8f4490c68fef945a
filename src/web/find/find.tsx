// Looking mail up: a search over all that came, newest first, and each mail's own page.
import type { FindPage, FoundMail } from '../../desk/filed-shapes.js'
import { wayTo } from '../mail/mail-href.js'
import { placeInWords } from '../mail/thread.js'
import { Alert } from '../page/alert.js'
import { Field } from '../page/form.js'
import { Select } from '../page/select.js'
import { shownLine } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import { type Answer, type Page, type PersonVisit, type ReviewServices, show } from '../request-context.js'
import { filedPages } from './filed.js'
import { type FindFields, fieldsOf, findQueryOf, isEmpty, searchPath } from './query.js'
import { readers } from './readers.js'

export const findPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/find', roles: readers, handler: (visit) => showFound(services, visit) },
  ...filedPages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showFound(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const said = visit.texts.find
  const fields = fieldsOf(visit.query)
  const cursor = visit.query.get('cursor') ?? undefined
  const found = await services.desk.find(findQueryOf(fields, cursor, services.config), visit.person)
  const body = (
    <>
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <Search visit={visit} services={services} fields={fields} />
      {!isEmpty(fields) && (
        <p>
          <a href="/find">{said.clear}</a>
        </p>
      )}
      {found.rows.length === 0 && !found.isCut ? (
        <p class="empty">{isEmpty(fields) ? said.noneYet : said.none}</p>
      ) : (
        <Found visit={visit} services={services} rows={found.rows} />
      )}
      <Further visit={visit} fields={fields} found={found} />
    </>
  )
  return show(said.title, body)
}

const Search = ({
  visit,
  services,
  fields,
}: {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly fields: FindFields
}) => {
  const said = visit.texts.find
  const queues = services.desk.queues.map(({ label, name }) => ({ value: label, label: name }))
  const all = { value: '', label: visit.texts.figures.allQueues }
  return (
    <search>
      <form method="get" action="/find" class="list-filters">
        <div class="search-line">
          <Field name="text" label={said.text} type="search" value={fields.text} isOptional />
          <button type="submit" class="button button-secondary">
            {said.submit}
          </button>
        </div>
        <details open={!isEmpty({ ...fields, text: '' }) || undefined}>
          <summary>{visit.texts.work.list.filters}</summary>
          <div class="filters">
            <Field name="sender" label={said.sender} value={fields.sender} isOptional />
            <Select name="queue" label={said.queue} chosen={fields.queue} options={[all, ...queues]} />
            <Field name="from" label={said.from} type="date" value={fields.from} isOptional />
            <Field name="to" label={said.to} type="date" value={fields.to} isOptional />
            <button type="submit" class="button button-secondary">
              {said.submit}
            </button>
          </div>
        </details>
      </form>
    </search>
  )
}

const Found = ({
  visit,
  services,
  rows,
}: {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly rows: readonly FoundMail[]
}) => {
  const said = visit.texts.find
  const { list, reasonNames } = visit.texts.work
  return (
    <ol class="mails unstyled-list no-max-width" aria-label={said.rows}>
      {rows.map((row) => {
        const subject = shownLine(row.subject) || list.noSubject
        // A filed mail that waits is of the blind sample.
        const isBlind = row.isWaiting && row.kind === 'route' && visit.may('/mail/:id')
        return (
          <li class="mail-row is-found">
            <div class="mail-main">
              <a class="mail-subject" href={wayTo(row, visit)} dir="auto">
                {subject}
              </a>
              <span class="mail-from" dir="auto">
                {shownLine(row.from) || list.noSender}
              </span>
            </div>
            <div class="mail-guess">
              <span>{isBlind ? said.blind : placeInWords(row, { visit, services })}</span>
              {!isBlind && row.reason && <span class="quiet">{reasonNames[row.reason]}</span>}
            </div>
            <div class="mail-state">
              <Time visit={visit} at={row.at} />
              {services.config.mailboxes.length > 1 && <span>{row.mailbox}</span>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** Backwards in time; what was found before is behind the browser's own button. */
const Further = ({
  visit,
  fields,
  found,
}: {
  readonly visit: PersonVisit
  readonly fields: FindFields
  readonly found: FindPage
}) => {
  if (found.next === undefined) return undefined
  const said = visit.texts.find
  return (
    <>
      {found.isCut && (
        <Alert visit={visit} kind="info">
          {said.cut}
        </Alert>
      )}
      <p class="paging">
        <a class="button button-secondary" rel="next" href={searchPath(fields, found.next)}>
          {found.isCut ? said.goOn : said.older}
        </a>
      </p>
    </>
  )
}
