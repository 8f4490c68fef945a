// The list: what waits, must-see first, then oldest; found, filtered, and answered in bulk. Its pages begin at a place in the list,
// so that nothing shifts under the reader.
import type { ListFilter, ListPage, Waiting } from '../../desk/list-shapes.js'
import { spanInWords } from '../page/format.js'
import { Keys } from '../page/keys.js'
import {
  type Answer,
  goTo,
  type Page,
  type PersonVisit,
  type ReviewServices,
  show,
} from '../request-context.js'
import { workers } from '../work-roles.js'
import { BulkBar, bulkPages } from './bulk.js'
import { filterOf, isNarrowed, queryOf } from './filter.js'
import { Filters } from './filters.js'
import { Rows } from './rows.js'

export const listPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/list', roles: workers, handler: (visit) => showList(services, visit) },
  { method: 'GET', path: '/list/next', roles: workers, handler: (visit) => goToNext(services, visit) },
  ...bulkPages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showList(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { desk, config } = services
  const { query, person, texts } = visit
  const said = texts.work.list
  const filter = filterOf(query, config)
  const [page, waiting] = await Promise.all([
    desk.list({ ...filter, cursor: query.get('cursor') ?? '' }, person),
    desk.waiting(person),
  ])
  const body = (
    <>
      <Head visit={visit} filter={filter} waiting={waiting} />
      <Views visit={visit} filter={filter} waiting={waiting} />
      <Filters visit={visit} services={services} filter={filter} waiting={waiting} />
      {isNarrowed(filter) && (
        <p class="quiet">
          {said.matching(page.matching, page.isCapped)} <a href={`/list${queryOf({})}`}>{said.clear}</a>
        </p>
      )}
      {page.rows.length === 0 ? (
        <p class="empty">{isNarrowed(filter) ? said.nothing : said.empty}</p>
      ) : (
        <BulkBar visit={visit} services={services} filter={filter}>
          <a
            class="select-all"
            href={`/list${queryOf(filter, { cursor: query.get('cursor') ?? undefined, select: 'all' })}`}
            data-selects
            data-all={said.selectAll}
            data-none={said.selectNone}
          >
            {said.selectAll}
          </a>
          <Rows
            visit={visit}
            queues={desk.queues}
            rows={page.rows}
            filter={filter}
            isChecked={query.get('select') === 'all'}
          />
        </BulkBar>
      )}
      <Paging visit={visit} filter={filter} page={page} />
      <Keys visit={visit} keys={texts.work.keys.onList} />
    </>
  )
  return show(said.title, body, { scripts: ['list.js'] })
}

/** The first that nobody else has open, after a mail's place if one is given; the list when there is none. */
async function goToNext({ desk, config }: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const filter = filterOf(visit.query, config)
  const next = await desk.nextItem(filter, visit.person)
  return goTo(next === undefined ? `/list${queryOf(filter)}` : `/mail/${next}${queryOf(filter)}`, visit.flash)
}

interface Shown {
  readonly visit: PersonVisit
  readonly filter: ListFilter
  readonly waiting: Waiting
}

const Head = ({ visit, filter, waiting: { count, mustSee, oldest } }: Shown) => {
  const said = visit.texts.work.list
  return (
    <div class="list-head">
      <div>
        <h1>{said.title}</h1>
        <p class="lead">
          {said.waiting(count)} {oldest && said.oldest(spanInWords(oldest, visit.now, visit.texts))}{' '}
          {mustSee > 0 && <strong class="urgent">{said.mustSee(mustSee)}</strong>}
        </p>
      </div>
      {count > 0 && (
        <a class="button button-primary" href={`/list/next${queryOf(filter)}`} data-key="b">
          {said.begin}
        </a>
      )}
    </div>
  )
}

/** What waits, what is mine, what is put off: three lists that one goes between. */
const Views = ({ visit, filter, waiting }: Shown) => {
  const said = visit.texts.work.list
  const here = filter.state === 'later' ? 'later' : filter.mine ? 'mine' : 'now'
  const views = [
    { key: 'now', path: '/list', text: said.now(waiting.count) },
    { key: 'mine', path: `/list${queryOf({ mine: true })}`, text: said.mine(waiting.mine) },
    { key: 'later', path: `/list${queryOf({ state: 'later' })}`, text: said.later(waiting.later) },
  ]
  return (
    <nav class="views" aria-label={said.views}>
      <ul class="unstyled-list no-max-width">
        {views.map(({ key, path, text }) => (
          <li>
            <a href={path} {...(key === here ? { 'aria-current': 'true' } : {})}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Paging({
  visit,
  filter,
  page: { next, previous },
}: {
  readonly visit: PersonVisit
  readonly filter: ListFilter
  readonly page: ListPage
}) {
  if (next === undefined && previous === undefined) return undefined
  const said = visit.texts.work.list
  return (
    <nav class="paging" aria-label={said.paging}>
      {previous && (
        <a class="button button-secondary" rel="prev" href={`/list${queryOf(filter, { cursor: previous })}`}>
          {said.previous}
        </a>
      )}
      {next && (
        <a class="button button-secondary" rel="next" href={`/list${queryOf(filter, { cursor: next })}`}>
          {said.next}
        </a>
      )}
    </nav>
  )
}
