// The list: what waits, must-see first, then oldest; found, filtered, and answered in bulk. Pages begin at a cursor,
// so that nothing shifts under the reader.
import type { ListFilter, ListPage, Waiting } from '../../desk/list-shapes.js'
import { rolesThatAnswer } from '../../roles.js'
import { spanInWords } from '../page/format.js'
import { Keys } from '../page/keys.js'
import {
  goTo,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { BulkBar, bulkPages } from './bulk.js'
import { filterOf, isNarrowed, listQueryOf } from './filter.js'
import { Filters } from './filters.js'
import { Views } from './frame.js'
import { Rows } from './rows.js'

export const listPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/list', roles: rolesThatAnswer, handler: (ctx) => showList(services, ctx) },
  { method: 'GET', path: '/list/next', roles: rolesThatAnswer, handler: (ctx) => goToNext(services, ctx) },
  ...bulkPages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showList(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { desk, config } = services
  const { query, person, texts } = ctx
  const t = texts.work.list
  const filter = filterOf(query, config)
  const [page, waiting] = await Promise.all([
    desk.list({ ...filter, cursor: query.get('cursor') ?? '', ofBurst: 'first' }, person),
    desk.waiting(person),
  ])
  const body = (
    <>
      <Head ctx={ctx} filter={filter} waiting={waiting} />
      <Views
        ctx={ctx}
        here={filter.state === 'later' ? 'later' : filter.mine ? 'mine' : 'now'}
        waiting={waiting}
      />
      <Filters ctx={ctx} services={services} filter={filter} waiting={waiting} />
      {isNarrowed(filter) && (
        <p class="quiet">
          {t.matching(page.matching, page.isCapped)} <a href={`/list${listQueryOf({})}`}>{t.clear}</a>
        </p>
      )}
      {page.rows.length === 0 ? (
        <p class="empty">{isNarrowed(filter) ? t.nothing : t.empty}</p>
      ) : (
        <BulkBar ctx={ctx} services={services} filter={filter}>
          <a
            class="select-all"
            href={`/list${listQueryOf(filter, { cursor: query.get('cursor') ?? undefined, select: 'all' })}`}
            data-selects
            data-all={t.selectAll}
            data-none={t.selectNone}
          >
            {t.selectAll}
          </a>
          <Rows
            ctx={ctx}
            queues={desk.queues}
            rows={page.rows}
            filter={filter}
            isChecked={() => query.get('select') === 'all'}
          />
        </BulkBar>
      )}
      <Paging ctx={ctx} filter={filter} page={page} />
      <Keys ctx={ctx} keys={texts.work.keys.onList} />
    </>
  )
  return show(t.title, body, { scripts: ['list.js'] })
}

/** Opens the first mail that nobody else has open, or goes back to the list. */
async function goToNext({ desk, config }: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const filter = filterOf(ctx.query, config)
  const next = await desk.nextItem(filter, ctx.person)
  return goTo(
    next === undefined ? `/list${listQueryOf(filter)}` : `/mail/${next}${listQueryOf(filter)}`,
    ctx.flash,
  )
}

interface Shown {
  readonly ctx: PersonContext
  readonly filter: ListFilter
  readonly waiting: Waiting
}

const Head = ({ ctx, filter, waiting: { count, mustSee, oldest } }: Shown) => {
  const t = ctx.texts.work.list
  return (
    <div class="list-head">
      <div>
        <h1>{t.title}</h1>
        <p class="lead">
          {t.waiting(count)} {oldest && t.oldest(spanInWords(oldest, ctx.now, ctx.texts))}{' '}
          {mustSee > 0 && <strong class="urgent">{t.mustSee(mustSee)}</strong>}
        </p>
      </div>
      {count > 0 && (
        <a class="button button-primary" href={`/list/next${listQueryOf(filter)}`} data-key="b">
          {t.begin}
        </a>
      )}
    </div>
  )
}

function Paging({
  ctx,
  filter,
  page: { next, previous },
}: {
  readonly ctx: PersonContext
  readonly filter: ListFilter
  readonly page: ListPage
}) {
  if (next === undefined && previous === undefined) return undefined
  const t = ctx.texts.work.list
  return (
    <nav class="paging" aria-label={t.paging}>
      {previous && (
        <a
          class="button button-secondary"
          rel="prev"
          href={`/list${listQueryOf(filter, { cursor: previous })}`}
        >
          {t.previous}
        </a>
      )}
      {next && (
        <a class="button button-secondary" rel="next" href={`/list${listQueryOf(filter, { cursor: next })}`}>
          {t.next}
        </a>
      )}
    </nav>
  )
}
